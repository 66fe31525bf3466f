import type { HttpReply } from '../../http/http-server.ts';
import { type Order, orderIdOf } from '../../model/order.ts';
import { type Content, type Html, html } from '../html.ts';
import type { Visit } from '../page.ts';
import { seeOther } from '../page-reply.ts';
import { formatRupiah } from '../rupiah.ts';
import { addressWith } from './address.ts';
import { billHead, outcome, particulars } from './bill.ts';
import type { Wording } from './wording.ts';

/** Pays an order by its code, as the payer's bank or wallet does, and shows the code's page again. */
export function payByCode(visit: Visit, order: Order, show: (httpStatus: number) => HttpReply): HttpReply {
  const step = visit.desk.orders.pay(order, { choice: null, isLate: false });
  const { pathname, search } = visit.request.url;
  return step.kind === 'refused' ? show(409) : seeOther(pathname + search);
}

/** The confirmation before the payment; afterwards the receipt, or why the payer was not charged. */
export function codePayment(
  visit: Visit,
  order: Order,
  wording: Wording,
  told: { rows: readonly [string, Content][]; another: string; confirm: string },
): Html {
  const current = visit.desk.orders.find(orderIdOf(order)) ?? order;
  const result = outcome(current, wording);
  const start = addressWith(visit, {});
  if (result !== null)
    return html`${result}
${particulars(current, wording, told.rows)}
<div class="actions"><a class="secondary" href="${start}">${told.another}</a></div>`;
  const from: [string, Content] = [wording.from, wording.simulatedAccount];
  return html`<p class="step">${told.confirm}</p>
${billHead(current, wording, visit.desk.clock.now())}
<form method="post" data-once>
  ${particulars(current, wording, [...told.rows, from])}
  <div class="actions pay-bar">
    <button class="primary" name="do" value="pay">${wording.pay(formatRupiah(current.amount))}</button>
  </div>
  <div class="actions"><a class="quiet" href="${start}">${wording.back}</a></div>
</form>`;
}
