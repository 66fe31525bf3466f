import type { Order } from '../../../src/domain/order.ts';
import type {
  PaymentProvider,
  ProviderOperation,
  UnknownAnswer,
} from '../../../src/use-cases/ports/payment-provider.ts';
import type { Chronicle } from '../world/chronicle.ts';
import type { Dice } from '../world/dice.ts';
import type { Faults } from '../world/faults.ts';
import type { VirtualTime } from '../world/virtual-time.ts';
import type { Dana } from './dana.ts';
import { readCreateRequest, readRefundRequest, writeRequest } from './requests.ts';

export type Operation = 'create' | 'query' | 'cancel' | 'refund';

/** One exchange with DANA: the order it is about, and for a refund the refund. */
export interface Exchange {
  readonly operation: Operation;
  readonly partnerReferenceNo: string;
  readonly partnerRefundNo: string | null;
  /** The exact body of a create or a refund. */
  readonly body: string | null;
}

/** Hears of every exchange: the oracle's evidence. */
export interface ExchangeListener {
  sent(exchange: Exchange): void;
  /** The answer that the gateway received. */
  answered(exchange: Exchange, answer: { readonly kind: string }): void;
}

export interface Connection extends Omit<PaymentProvider, 'listPaymentOptions'> {
  /** DANA cannot be reached for a while. */
  breakOff(forMs: number): void;
  /** DANA rejects our key for a while. */
  refuseKey(forMs: number): void;
  /** Ends all outages. */
  heal(): void;
}

export interface ConnectionNeeds {
  readonly dana: Dana;
  readonly time: VirtualTime;
  readonly dice: Dice;
  readonly faults: Faults;
  /** Whether a bank is down for this order now, so that DANA does not create it. */
  readonly isBankDown: (partnerReferenceNo: string) => boolean;
  readonly chronicle: Chronicle;
  readonly listener: ExchangeListener;
}

/** The gateway abandons every call after this time, which DANA documents. */
const deadlineMs = 8_000;
/** Outages in a row after which the breaker opens, and for how long. */
const outagesMax = 5;
const breakerOpenMs = 5_000;

