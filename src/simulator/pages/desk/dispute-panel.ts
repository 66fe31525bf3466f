import { chargedBackSen, isFrozen } from '../../model/disputes.ts';
import { rupiah, senOf } from '../../model/money.ts';
import type { Order } from '../../model/order.ts';
import { type Html, html } from '../html.ts';
import { field, panel } from './panel.ts';

/**
 * What the payer's bank and DANA's back office may do with a paid order; null for an order that was never
 * paid. The merchant learns of it only by asking.
 */
export function disputePanel(order: Order): Html | null {
  if (order.payment === null) return null;
  const takenSen = chargedBackSen(order);
  const leftSen = senOf(order.payment.amount) - takenSen;
  const amount = html`<input name="value" id="charge-back-value" inputmode="decimal" autocomplete="off"
  placeholder="${rupiah(leftSen).value}">`;
  const chargeBack = html`${field('charge-back-value', 'Amount to charge back', amount)}
<div class="buttons">${button('charge-back', 'Charge back')}</div>`;
  const others = [
    takenSen > 0n && button('withdraw-charge-back', 'Withdraw the chargeback'),
    order.refunds.some(({ status, returnedAt }) => status === 'DONE' && returnedAt === undefined) &&
      button('return-refund', 'Let the refund come back'),
    isFrozen(order) ? button('release', 'Release') : button('freeze', 'Freeze'),
  ];
  return panel(
    'dispute',
    'Dispute',
    html`<form method="post" data-background class="steps">
  ${leftSen > 0n && chargeBack}
  <div class="buttons">${others}</div>
</form>`,
  );
}

function button(step: string, title: string): Html {
  return html`<button name="do" value="${step}">${title}</button>`;
}
