import { type Order, orderIdOf } from '../../model/order.ts';
import { formatLeft, formatSpan } from '../assets/times.js';
import { type Html, html } from '../html.ts';
import type { Visit } from '../page.ts';
import { formatRupiah } from '../rupiah.ts';
import { isOpen } from '../standing.ts';
import { deliveryPill, methodOf, spokenStatus, statusPill } from './order-words.ts';

const shownDefault = 50;
const shownMax = 1000;

const filters: readonly { name: string; title: string; takes: (order: Order) => boolean }[] = [
  { name: 'all', title: 'All', takes: () => true },
  { name: 'open', title: 'Open', takes: isOpen },
  { name: 'paid', title: 'Paid', takes: ({ state }) => state === 'SUCCESS' },
  { name: 'ended', title: 'Ended', takes: ({ state }) => state === 'CLOSED' || state === 'CANCELLED' },
];

/** The orders, newest first, that the page's ?show= and ?find= ask for. */
export function ordersTable(visit: Visit): Html {
  const { searchParams } = visit.request.url;
  const sought = (searchParams.get('find') ?? '').trim();
  const filter = filters.find(({ name }) => name === searchParams.get('show')) ?? filters[0];
  const found = [...visit.desk.ledger.all('order').values()]
    .reverse()
    .filter((order) => isSought(order, sought));
  const matching = found.filter((order) => filter?.takes(order));
  const limit = Math.min(Number(searchParams.get('limit')) || shownDefault, shownMax);
  const shown = matching.slice(0, limit);
  return html`<section class="panel orders" id="orders" aria-labelledby="orders-title">
<header><h1 id="orders-title">Orders</h1>
<nav class="chips" aria-label="Which orders">${filters.map(({ name, title, takes }) => html`<a href="${address({ show: name, find: sought })}"${name === filter?.name && html` aria-current="true"`}>${title} <span>${found.filter(takes).length}</span></a>`)}</nav>
<form method="get" role="search" id="find-form" data-keep><input type="hidden" name="show" value="${filter?.name}"><input type="search" name="find" value="${sought}" placeholder="Find a reference or title" aria-label="Find a reference or title"></form>
</header>
${shown.length === 0 ? emptyState(visit, sought) : table(visit, shown)}
${matching.length > shown.length && html`<p class="more"><a href="${address({ show: filter?.name ?? 'all', find: sought, limit: String(limit + shownDefault) })}">Show more of ${matching.length}</a></p>`}
</section>`;
}

function table(visit: Visit, orders: readonly Order[]): Html {
  const nowMs = visit.desk.clock.now().getTime();
  return html`<div class="scroll"><table><thead><tr><th scope="col">Order and method</th><th scope="col">Status</th><th scope="col" class="number">Amount</th><th scope="col">Age</th><th scope="col">Expires in</th><th scope="col">Notification</th><th scope="col"><span class="visually-hidden">Action</span></th></tr></thead>
<tbody>${orders.map((order) => row(visit, order, nowMs))}</tbody></table></div>`;
}

function row({ desk }: Visit, order: Order, nowMs: number): Html {
  const { referenceNo, partnerReferenceNo, title, createdAt, expiresAt } = order;
  const delivery = desk.ledger.deliveriesOf(orderIdOf(order)).at(-1);
  return html`<tr id="order-${referenceNo}" data-say="${spokenStatus(order)}">
<td class="name"><a href="${orderAddress(order)}">${title}</a><span class="hint"><span class="code">${partnerReferenceNo}</span> · ${methodOf(order)}</span></td>
<td>${statusPill(order)}</td>
<td class="number">${formatRupiah(order.amount)}</td>
<td><time data-show="age" datetime="${createdAt}" title="${createdAt}">${formatSpan(nowMs - Date.parse(createdAt))}</time></td>
<td>${isOpen(order) ? html`<time data-show="left" datetime="${expiresAt}" title="${expiresAt}">${formatLeft(Date.parse(expiresAt) - nowMs)}</time>` : html`<span class="none">–</span>`}</td>
<td>${delivery === undefined ? html`<span class="none">–</span>` : deliveryPill(delivery)}</td>
<td class="act">${isOpen(order) && html`<form method="post" data-background><input type="hidden" name="referenceNo" value="${referenceNo}"><button class="small" name="do" value="pay" aria-label="Pay ${partnerReferenceNo}">Pay</button></form>`}</td>
</tr>`;
}

function emptyState({ publicUrl }: Visit, sought: string): Html {
  if (sought !== '') return html`<p class="empty">No order matches “${sought}”.</p>`;
  return html`<div class="empty"><p>No orders here yet.</p><p>Aim a DANA integration at <code>${publicUrl()}</code> and create one: it appears here by itself.</p></div>`;
}

function isSought({ partnerReferenceNo, referenceNo, title }: Order, sought: string): boolean {
  if (sought === '') return true;
  const text = sought.toLowerCase();
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
