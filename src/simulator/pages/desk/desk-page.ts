import { html } from '../html.ts';
import type { Page, Visit } from '../page.ts';
import { seeOther } from '../page-reply.ts';
import { connectPanel } from './connect-panel.ts';
import { actAtDesk } from './desk-actions.ts';
import { type Complaint, deskReply } from './desk-shell.ts';
import { faultPanel } from './fault-panel.ts';
import { latestNotifications } from './latest-notifications.ts';
import { ordersTable } from './orders-table.ts';
import { settlementPanel } from './settlement-panel.ts';
import { unitsPanel } from './units-panel.ts';

/** The desk: every order, the latest notifications, the armed faults and the clock, updated live. */
export const deskPage: Page = {
  path: '/',
  show: (visit) => show(visit, null),
  act: async (visit, form) => {
    const complaint = await actAtDesk(visit, form);
    return complaint === null ? seeOther(`/${visit.request.url.search}`) : show(visit, complaint);
  },
};

function show(visit: Visit, complaint: Complaint | null) {
  return deskReply(visit, {
    title: 'Orders',
    watches: '*',
    complaint,
    content: html`<h1 class="visually-hidden">The desk of the simulator</h1>
<div class="main">${ordersTable(visit)}${latestNotifications(visit)}</div>
<aside>${faultPanel(visit, null)}${connectPanel(visit)}${unitsPanel(visit)}${settlementPanel(visit)}</aside>`,
  });
}
