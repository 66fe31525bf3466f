import type { Delivery } from '../../ledger/documents.ts';
import { chargedBackSen, isFrozen } from '../../model/disputes.ts';
import type { Order } from '../../model/order.ts';
import { latestTransactionStatus } from '../../model/order.ts';
import { findChannel } from '../../model/pay-channels.ts';
import { type Html, html } from '../html.ts';
import { type OrderStatus, orderStatusOf } from '../order-status.ts';
import { english } from '../payer/english.ts';
import { methodName } from '../payer/wording.ts';

/** The desk's word for each status, and its colour. */
const words: Readonly<Record<OrderStatus, readonly [string, 'open' | 'good' | 'back' | 'bad']>> = {
  waiting: ['Waiting', 'open'],
  paying: ['Paying', 'open'],
  paid: ['Paid', 'good'],
  'partly-refunded': ['Partly refunded', 'back'],
  refunded: ['Refunded', 'back'],
  expired: ['Expired', 'bad'],
  refused: ['Refused', 'bad'],
  cancelled: ['Cancelled', 'bad'],
  voided: ['Paid back', 'back'],
};

/** The status of an order in a word; its tooltip shows DANA's own names. */
export function statusPill(order: Order): Html {
  const [word, mood] = words[orderStatusOf(order)];
  return html`<span class="pill" data-mood="${mood}" title="${danaStatus(order)}">${word}</span>`;
}

/** What a dispute did to the order; nothing for an undisputed one. */
export function disputePills(order: Order): Html[] {
  const names = [
    ...(chargedBackSen(order) > 0n ? ['Charged back'] : []),
    ...(isFrozen(order) ? ['Frozen'] : []),
  ];
  return names.map((name) => html`<span class="pill" data-mood="bad">${name}</span>`);
}

/** "SUCCESS 00": acquirementStatus and latestTransactionStatus, as Query Payment reports them. */
export function danaStatus({ state }: Order): string {
  return `${state} ${latestTransactionStatus[state]}`;
}

/** The announcement for screen readers when an order changes: "ord-1 is paid". */
export function spokenStatus(order: Order): string {
  return `${order.partnerReferenceNo} is ${words[orderStatusOf(order)][0].toLowerCase()}`;
}

/** The method by which the order is or was paid. */
export function methodOf(order: Order): string {
  const choice = order.payment ?? order.choice;
  if (choice === null) return 'Payer chooses';
  const channel = findChannel(choice);
  return channel === undefined ? choice.payMethod : methodName(channel, english);
}

const deliveryWords: Readonly<Record<Delivery['status'], readonly [string, 'open' | 'good' | 'bad']>> = {
  PENDING: ['Retrying', 'open'],
  DELIVERED: ['Delivered', 'good'],
  GIVEN_UP: ['Given up', 'bad'],
};

/** The state of a notification: on its way before the first attempt, retried after a failed one. */
export function deliveryPill(delivery: Delivery): Html {
  const [word, mood] = deliveryWords[delivery.status];
  const isUntried = delivery.status === 'PENDING' && delivery.attemptCount === 0;
  const text = isUntried ? (delivery.isHeld ? 'Held back' : 'On its way') : word;
  return html`<span class="pill" data-mood="${mood}">${text}</span>`;
}
