import type { Order } from '../../domain/order.ts';
import { mayRepeatCreate } from '../changes/next-call.ts';
import type { Clock } from '../ports/clock.ts';
import type {
  CreateOrderAnswer,
  DeclinedAnswer,
  PaymentProvider,
  PaymentReport,
} from '../ports/payment-provider.ts';
import type { SentRequests } from '../ports/repeats.ts';
import { type ApplyAnswer, declineIn, type FactOptions } from './apply-answer.ts';
import type { Queried, QueryOrder } from './query-order.ts';

export interface CreateAttempt {
  readonly order: Order;
  /** DANA's answer, if it declined this very order. */
  readonly declined: DeclinedAnswer | null;
  /** The caller's lease ended with the recorded answer. */
  readonly isReleased: boolean;
}

/** Create Order, first and repeated. Every call sends the stored body, byte for byte. */
export function makeAttemptCreate(deps: {
  store: SentRequests;
  provider: PaymentProvider;
  clock: Clock;
  applyAnswer: ApplyAnswer;
  queryOrder: QueryOrder;
}) {
  const { provider, applyAnswer, queryOrder } = deps;

  function recordAccepted(
    order: Order,
    answer: Extract<CreateOrderAnswer, { kind: 'accepted' }>,
    options: FactOptions = {},
    asBefore: { readonly expiresAt?: Date } = {},
  ) {
    const { referenceNo, instruction } = answer;
    return applyAnswer.fact(
      order,
      'CREATE_ANSWER',
      () => ({ type: 'ACCEPTED', referenceNo, instruction, ...asBefore }),
      options,
    );
  }

  /**
   * The first call, by the caller that inserted the order. Only here does a declined answer prove that there is no
   * order, and only while the caller holds its lease: after a pause or a jump of the clock another process may be
   * repeating the call, and DANA may accept later what it declined before.
   */
  async function first(order: Order, request: string, leasedUntil: Date): Promise<CreateAttempt> {
    const answer = await provider.createOrder(request);
    if (answer.kind === 'accepted') {
      const applied = await recordAccepted(order, answer, { releasedLease: leasedUntil, isFresh: true });
      return { order: applied.order, declined: null, isReleased: applied.isChanged };
    }
    if (answer.kind === 'unknown') {
      return notReleased(await applyAnswer.unknown(order, 'createOrder', answer));
    }
    if (answer.reason === 'INCONSISTENT_REQUEST') {
      const current = await recordInconsistent(order, answer);
      return notReleased(current, current.status === 'FAILED' ? answer : null);
    }
    const options = { whileLeased: leasedUntil, releasedLease: leasedUntil, isFresh: true };
    const current = await recordDeclined(order, answer, options);
    if (current.status === 'CONFIRMING') return notReleased((await queryOrder.query(current)).order);
    return notReleased(current, current.status === 'FAILED' ? answer : null);
  }

  async function recordDeclined(
    order: Order,
    answer: DeclinedAnswer,
    options: FactOptions = {},
  ): Promise<Order> {
    const declined = { ...declineIn(answer, order), type: 'DECLINED' } as const;
    return (await applyAnswer.fact(order, 'CREATE_ANSWER', () => declined, options)).order;
  }

  /**
   * DANA has this reference with other content. A query shows which order that is: one with another amount, which proves
   * that DANA can never create ours, or the order itself, from before this database was set back to a backup.
   */
  async function recordInconsistent(order: Order, answer: DeclinedAnswer): Promise<Order> {
    const queriedAt = deps.clock.now();
    const report = await queryOrder.fetchReport(order);
    if (report === 'another') return recordDeclined(order, answer);
    if (typeof report === 'string') return queryOrder.apply(order, report, queriedAt);
    await applyAnswer.createdBefore(order, report.referenceNo);
    return (await createAsBefore(order, report)) ?? queryOrder.apply(order, report, queriedAt);
  }

  /**
   * Sends the body that created the order the first time, whose answer alone brings the instruction again. Only the
   * expiry is derived from the time of the request, and DANA reports the first one. Null if DANA does not take it.
   */
  async function createAsBefore(order: Order, { state, expiresAt }: PaymentReport): Promise<Order | null> {
    const isPayable = state === 'INITIATED' || state === 'PAYING';
    const request = isPayable && expiresAt !== undefined ? await deps.store.createRequest(order.id) : null;
    if (request === null || expiresAt === undefined) return null;
    const answer = await provider.createOrder(provider.withExpiry(request, expiresAt));
    return answer.kind === 'accepted' ? (await recordAccepted(order, answer, {}, { expiresAt })).order : null;
  }

  /**
   * Every later call. Before expiry it sends the identical body again, whose answer also brings the instruction. Near
   * expiry, or if DANA declines the repeat (which proves nothing about the first call), it queries instead. So it does
   * for an abandoned attempt, which must not come into being any more.
   */
  async function repeat(order: Order): Promise<Queried> {
    const request = mayRepeatCreate(order, deps.clock.now())
      ? await deps.store.createRequest(order.id)
      : null;
    if (request === null) return queried(await queryOrder.query(order));
    const at = deps.clock.now();
    const answer = await provider.createOrder(request);
    if (answer.kind === 'accepted') return queried({ order: (await recordAccepted(order, answer)).order });
    if (answer.kind === 'unknown') {
      const lastQuery = { at, state: null };
      return queried({ order: await applyAnswer.unknown(order, 'createOrder', answer), lastQuery });
    }
    return answer.reason === 'INCONSISTENT_REQUEST'
      ? queried({ order: await recordInconsistent(order, answer) })
      : queried(await queryOrder.query(order));
  }

  return { first, repeat };
}
export type AttemptCreate = ReturnType<typeof makeAttemptCreate>;

/** A repeat gives no report that is needed: an order that DANA has not confirmed needs none. */
function queried({ order, lastQuery = null }: Pick<Queried, 'order'> & Partial<Queried>): Queried {
  return { order, lastQuery, reportQueriedAt: null };
}

function notReleased(order: Order, declined: DeclinedAnswer | null = null): CreateAttempt {
  return { order, declined, isReleased: false };
}
