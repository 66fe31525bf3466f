import { type Order, orderIdOf } from '../../model/order.ts';
import { html } from '../html.ts';
import type { Page, Visit } from '../page.ts';
import { seeOther } from '../page-reply.ts';
import { formatRupiah } from '../rupiah.ts';
import { deliveryCards } from './delivery-cards.ts';
import { actAtDesk, findDeskOrder } from './desk-actions.ts';
import { type Complaint, deskReply } from './desk-shell.ts';
import { disputePanel } from './dispute-panel.ts';
import { faultPanel } from './fault-panel.ts';
import { orderFacts } from './order-facts.ts';
import { disputePills, spokenStatus, statusPill } from './order-labels.ts';
import { orderAddress } from './orders-table.ts';
import { payerPanel } from './payer-panel.ts';

/**
 * One order at the desk: all its facts, every notification byte for byte, and the possible actions.
 */
export const orderPage: Page = {
  path: '/order',
  show: (visit) => show(visit, null),
  act: async (visit, form) => {
    const complaint = await actAtDesk(visit, form);
    const order = findDeskOrder(visit);
    return complaint === null && order !== undefined ? seeOther(orderAddress(order)) : show(visit, complaint);
  },
};

function show(visit: Visit, complaint: Complaint | null) {
  const order = findDeskOrder(visit);
  if (order === undefined) return notFound(visit);
  return deskReply(visit, {
    title: order.partnerReferenceNo,
    watches: orderIdOf(order),
    complaint,
    content: html`${heading(order)}
<div class="main">${orderFacts(visit, order)}${deliveryCards(visit, order)}</div>
<aside>${payerPanel(visit, order)}${disputePanel(order)}${faultPanel(visit, order)}</aside>`,
  });
}

function heading(order: Order) {
  return html`<div class="heading" data-say="${spokenStatus(order)}">
<p><a href="/">← Orders</a></p>
<h1>${order.title}</h1><p class="sum">${formatRupiah(order.amount)}</p>${statusPill(order)}${disputePills(order)}
</div>`;
}

function notFound(visit: Visit) {
  return deskReply(visit, {
    title: 'No such order',
    httpStatus: 404,
    watches: '-',
    complaint: null,
    content: html`<div class="heading"><p><a href="/">← Orders</a></p><h1>There is no such order</h1></div>`,
  });
}
