import { type Order, orderIdOf } from '../../model/order.ts';
import { type Html, html } from '../html.ts';
import { timeLeft, timeSince } from '../live-time.ts';
import { isOpen } from '../order-status.ts';
import type { Visit } from '../page.ts';
import { formatRupiah } from '../rupiah.ts';
import { deliveryPill, methodOf, spokenStatus, statusPill } from './order-labels.ts';
import { type Column, panel, stepButton, table } from './panel.ts';

const shownDefault = 50;
const shownMax = 1000;

const filters: readonly { name: string; title: string; takes: (order: Order) => boolean }[] = [
  { name: 'all', title: 'All', takes: () => true },
  { name: 'open', title: 'Open', takes: isOpen },
  { name: 'paid', title: 'Paid', takes: ({ state }) => state === 'SUCCESS' },
  { name: 'ended', title: 'Ended', takes: ({ state }) => state === 'CLOSED' || state === 'CANCELLED' },
];

const columns: readonly Column[] = [
  { title: 'Order and method' },
  { title: 'Status' },
  { title: 'Amount', isNumber: true },
  { title: 'Age' },
  { title: 'Expires in' },
  { title: 'Notification' },
  { title: 'Action', isHidden: true },
];

/** The orders, newest first, that the page's ?show= and ?find= ask for. */
export function ordersTable(visit: Visit): Html {
  const { searchParams } = visit.request.url;
  const find = (searchParams.get('find') ?? '').trim();
  const show = searchParams.get('show') ?? 'all';
  const found = [...visit.desk.ledger.all('order').values()]
    .reverse()
    .filter((order) => isSought(order, find));
  const matching = found.filter((order) => filters.find(({ name }) => name === show)?.takes(order) ?? true);
  const limit = Math.min(Number(searchParams.get('limit')) || shownDefault, shownMax);
  const rows = matching.slice(0, limit).map((order) => row(visit, order));

  const chips = filters.map(({ name, title, takes }) => {
    const isCurrent = name === show && html` aria-current="true"`;
    const count = html`<span>${found.filter(takes).length}</span>`;
    return html`<a href="${address({ show: name, find })}"${isCurrent}>${title} ${count}</a>`;
  });
  const more = address({ show, find, limit: String(limit + shownDefault) });
  return panel(
    'orders',
    'Orders',
    html`${rows.length === 0 ? emptyState(visit, find) : table(columns, rows)}
${matching.length > rows.length && html`<p class="more"><a href="${more}">Show more of ${matching.length}</a></p>`}`,
    html`<nav class="chips" aria-label="Which orders">${chips}</nav>${findForm(show, find)}`,
  );
}

function findForm(show: string, find: string): Html {
  const purpose = 'Find a reference or title';
  return html`<form method="get" role="search" id="find-form" data-keep>
  <input type="hidden" name="show" value="${show}">
  <input type="search" name="find" value="${find}" placeholder="${purpose}" aria-label="${purpose}">
</form>`;
}

const nothing = html`<span class="none">–</span>`;

function row({ desk }: Visit, order: Order): Html {
  const { referenceNo, partnerReferenceNo, title, createdAt, expiresAt } = order;
  const now = desk.clock.now();
  const delivery = desk.ledger.deliveriesOf(orderIdOf(order)).at(-1);
  const pay = stepButton('pay', 'Pay', `Pay ${partnerReferenceNo}`, ['referenceNo', referenceNo]);
  return html`<tr id="order-${referenceNo}" data-say="${spokenStatus(order)}">
  <td class="name">
    <a href="${orderAddress(order)}">${title}</a>
    <span class="hint"><span class="code">${partnerReferenceNo}</span> · ${methodOf(order)}</span>
  </td>
  <td>${statusPill(order)}</td>
  <td class="number">${formatRupiah(order.amount)}</td>
  <td>${timeSince(createdAt, now)}</td>
  <td>${isOpen(order) ? timeLeft(expiresAt, now) : nothing}</td>
  <td>${delivery === undefined ? nothing : deliveryPill(delivery)}</td>
  <td class="act">${isOpen(order) && pay}</td>
</tr>`;
}

function emptyState({ publicUrl }: Visit, find: string): Html {
  if (find !== '') return html`<p class="empty">No order matches “${find}”.</p>`;
  return html`<div class="empty">
  <p>No orders here yet.</p>
  <p>Point a DANA integration at <code>${publicUrl()}</code> and create an order: it appears by itself.</p>
</div>`;
}

function isSought({ partnerReferenceNo, referenceNo, title }: Order, find: string): boolean {
  if (find === '') return true;
  const text = find.toLowerCase();
  return [partnerReferenceNo, referenceNo, title].some((field) => field.toLowerCase().includes(text));
}

/** The page of one order. */
export function orderAddress({ referenceNo }: Pick<Order, 'referenceNo'>): string {
  return `/order?${new URLSearchParams({ referenceNo })}`;
}

function address(fields: Readonly<Record<string, string>>): string {
  const told = Object.entries(fields).filter(([, value]) => value !== '' && value !== 'all');
  return told.length === 0 ? '/' : `/?${new URLSearchParams(told)}`;
}
