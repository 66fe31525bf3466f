import { bulkhead, isBulkheadRejectedError } from 'cockatiel';
import type { Log } from '../../use-cases/ports/log.ts';
import { lateCallsMax, type Unavailability } from '../../use-cases/ports/payment-provider.ts';
import { heldBack, type RawAnswer } from '../answers/raw-answer.ts';
import type { DanaOperation } from '../response-codes.ts';
import type { DanaApi } from './api.ts';
import { breakCalls, within } from './call-breaker.ts';

/** The bounds on calls to DANA, and when to stop calling. */
export interface CallLimits {
  /** Calls in progress at once; each holds a socket. */
  readonly callsMax: number;
  /** Calls that wait for a slot, for half of their own deadline at most. */
  readonly queuedCallsMax: number;
  /** Outages of one operation in a row after which its breaker opens. */
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

/** The share of its deadline that a call may wait: a call sent later would leave DANA no time to answer. */
const queueingShareMax = 0.5;

/** How long a caller should wait if all slots are taken, although DANA answers. */
const crowdedWaitMs = 1_000;
const busy: Unavailability = { reason: 'GATEWAY_BUSY', retryAfterMs: crowdedWaitMs };
const crowded = heldBack('too many calls are under way', busy);

/** Lets calls to DANA through, within their limits and while DANA seems to be up. */
export interface CallGuard {
  /** As DanaApi.call, within its deadline from the first wait to the last byte. `LATE`: in the room of late calls. */
  call(operation: DanaOperation, body: string, urgency?: 'LATE'): Promise<RawAnswer>;
  /**
   * Null if a call would be sent now and recognised; else why not, and how many milliseconds to wait: at most `openMs`,
   * `pauseMs` or the deadline. A pause after a 401 holds back new work only: a call made all the same is sent.
   */
  unavailability(operation: DanaOperation): Unavailability | null;
}

/**
 * Every call to DANA goes through here: bounded in number, and none of an operation that is down. Each operation has a
 * breaker of its own, because DANA's operations fail separately: its sandbox answered refunds with errors for hours
 * while it created orders. While a breaker is open, a call of its operation ends at once and is not sent.
 *
 * Payers cause Consult Pay at will, and it moves no money: however many consult, other calls have room. So have they
 * beside the late queries of paid orders, of which there may be many after an outage.
 */
export function guardCalls(api: DanaApi, log: Log, limits: CallLimits = callLimits): CallGuard {
  const moneyRoom = bulkhead(limits.callsMax, limits.queuedCallsMax);
  const consultRoom = bulkhead(Math.ceil(limits.callsMax / 4), Math.ceil(limits.queuedCallsMax / 4));
  const lateRoom = bulkhead(Math.min(lateCallsMax, Math.ceil(limits.callsMax / 10)), lateCallsMax);
  const roomOf = (operation: DanaOperation) => (operation === 'consultPay' ? consultRoom : moneyRoom);
  const breakers = {
    consultPay: breakCalls(api, log, limits, 'consultPay'),
    createOrder: breakCalls(api, log, limits, 'createOrder'),
    queryPayment: breakCalls(api, log, limits, 'queryPayment'),
    cancelOrder: breakCalls(api, log, limits, 'cancelOrder'),
    refundOrder: breakCalls(api, log, limits, 'refundOrder'),
  } satisfies Record<DanaOperation, unknown>;
  let pausedUntilMs = 0;

  function unavailability(operation: DanaOperation): Unavailability | null {
    const outage = breakers[operation].outage();
    if (outage !== null) return outage;
    const now = performance.now();
    if (now < pausedUntilMs) {
      const retryAfterMs = within(limits.pauseMs, pausedUntilMs - now);
      return { reason: 'DANA_CREDENTIALS_REJECTED', retryAfterMs };
    }
    const room = roomOf(operation);
    return room.executionSlots === 0 && room.queueSlots === 0 ? busy : null;
  }

  async function send(operation: DanaOperation, body: string, signal: AbortSignal): Promise<RawAnswer> {
    const rawAnswer = await breakers[operation].send(body, signal);
    // Our key or client id is wrong, whatever the order: no new order is begun until an operator may have fixed it.
    if (rawAnswer.kind === 'answered' && rawAnswer.httpStatus === 401)
      pausedUntilMs = performance.now() + limits.pauseMs;
    return rawAnswer;
  }

  async function call(operation: DanaOperation, body: string, urgency?: 'LATE'): Promise<RawAnswer> {
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
    const room = urgency === 'LATE' ? lateRoom : roomOf(operation);
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
      throw error;
    } finally {
      clearTimeout(deadlineTimer);
      clearTimeout(waitTimer);
    }
  }

  return { call, unavailability };
}
