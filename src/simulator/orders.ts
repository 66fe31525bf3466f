import { randomUUID } from 'node:crypto';
import type { SimulatorClock } from './clock.ts';
import type { Change, Delivery } from './ledger/documents.ts';
import type { Ledger } from './ledger/ledger.ts';
import { nextDeadline, passDeadlines } from './model/deadlines.ts';
import { type Order, orderIdOf, type PayChoice, type PaymentPart } from './model/order.ts';
import { expire, pay, refuse, type Step, startPaying } from './model/payments.ts';
import { newDelivery } from './notifications/delivery.ts';
import type { DeliveryQueue } from './notifications/delivery-queue.ts';

/**
 * Keeps the orders: applies what merchants, payers and time do to them, and queues a notification for each
 * change that the merchant must hear of. Every method is synchronous; callers await `ledger.durable` before
 * they answer.
 */
export interface Orders {
  /** The order as it is now, after every deadline that has passed. */
  find(orderId: string): Order | undefined;
  findByReferenceNo(referenceNo: string): Order | undefined;
  /** The order that a virtual account number, outlet code or QR payload pays. */
  findByPaymentCode(paymentCode: string): Order | undefined;
  /** Records a new order and schedules its expiry. */
  open(order: Order): void;
  /** Records an order that a pure step changed. */
  change(order: Order): void;
  startPaying(order: Order): Step;
  /**
   * The payer pays. `choice` is for hosted orders, which were created without one; `parts` says what the payer
   * used, if that is something else.
   */
  pay(order: Order, options: { choice: PayChoice | null; isLate: boolean; parts?: PaymentPart[] }): Step;
  refuse(order: Order): Step;
  expire(order: Order): Step;
  /** A step of a dispute, see `model/disputes.ts`. No notification is sent. */
  dispute(order: Order, step: (current: Order) => Step): Step;
  /**
   * Notifies the order's present state once more (for a cancelled order: for the first time). Refused while
   * the order is open.
   */
  notifyAgain(order: Order): Step;
  /** After a start, resumes what the ledger holds: expiries, steps in progress, pending deliveries. */
  resume(): void;
  close(): void;
}

/** How a payer of a hosted order pays unless a choice is given. */
const choiceDefault: PayChoice = { payMethod: 'BALANCE', payOption: '' };

/** Makes the orders of the simulator, kept in its ledger. */
export function createOrders(parts: {
  ledger: Ledger;
  clock: SimulatorClock;
  deliveryQueue: DeliveryQueue;
}): Orders {
  const { ledger, clock, deliveryQueue } = parts;
  const timers = new Map<string, () => void>();

  const change = (order: Order): void => {
    const orderId = orderIdOf(order);
    const before = ledger.all('order').get(orderId);
    const status = notificationDue(before, order);
    const delivery = status === null ? null : deliveryOf(order, status);
    ledger.commit([{ kind: 'order', id: orderId, value: order }, ...deliveryChange(delivery)]);
    watch(order);
    if (delivery !== null) deliveryQueue.schedule(delivery);
  };

  const deliveryOf = (order: Order, status: Delivery['latestTransactionStatus']) =>
    newDelivery(order, status, clock.now(), ledger.deliveriesOf(orderIdOf(order)).length);

  const watch = (order: Order): void => {
    const orderId = orderIdOf(order);
    timers.get(orderId)?.();
    timers.delete(orderId);
    const due = nextDeadline(order);
    if (due === null) return;
    const cancel = clock.at(due, () => {
      timers.delete(orderId);
      // A clock may ring early: if nothing changed, keep watching.
      if (find(orderId) === order) watch(order);
    });
    timers.set(orderId, cancel);
  };

  const find = (orderId: string): Order | undefined => {
    const kept = ledger.all('order').get(orderId);
    if (kept === undefined) return undefined;
    const settled = passDeadlines(kept, clock.now());
    if (settled !== kept) change(settled);
    return settled;
  };

  const apply = (order: Order, step: (current: Order) => Step): Step => {
    const taken = step(find(orderIdOf(order)) ?? order);
    if (taken.kind === 'changed') change(taken.order);
    return taken;
  };

  const current = (kept: Order | undefined) => (kept === undefined ? undefined : find(orderIdOf(kept)));

  return {
    find,
    findByReferenceNo: (referenceNo) => current(ledger.orderByReferenceNo(referenceNo)),
    findByPaymentCode: (paymentCode) => current(ledger.orderByPaymentCode(paymentCode)),
    open: change,
    change,
    startPaying: (order) => apply(order, startPaying),
    pay: (order, { choice, isLate, parts }) =>
      apply(order, (current) => {
        const payment = {
          ...(current.choice ?? choice ?? choiceDefault),
          cashierRequestId: randomUUID().replaceAll('-', ''),
          amount: current.amount,
          paidAt: clock.now().toISOString(),
          ...(parts !== undefined && { parts }),
        };
        return pay(current, payment, isLate);
      }),
    refuse: (order) => apply(order, (current) => refuse(current, clock.now())),
    expire: (order) => apply(order, (current) => expire(current, clock.now())),
    dispute: apply,
    notifyAgain: (order) => {
      const status =
        order.state === 'SUCCESS' ? '00' : order.state === 'INIT' || order.state === 'PAYING' ? null : '05';
      const delivery = status === null ? null : deliveryOf(order, status);
      if (delivery === null) return { kind: 'refused', because: 'There is nothing, or nowhere, to notify.' };
      ledger.commit(deliveryChange(delivery));
      deliveryQueue.schedule(delivery);
      return { kind: 'changed', order };
    },
    resume: () => {
      for (const order of ledger.all('order').values()) watch(order);
      for (const delivery of ledger.all('delivery').values()) deliveryQueue.schedule(delivery);
    },
    close: () => {
      for (const cancel of timers.values()) cancel();
    },
  };
}

/**
 * The status that Finish Notify reports: 00 when an order is paid, 05 when it closes unpaid. A merchant's own
 * cancellation is not notified: whether DANA does so is undocumented.
 */
function notificationDue(
  before: Order | undefined,
  after: Order,
): Delivery['latestTransactionStatus'] | null {
  if (before?.state === after.state) return null;
  if (after.state === 'SUCCESS') return '00';
  return after.state === 'CLOSED' ? '05' : null;
}

function deliveryChange(delivery: Delivery | null): Change[] {
  return delivery === null ? [] : [{ kind: 'delivery', id: delivery.id, value: delivery }];
}
