import type { Order } from '../../domain/order.ts';
import { repeatBeforeExpiryMs } from '../changes/schedule.ts';
import type { Clock } from '../ports/clock.ts';
import type { OrderStore } from '../ports/order-store.ts';
import type { CreateOrderAnswer, DeclinedAnswer, PaymentProvider } from '../ports/payment-provider.ts';
import { declineIn, type RecordAnswer } from './apply-answer.ts';
import type { QueryOrder } from './query-order.ts';

/** How an attempt ended: the order as it is then, and DANA's refusal where it refused this very operation. */
export interface Attempt {
  readonly order: Order;
  readonly declined: DeclinedAnswer | null;
}

/** Create Order, first and repeated. The body is the stored one, byte for byte, every time. */
export function makeAttemptCreate(deps: {
  store: OrderStore;
  provider: PaymentProvider;
  clock: Clock;
  record: RecordAnswer;
  queryOrder: QueryOrder;
}) {
  const { provider, record, queryOrder } = deps;

  function recordAccepted(order: Order, answer: Extract<CreateOrderAnswer, { kind: 'accepted' }>) {
    const { referenceNo, instruction } = answer;
    return record.fact(order, 'CREATE_ANSWER', () => ({ type: 'ACCEPTED', referenceNo, instruction }));
  }

  /**
   * The first call, by the one who inserted the order. Only here does a refusal prove that there is no order, and only
   * while its lease is on the row: after a pause or a jump of the clock somebody else may be repeating it, and what
   * DANA has refused once it may grant the next time.
   */
  async function first(order: Order, request: string, leasedUntil: Date): Promise<Attempt> {
    const answer = await provider.createOrder(request);
    if (answer.kind === 'accepted') return { order: await recordAccepted(order, answer), declined: null };
    if (answer.kind === 'unknown') {
      return { order: await record.unknown(order, 'createOrder', answer), declined: null };
    }
    if (answer.reason === 'INCONSISTENT_REQUEST') {
      const known = await recordInconsistent(order, answer);
      return { order: known, declined: known.status === 'FAILED' ? answer : null };
    }
    const next = await recordDeclined(order, answer, { whileLeased: leasedUntil });
    if (next.status === 'CONFIRMING') return { order: (await queryOrder.query(next)).order, declined: null };
    return { order: next, declined: next.status === 'FAILED' ? answer : null };
  }

  function recordDeclined(
    order: Order,
    answer: DeclinedAnswer,
    options: { whileLeased?: Date } = {},
  ): Promise<Order> {
    return record.fact(order, 'CREATE_ANSWER', () => ({ ...declineIn(answer), type: 'DECLINED' }), options);
  }

  /**
   * The reference stands at DANA with other content. That order is the truth, and a query tells it; only where its
   * amount is another one it is not ours, and ours can never be made.
   */
  async function recordInconsistent(order: Order, answer: DeclinedAnswer): Promise<Order> {
    const askedAt = deps.clock.now();
    const account = await queryOrder.ask(order);
    return account === 'another' ? recordDeclined(order, answer) : queryOrder.record(order, account, askedAt);
  }

  /**
   * Every later call. In time: the identical body again, which also brings the instruction. Late, or where the
   * repeat was refused (which proves only the repeat): a query.
   */
  async function repeat(order: Order): Promise<Order> {
    const isInTime = deps.clock.now().getTime() < order.expiresAt.getTime() - repeatBeforeExpiryMs;
    const request = isInTime ? await deps.store.createRequest(order.id) : null;
    if (request === null) return (await queryOrder.query(order)).order;
    const answer = await provider.createOrder(request);
    if (answer.kind === 'accepted') return recordAccepted(order, answer);
    if (answer.kind === 'unknown') return record.unknown(order, 'createOrder', answer);
    return answer.reason === 'INCONSISTENT_REQUEST'
      ? recordInconsistent(order, answer)
      : (await queryOrder.query(order)).order;
  }

  return { first, repeat };
}
export type AttemptCreate = ReturnType<typeof makeAttemptCreate>;