/** The PaymentProvider port over a network that loses, delays, duplicates and corrupts what it carries. */
export function createConnection({
  dana,
  time,
  dice,
  faults,
  isBankDown,
  chronicle,
  listener,
}: ConnectionNeeds): Connection {
  const forgotten = new Set<string>();
  const confirmed = new Set<string>();
  let brokenUntilMs = 0;
  let keyRefusedUntilMs = 0;
  const breakers: Record<Operation, { outagesInRow: number; openUntilMs: number }> = {
    create: { outagesInRow: 0, openUntilMs: 0 },
    query: { outagesInRow: 0, openUntilMs: 0 },
    cancel: { outagesInRow: 0, openUntilMs: 0 },
    refund: { outagesInRow: 0, openUntilMs: 0 },
  };
  let writtenCount = 0;

  /** One call, from the first byte to the answer or the timeout. Never rejects. */
  async function call<Answer extends { kind: string }>(
    exchange: Exchange,
    handle: () => Answer | UnknownAnswer,
  ): Promise<Answer | UnknownAnswer> {
    const { operation, partnerReferenceNo, partnerRefundNo } = exchange;
    const subject = partnerRefundNo ?? partnerReferenceNo;
    if (time.nowMs() < breakers[operation].openUntilMs) return unknown('the breaker is open');
    listener.sent(exchange);
    chronicle.tell('network', () => `${operation} ${subject} leaves`);
    const answer = await carry(exchange, () => {
      const done = handle();
      chronicle.tell('DANA', () => `${operation} ${subject}: ${describe(done)}`);
      return done;
    });
    noteHealth(operation, answer);
    if (answer.kind === 'accepted' || answer.kind === 'found') confirmed.add(partnerReferenceNo);
    listener.answered(exchange, answer);
    chronicle.tell('network', () => `${operation} ${subject} answered: ${describe(answer)}`);
    return answer;
  }

  async function carry<Answer extends { kind: string }>(
    { operation }: Exchange,
    handle: () => Answer | UnknownAnswer,
  ): Promise<Answer | UnknownAnswer> {
    const startMs = time.nowMs();
    const wayMs = dice.between(5, faults.areOver() ? 30 : 200);
    const isLost = time.nowMs() < brokenUntilMs || faults.strikes('call lost');
    if (isLost) return giveUp(dice.hits(0.5) ? wayMs : deadlineMs, 'no connection');
    if (operation === 'create' && faults.strikes('in progress')) {
      time.at(startMs + dice.between(500, 30_000), handle);
      await time.sleep(wayMs);
      return { ...unknown('202'), isInProgress: true };
    }
    if (faults.strikes('call done late')) {
      time.at(startMs + dice.between(deadlineMs, dice.pick([15_000, 60_000, 300_000])), handle);
      return giveUp(deadlineMs, 'timeout');
    }
    await time.sleep(wayMs);
    if (time.nowMs() < keyRefusedUntilMs || faults.strikes('key refused')) {
      return { ...unknown('401 Invalid Signature'), isOurFault: true };
    }
    if (faults.strikes('error before commit')) return unknown('500, nothing done');
    const answer = handle();
    // DANA declines again what it has declined; a duplicate changes nothing.
    if (answer.kind !== 'declined' && faults.strikes('call doubled'))
      time.at(time.nowMs() + dice.between(0, 10_000), handle);
    if (faults.strikes('error after commit')) return unknown('500, done');
    if (faults.strikes('answer lost')) return giveUp(deadlineMs - wayMs, 'timeout');
    const isSlow = faults.strikes('answer slow');
    await time.sleep(isSlow ? dice.between(wayMs, deadlineMs - wayMs - 50) : wayMs);
    return answer;
  }

  async function giveUp(afterMs: number, reason: string): Promise<UnknownAnswer> {
    await time.sleep(afterMs);
    return unknown(reason);
  }

  /** An answer in SNAP's form, even an error, is no outage. */
  function noteHealth(operation: Operation, answer: UnknownAnswer | { kind: string }): void {
    const breaker = breakers[operation];
    const isOutage = answer.kind === 'unknown' && 'reason' in answer && !/^\d{3}\b/.test(answer.reason);
    breaker.outagesInRow = isOutage ? breaker.outagesInRow + 1 : 0;
    if (breaker.outagesInRow >= outagesMax && !faults.areOver())
      breaker.openUntilMs = time.nowMs() + breakerOpenMs;
  }

  return {
    writeCreateRequest: ({ partnerReferenceNo, amount, expiresAt }) =>
      writeRequest({ partnerReferenceNo, amount, expiresAtMs: expiresAt.getTime() }, ++writtenCount),
    withExpiry: (body, expiresAt) =>
      JSON.stringify({ ...JSON.parse(body), expiresAtMs: expiresAt.getTime() }),
    createOrder(body) {
      const { partnerReferenceNo } = readCreateRequest(body);
      return call({ operation: 'create', partnerReferenceNo, partnerRefundNo: null, body }, () =>
        isBankDown(partnerReferenceNo) ? unknown('500, a bank is down') : dana.create(body),
      );
    },
    queryOrder({ partnerReferenceNo }) {
      return call(exchangeAbout('query', partnerReferenceNo), () =>
        mayForget(partnerReferenceNo) ? { kind: 'notFound' } : dana.query(partnerReferenceNo),
      );
    },
    writeCancelRequest: ({ partnerReferenceNo }) => JSON.stringify({ partnerReferenceNo }),
    cancelOrder({ partnerReferenceNo }: Order) {
      return call(exchangeAbout('cancel', partnerReferenceNo), () => dana.cancel(partnerReferenceNo));
    },
    writeRefundRequest: ({ partnerReferenceNo }, { partnerRefundNo, amount }) =>
      writeRequest({ partnerReferenceNo, partnerRefundNo, amount }, ++writtenCount),
    refundOrder(body) {
      const { partnerReferenceNo, partnerRefundNo } = readRefundRequest(body);
      return call({ operation: 'refund', partnerReferenceNo, partnerRefundNo, body }, () =>
        dana.refund(body),
      );
    },
    unavailability(operation) {
      const { openUntilMs } = breakers[breakerOf[operation]];
      const retryAfterMs = openUntilMs - time.nowMs();
      return retryAfterMs > 0 ? { reason: 'DANA_UNREACHABLE', retryAfterMs } : null;
    },
    breakOff(forMs) {
      brokenUntilMs = time.nowMs() + forMs;
    },
    refuseKey(forMs) {
      keyRefusedUntilMs = time.nowMs() + forMs;
    },
    heal() {
      brokenUntilMs = 0;
      keyRefusedUntilMs = 0;
      for (const breaker of Object.values(breakers)) breaker.openUntilMs = 0;
    },
  };

  /**
   * DANA answers once that it has no such order although it has reported it before: a contradiction, never
   * twice.
   */
  function mayForget(partnerReferenceNo: string): boolean {
    if (!confirmed.has(partnerReferenceNo) || forgotten.has(partnerReferenceNo)) return false;
    if (!faults.strikes('order forgotten in a query')) return false;
    forgotten.add(partnerReferenceNo);
    return true;
  }
}

const breakerOf: Record<ProviderOperation, Operation> = {
  consultPay: 'create',
  createOrder: 'create',
  queryPayment: 'query',
  cancelOrder: 'cancel',
  refundOrder: 'refund',
};

function exchangeAbout(operation: Operation, partnerReferenceNo: string): Exchange {
  return { operation, partnerReferenceNo, partnerRefundNo: null, body: null };
}

function unknown(reason: string): UnknownAnswer {
  return { kind: 'unknown', reason, isOurFault: false, isInProgress: false };
}

/** An answer in a few words, for the history. */
function describe(answer: { readonly kind: string }): string {
  if ('report' in answer && answer.report !== null && typeof answer.report === 'object') {
    const { state, refunded, voided } = answer.report as { state: string; refunded: bigint; voided: bigint };
    return `found ${state}, refunded ${refunded}, voided ${voided}`;
  }
  if ('responseCode' in answer) return `${answer.kind} ${answer.responseCode}`;
  return 'reason' in answer ? `${answer.kind} (${answer.reason})` : answer.kind;
}
