import { checkoutUrl } from '../../model/checkout-url.ts';
import type { Order } from '../../model/order.ts';
import { isQris } from '../../model/pay-channels.ts';
import type { Profile } from '../../model/profile.ts';
import { type Html, html } from '../html.ts';
import { isOpen } from '../order-status.ts';
import type { Visit } from '../page.ts';
import { offeredChannels } from '../payer/pay-groups.ts';
import { qrImage } from '../qr-image.ts';
import { copyable } from './copyable.ts';
import { field, options, panel } from './panel.ts';

/**
 * The payer's side of an order: its instruction, where to pay, and steps that the desk takes in the payer's
 * place.
 */
export function payerPanel({ desk }: Visit, order: Order): Html {
  return panel('payer', 'Payer', [instruction(order), steps(order, desk.profile)]);
}

function instruction(order: Order): Html {
  if (order.instruction.kind === 'redirect') return open(checkoutUrl('', order), 'Open the payment page');
  if (order.instruction.kind === 'push')
    return open(checkoutUrl('', order), 'Answer the push to their phone');
  const { paymentCode } = order.instruction;
  if (order.choice !== null && isQris(order.choice))
    return html`${qrImage(paymentCode, `QR code of ${order.partnerReferenceNo}`)}
<div class="block">${copyable(paymentCode, 'the content of the QR')}</div>
${open(`/scan?${new URLSearchParams({ qr: paymentCode })}`, 'Open in the scanner')}`;
  return html`<p class="big-code">${copyable(paymentCode, 'the number')}</p>
${open(`/bank?${new URLSearchParams({ number: paymentCode })}`, 'Open in the bank app')}`;
}

function open(address: string, name: string): Html {
  return html`<p><a class="button" href="${address}">${name}</a></p>`;
}

interface PayerStep {
  name: string;
  title: string;
  /** The meaning of the step, if its name does not say it. */
  meaning?: string;
  isPossible: boolean;
}

/** The steps that the order's state allows, the likeliest first. */
function steps(order: Order, profile: Profile): Html {
  const mayBePaid = isOpen(order);
  const mayBePaidLate = !mayBePaid && order.payment === null;
  const late = 'A transfer that was on its way when the order ended';
  const starting = 'INIT becomes PAYING: such an order does not expire';
  const all: readonly PayerStep[] = [
    { name: 'pay', title: 'Pay', isPossible: mayBePaid },
    { name: 'pay-late', title: 'Pay late', meaning: late, isPossible: mayBePaidLate },
    { name: 'start-paying', title: 'Start paying', meaning: starting, isPossible: order.state === 'INIT' },
    { name: 'refuse', title: 'Refuse', isPossible: mayBePaid },
    { name: 'expire', title: 'Expire now', isPossible: mayBePaid },
    { name: 'notify-again', title: 'Notify again', isPossible: !mayBePaid && order.notificationUrl !== null },
  ];
  const buttons = all
    .filter(({ isPossible }) => isPossible)
    .map(({ name, title, meaning }) => {
      const look = name.startsWith('pay') && html` class="primary"`;
      return html`<button name="do" value="${name}"${look}${meaning && html` title="${meaning}"`}>${title}</button>`;
    });
  return html`<form method="post" data-background class="steps">
  ${order.choice === null && (mayBePaid || mayBePaidLate) && methodField(order, profile)}
  ${mayUseBalance(order) && (mayBePaid || mayBePaidLate) && couponField()}
  <div class="buttons">${buttons}</div>
</form>`;
}

/** Whether the payer pays in DANA's app, where a coupon may pay a part. */
function mayUseBalance({ choice }: Order): boolean {
  return choice === null || choice.payMethod === 'BALANCE' || isQris(choice);
}

function couponField(): Html {
  const input = html`<input name="coupon" id="coupon" inputmode="decimal" autocomplete="off" placeholder="none">`;
  return field('coupon', 'Of it by coupon, the rest by balance', input);
}

function methodField(order: Order, profile: Profile): Html {
  const choices = offeredChannels(order, profile).map(
    ({ payMethod, payOption, name }) => [`${payMethod}:${payOption}`, name] as const,
  );
  return field('choice', 'Pay by', html`<select name="choice" id="choice">${options(choices)}</select>`);
}
