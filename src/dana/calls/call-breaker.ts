import {
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhenResult,
  isBrokenCircuitError,
} from 'cockatiel';
import type { Log } from '../../use-cases/ports/log.ts';
import type { Unavailability } from '../../use-cases/ports/payment-provider.ts';
import { heldBack, type RawAnswer } from '../answers/raw-answer.ts';
import type { DanaOperation } from '../response-codes.ts';
import type { DanaApi } from './api.ts';

/** When to stop calling an operation, and for how long. */
interface BreakerLimits {
  readonly outagesMax: number;
  readonly openMs: number;
}

/** Sends the calls of one operation, but not while DANA is down for it. */
export interface CallBreaker {
  /** As DanaApi.call; ends at once if the breaker holds the call back. */
  send(body: string, signal: AbortSignal): Promise<RawAnswer>;
  /** Null if a call would be sent now; else how long to wait, at most `openMs` or the deadline of the probe. */
  outage(): Unavailability | null;
}

/**
 * The breaker of one operation. After `outagesMax` outages in a row it opens for `openMs`. Then one call probes DANA
 * while the others still end at once; its success closes the breaker for all. Every answer in SNAP's form shows that
 * DANA can be reached, also one that says 5xx01 about its order: only 429 asks us to stop calling.
 */
export function breakCalls(
  api: DanaApi,
  log: Log,
  { outagesMax, openMs }: BreakerLimits,
  operation: DanaOperation,
): CallBreaker {
  const breaker = circuitBreaker(
    handleWhenResult((rawAnswer) => isOutage(rawAnswer as RawAnswer)),
    // cockatiel 3.2.1 counts this time by the machine's clock, and would keep the breaker open for an hour if that were
    // set back by one. So it counts nothing: `send` asks nobody before `openUntilMs`.
    { halfOpenAfter: Number.NEGATIVE_INFINITY, breaker: new ConsecutiveBreaker(outagesMax) },
  );
  let openUntilMs = 0;
  let probeUntilMs = 0;
  breaker.onBreak(() => {
    openUntilMs = performance.now() + openMs;
    log.error('dana.breaker_opened', { operation, forMs: openMs });
  });
  breaker.onHalfOpen(() => {
    probeUntilMs = performance.now() + api.timeoutMs;
  });
  breaker.onReset(() => log.info('dana.breaker_closed', { operation }));

  function outage(): Unavailability | null {
    const now = performance.now();
    const isProbed = breaker.state === CircuitState.HalfOpen;
    const isOpen = breaker.state === CircuitState.Open && now < openUntilMs;
    return isProbed || isOpen ? unreachable(isProbed, now) : null;
  }

  function unreachable(isProbed: boolean, now: number): Unavailability {
    const retryAfterMs = isProbed
      ? within(api.timeoutMs, probeUntilMs - now)
      : within(openMs, openUntilMs - now);
    return { reason: 'DANA_UNREACHABLE', retryAfterMs };
  }

  const brokenOff = (unavailability: Unavailability) =>
    heldBack('DANA has been failing and is not called now', unavailability);

  async function send(body: string, signal: AbortSignal): Promise<RawAnswer> {
    // The breaker would let these calls wait for the probe; an immediate answer serves the caller better.
    const current = outage();
    if (current !== null) return brokenOff(current);
    try {
      return await breaker.execute(() => api.call(operation, body, signal));
    } catch (error) {
      if (!isBrokenCircuitError(error)) throw error;
      const isProbed = breaker.state === CircuitState.HalfOpen;
      return brokenOff(unreachable(isProbed, performance.now()));
    }
  }

  return { send, outage };
}

/** Whether DANA is down: no answer, one that is not DANA's at all, or one that asks us to call less. */
function isOutage(rawAnswer: RawAnswer): boolean {
  if (rawAnswer.kind === 'unanswered') return rawAnswer.mayHaveArrived;
  const { httpStatus, snap } = rawAnswer;
  return snap === null || httpStatus === 429 || snap.responseCode.startsWith('429');
}

/** A wait between 1 ms and `max`. */
export function within(max: number, waitMs: number): number {
  return Math.min(max, Math.max(1, waitMs));
}
