import type { Order } from '../../model/order.ts';
import { isQris } from '../../operations/pay-channels.ts';
import { checkoutUrl } from '../checkout-url.ts';
import { type Html, html } from '../html.ts';
import { offeredChannels } from '../payer/pay-groups.ts';
import { qrImage } from '../qr-image.ts';
import { isOpen } from '../standing.ts';
import { copyable } from './copyable.ts';

/** The payer's side of an order: what they were shown, where they pay, and steps taken in their place. */
export function payerPanel(order: Order): Html {
  return html`<section class="panel" id="payer" aria-labelledby="payer-title"><header><h2 id="payer-title">Payer</h2></header>
${instruction(order)}
${steps(order)}
</section>`;
}

function instruction(order: Order): Html {
  if (order.instruction.kind === 'redirect')
    return html`<p><a class="button" href="${checkoutUrl('', order)}">Open the payment page</a></p>`;
  if (order.instruction.kind === 'push')
    return html`<p class="hint">Asked by a push to their phone.</p><p><a class="button" href="${checkoutUrl('', order)}">Answer the push</a></p>`;
  const { paymentCode } = order.instruction;
  if (order.choice !== null && isQris(order.choice))
    return html`${qrImage(paymentCode, `QR code of ${order.partnerReferenceNo}`)}
<div class="block">${copyable(paymentCode, 'the content of the QR')}</div>
<p><a class="button" href="/scan?${new URLSearchParams({ qr: paymentCode }).toString()}">Open in the scanner</a></p>`;
  return html`<p class="big-code">${copyable(paymentCode, 'the number')}</p>
<p><a class="button" href="/bank?${new URLSearchParams({ number: paymentCode }).toString()}">Open in the bank app</a></p>`;
}

/** Only what the order's state allows is offered. */
function steps(order: Order): Html {
  const mayComeLate = !isOpen(order) && order.payment === null;
  const hasEnded = order.state !== 'INIT' && order.state !== 'PAYING';
  return html`<form method="post" data-background class="steps">
${order.choice === null && (isOpen(order) || mayComeLate) && html`<div class="field"><label for="choice">Pay by</label><select name="choice" id="choice">${offeredChannels(order).map(({ payMethod, payOption, name }) => html`<option value="${payMethod}:${payOption}">${name}</option>`)}</select></div>`}
<div class="buttons">
${isOpen(order) && html`<button class="primary" name="do" value="pay">Pay</button>`}
${mayComeLate && html`<button class="primary" name="do" value="pay-late" title="A transfer that was on its way when the order ended">Pay late</button>`}
${order.state === 'INIT' && html`<button name="do" value="start-paying" title="INIT becomes PAYING: such an order does not expire">Start paying</button>`}
${isOpen(order) && html`<button name="do" value="refuse">Refuse</button><button name="do" value="expire">Expire now</button>`}
${hasEnded && order.notificationUrl !== null && html`<button name="do" value="notify-again">Notify again</button>`}
</div>
</form>`;
}
