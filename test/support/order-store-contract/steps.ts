import { randomUUID } from 'node:crypto';
import { decide } from '../../../src/domain/lifecycle.ts';
import { rupiah } from '../../../src/domain/money.ts';
import type { Order } from '../../../src/domain/order.ts';
import type { OrderFact } from '../../../src/domain/order-event.ts';
import { nothingReturned, type Refund } from '../../../src/domain/refund.ts';
import type { InboxEntry } from '../../../src/use-cases/ports/inbox.ts';
import type { NewIncident } from '../../../src/use-cases/ports/incidents.ts';
import type { DecideChange, OrderChange } from '../../../src/use-cases/ports/order-changes.ts';
import type { LeaseEnd, OrderLease } from '../../../src/use-cases/ports/order-queue.ts';
import type { OrderStore } from '../../../src/use-cases/ports/order-store.ts';
import { aServerKey } from '../actors.ts';
import { aDetail } from '../incidents.ts';
import { minute, openNewOrder, recorded } from '../orders.ts';

/** Inserts an order under numbers of its own; leased and due at `birth` unless said otherwise. */
export async function insertOrder(
  store: OrderStore,
  attributes: Partial<Order> = {},
  leasedUntil: Date = minute(0),
): Promise<Order> {
  const id = randomUUID();
  const { order, event } = openNewOrder({ id, partnerReferenceNo: `ord-${id}`, ...attributes });
  await store.insert({ order, event, request: `{"order":"${id}"}`, leasedUntil });
  return order;
}

/** Inserts an order that DANA has accepted and the payer has paid, at version 3. */
export async function insertPaidOrder(store: OrderStore, attributes: Partial<Order> = {}): Promise<Order> {
  const { id } = await insertOrder(store, attributes);
  await store.change(id, learn(accepted));
  return changed(await store.change(id, learn(paid)));
}

export const accepted: OrderFact = {
  type: 'ACCEPTED',
  referenceNo: 'DANA-1',
  instruction: { kind: 'QRIS', content: '00020101' },
};

export const paid: OrderFact = {
  type: 'PAID',
  referenceNo: 'DANA-1',
  paidAt: minute(5),
  paidWith: [{ payMethod: 'BALANCE', payOption: null, amount: null }],
};

/** Decides by the lifecycle, as the use cases do; null if the fact changes nothing. */
export function learn(fact: OrderFact, more: Partial<OrderChange> = {}, now = minute(6)): DecideChange {
  return (order) => {
    const decision = decide(order, fact, 'QUERY', now);
    if (decision.kind === 'unchanged') return null;
    return { order: decision.order, event: recorded(decision.event), dueAt: null, ...more };
  };
}

/** The leases of a claim in which every row could be read. */
export async function claimDue(
  store: OrderStore,
  now: Date,
  leasedUntil: Date,
  limit: number,
): Promise<readonly OrderLease[]> {
  const { leases, unreadable } = await store.claimDue(now, leasedUntil, limit);
  if (unreadable.length > 0) throw new Error(`${unreadable.length} rows could not be read`);
  return leases;
}

/** A change as no lifecycle would make it: for what the constraints refuse. */
export function force(attributes: Partial<Order>): DecideChange {
  return (order) => {
    const next: Order = { ...order, ...attributes, version: order.version + 1 };
    const { id: orderId, version, updatedAt: occurredAt, status } = next;
    const event = recorded({
      orderId,
      version,
      occurredAt,
      status,
      source: 'OPERATOR',
      actor: { kind: 'OPERATOR', id: null, name: 'ops' },
      fact: { type: 'EXPIRED' },
    });
    return { order: next, event, dueAt: null };
  };
}

/** Requests a refund, as the use case does: only while the amount is there. */
export function requestRefund(refund: Refund): DecideChange {
  return (order) => {
    const left = order.paid - order.refunded - order.refundPending - order.voided;
    if (refund.amount > left) return null;
    const { id: refundId, partnerRefundNo, amount, reason } = refund;
    const fact: OrderFact = { type: 'REFUND_REQUESTED', refundId, partnerRefundNo, amount, reason };
    return learn(fact, { refund: { refund, request: `{"refund":"${refundId}"}` } })(order, []);
  };
}

/** How a lease ends if DANA reported nothing about an order at version 1. */
export function inVain(dueAt: Date | null, more: Partial<LeaseEnd> = {}): LeaseEnd {
  return { version: 1, dueAt, isInVain: true, reportNeededAfter: null, reportQueriedAt: null, ...more };
}

export function aRefund(orderId: string, attributes: Partial<Refund> = {}): Refund {
  const id = randomUUID();
  return {
    id,
    orderId,
    partnerRefundNo: `refund-${id}`,
    refundNo: null,
    amount: rupiah(1_000_000n),
    reason: null,
    actor: aServerKey,
    status: 'PENDING',
    ...nothingReturned,
    contentHash: 'hash',
    createdAt: minute(7),
    updatedAt: minute(7),
    ...attributes,
  };
}

export function aNotification(attributes: Partial<InboxEntry> = {}): InboxEntry {
  return {
    id: randomUUID(),
    receivedAt: minute(6),
    body: '{"originalPartnerReferenceNo":"ord-1"}',
    timestamp: '2026-01-15T10:06:00+07:00',
    keyFingerprint: 'SHA256:dana',
    contentHash: 'c'.repeat(64),
    partnerReferenceNo: 'ord-1',
    latestTransactionStatus: '00',
    amount: rupiah(7_500_000n),
    ...attributes,
  };
}

export function anIncident(attributes: Partial<NewIncident> = {}): NewIncident {
  return {
    kind: 'CONTRADICTED',
    dedupeKey: randomUUID(),
    orderId: null,
    partnerReferenceNo: null,
    detail: aDetail('DANA contradicted itself'),
    ...attributes,
  };
}

/** The order after a change that must have been made. */
export function changed(outcome: Awaited<ReturnType<OrderStore['change']>>): Order {
  if (outcome.kind !== 'changed') throw new Error(`expected a change, got ${outcome.kind}`);
  return outcome.order;
}
