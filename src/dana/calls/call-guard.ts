import {
  bulkhead,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhenResult,
  isBrokenCircuitError,
  isBulkheadRejectedError,
} from 'cockatiel';
import type { Log } from '../../use-cases/ports/log.ts';
import type { Unavailability } from '../../use-cases/ports/payment-provider.ts';
import { heldBack, type RawAnswer } from '../answers/raw-answer.ts';
import type { DanaOperation } from '../response-codes.ts';
import type { DanaApi } from './api.ts';

/** The bounds on calls to DANA, and when to stop calling. */
export interface CallLimits {
  /** Calls in progress at once; each holds a socket. */
  readonly callsMax: number;
  /** Calls that wait for a slot, for half of their own deadline at most. */
  readonly queuedCallsMax: number;
  /** Outages in a row, over all operations, after which the breaker opens. */
  readonly outagesMax: number;
  /** How long it stays open before it lets one call through. */
  readonly openMs: number;
  /** How long new work waits after DANA rejected our credentials (401): every call would end the same way. */
  readonly pauseMs: number;
}

/** The limits of a real gateway. */
export const callLimits: CallLimits = {
  callsMax: 128,
  queuedCallsMax: 1_024,
  outagesMax: 10,
  openMs: 5_000,
  pauseMs: 5_000,
};

/** Consult Pay's own bounds, beside those of the calls that move money: a quarter of them. */
export function consultLimitsOf(limits: CallLimits): CallLimits {
  const { callsMax, queuedCallsMax } = limits;
  return { ...limits, callsMax: Math.ceil(callsMax / 4), queuedCallsMax: Math.ceil(queuedCallsMax / 4) };
}

/** The share of its deadline that a call may wait: a call sent later would leave DANA no time to answer. */
const queueingShareMax = 0.5;

/** How long a caller should wait if all slots are taken, although DANA answers. */
const crowdedWaitMs = 1_000;
const busy: Unavailability = { reason: 'GATEWAY_BUSY', retryAfterMs: crowdedWaitMs };
const crowded = heldBack('too many calls are under way', busy);

/** Lets calls to DANA through, within their limits and while DANA seems to be up. */
export interface CallGuard {
  /** As DanaApi.call, within its deadline from the first wait to the last byte. */
  call(operation: DanaOperation, body: string): Promise<RawAnswer>;
  /**
   * Null if a call would be sent now and recognised; else why not, and how many milliseconds to wait: at most `openMs`,
   * `pauseMs` or the deadline. A pause after a 401 holds back new work only: a call made all the same is sent.
   */
  unavailability(): Unavailability | null;
}

/**
 * Every call to DANA goes through here: bounded in number, and none while DANA is down. While the breaker is open,
 * a call ends at once and is not sent. Then one call probes DANA while the others still end at once; its success
 * closes the breaker for all. A declined answer, a 202 and a fault of ours are answers: they keep the breaker closed.
 */
export function guardCalls(api: DanaApi, log: Log, limits: CallLimits = callLimits): CallGuard {
  const room = bulkhead(limits.callsMax, limits.queuedCallsMax);
  const breaker = circuitBreaker(
    handleWhenResult((rawAnswer) => isOutage(rawAnswer as RawAnswer)),
    // cockatiel 3.2.1 counts this time by the machine's clock, and would keep the breaker open for an hour if that were
    // set back by one. So it counts nothing: `send` asks nobody before `openUntilMs`.
    { halfOpenAfter: Number.NEGATIVE_INFINITY, breaker: new ConsecutiveBreaker(limits.outagesMax) },
  );
  let openUntilMs = 0;
  let probeUntilMs = 0;
  let pausedUntilMs = 0;
  breaker.onBreak(() => {
    openUntilMs = performance.now() + limits.openMs;
    log.error('dana.breaker_opened', { forMs: limits.openMs });
  });
  breaker.onHalfOpen(() => {
    probeUntilMs = performance.now() + api.timeoutMs;
  });
  breaker.onReset(() => log.info('dana.breaker_closed'));

  function unavailability(): Unavailability | null {
    const now = performance.now();
    const isOpen = breaker.state === CircuitState.Open && now < openUntilMs;
    if (isOpen || breaker.state === CircuitState.HalfOpen) return unreachable(now);
    if (now < pausedUntilMs) {
      const retryAfterMs = within(limits.pauseMs, pausedUntilMs - now);
      return { reason: 'DANA_CREDENTIALS_REJECTED', retryAfterMs };
    }
    const isCrowded = room.executionSlots === 0 && room.queueSlots === 0;
    return isCrowded ? busy : null;
  }

  function unreachable(now: number): Unavailability {
    const retryAfterMs =
      breaker.state === CircuitState.HalfOpen
        ? within(api.timeoutMs, probeUntilMs - now)
        : within(limits.openMs, openUntilMs - now);
    return { reason: 'DANA_UNREACHABLE', retryAfterMs };
  }

  /** What a call gets that the breaker does not let through. */
  const brokenOff = () =>
    heldBack('DANA has been failing and is not called now', unreachable(performance.now()));

  async function send(operation: DanaOperation, body: string, signal: AbortSignal): Promise<RawAnswer> {
    // The breaker would let these calls wait for the probe; an immediate answer serves the caller better.
    const isOpen = breaker.state === CircuitState.Open && performance.now() < openUntilMs;
    if (isOpen || breaker.state === CircuitState.HalfOpen) return brokenOff();
    const rawAnswer = await breaker.execute(() => api.call(operation, body, signal));
    // Our key or client id is wrong, whatever the order: no new order is begun until an operator may have fixed it.
    if (rawAnswer.kind === 'answered' && rawAnswer.httpStatus === 401)
      pausedUntilMs = performance.now() + limits.pauseMs;
    return rawAnswer;
  }

  async function call(operation: DanaOperation, body: string): Promise<RawAnswer> {
    const deadline = new AbortController();
    const deadlineTimer = setTimeout(() => deadline.abort(), api.timeoutMs);
    let progress: 'waiting' | 'sending' | 'given up' = 'waiting';
    let waitTimer: NodeJS.Timeout | undefined;
    const waitedInVain = new Promise<RawAnswer>((resolve) => {
      waitTimer = setTimeout(() => {
        if (progress !== 'waiting') return;
        progress = 'given up';
        resolve(crowded);
      }, api.timeoutMs * queueingShareMax);
    });
    // The bulkhead does not get the signal: cockatiel 3.2.1 forgets to wake the next call after an aborted one. A
    // call that has given up keeps its place and does nothing when its turn comes.
    const answered = room.execute(async () => {
      if (progress === 'given up') return crowded;
      progress = 'sending';
      return send(operation, body, deadline.signal);
    });
    try {
      return await Promise.race([answered, waitedInVain]);
    } catch (error) {
      // A new call may overtake the next in line, which then finds the queue full.
      if (isBulkheadRejectedError(error)) return crowded;
      if (isBrokenCircuitError(error)) return brokenOff();
      throw error;
    } finally {
      clearTimeout(deadlineTimer);
      clearTimeout(waitTimer);
    }
  }

  return { call, unavailability };
}

/** Whether DANA is down: no answer, a failure of its servers, or an answer that is not DANA's at all. */
function isOutage(rawAnswer: RawAnswer): boolean {
  if (rawAnswer.kind === 'unanswered') return rawAnswer.mayHaveArrived;
  return rawAnswer.httpStatus >= 500 || rawAnswer.httpStatus === 429 || rawAnswer.snap === null;
}

function within(max: number, waitMs: number): number {
  return Math.min(max, Math.max(1, waitMs));
}
