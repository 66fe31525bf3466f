import type { Order } from '../../model/order.ts';
import { findChannel } from '../../model/pay-channels.ts';
import { type Content, type Html, html } from '../html.ts';
import { timeLeft } from '../live-time.ts';
import { isOpen, orderStatusOf } from '../order-status.ts';
import { formatRupiah } from '../rupiah.ts';
import { methodName, type Wording } from './wording.ts';

const dayMs = 24 * 60 * 60 * 1000;
/** A longer value stands below its name. */
const besideLengthMax = 26;

/** The head of an open bill: the shop, the amount and the time left to pay. */
export function billHead(order: Order, wording: Wording, now: Date): Html {
  const isSoon = Date.parse(order.expiresAt) - now.getTime() < dayMs;
  const deadline = isSoon ? payerClock(order.expiresAt, wording) : payerTime(order.expiresAt, wording);
  return html`<section class="bill" data-say="${order.title}">
  <p class="shop">${wording.shop}</p>
  <h1>${order.title}</h1>
  <p class="amount">${formatRupiah(order.amount)}</p>
  <p class="deadline">
    <span>${wording.payBefore} ${deadline}</span>
    <span class="left"><span class="visually-hidden">${wording.timeLeft}</span> ${timeLeft(order.expiresAt, now)}</span>
  </p>
</section>`;
}

const icons: Readonly<Record<'good' | 'back' | 'bad', Html>> = {
  good: html`<path d="M14 25l7 7 14-15"/>`,
  back: html`<path d="M18 17l-6 6 6 6M12 23h16a7 7 0 0 1 0 14h-4"/>`,
  bad: html`<path d="M17 17l14 14M31 17L17 31"/>`,
};

/** The outcome of an order that can no longer be paid; null while it can. */
export function outcome(order: Order, wording: Wording): Html | null {
  const standing = orderStatusOf(order);
  if (standing === 'waiting' || standing === 'paying') return null;
  const { title, meaning } = wording.outcomes[standing];
  const mood = standing === 'paid' ? 'good' : order.payment === null ? 'bad' : 'back';
  return html`<section class="outcome" data-mood="${mood}" data-say="${title}">
  <svg viewBox="0 0 48 48" aria-hidden="true"><circle cx="24" cy="24" r="22"/>${icons[mood]}</svg>
  <h1>${title}</h1>
  <p class="amount">${formatRupiah(order.amount)}</p>
  <p>${meaning}</p>
</section>`;
}

/** The particulars of an order as a list of names and values, without unknown values. */
export function particulars(order: Order, wording: Wording, more: readonly [string, Content][] = []): Html {
  const choice = order.payment ?? order.choice;
  const channel = choice === null ? undefined : findChannel(choice);
  const refunds = order.refunds.filter((refund) => refund.status === 'DONE');
  const rows: [string, Content][] = [
    ...more,
    [wording.payMethod, channel && methodName(channel, wording)],
    [wording.paidAt, order.payment && payerTime(order.payment.paidAt, wording)],
    ...refunds.map((refund): [string, Content] => [wording.refunded, formatRupiah(refund.amount)]),
    [wording.orderNo, order.partnerReferenceNo],
    [wording.referenceNo, isOpen(order) ? null : order.referenceNo],
  ];
  const told = rows.filter(([, value]) => value !== null && value !== undefined);
  return html`<dl class="particulars">${told.map(particular)}</dl>`;
}

function particular([name, value]: [string, Content]): Html {
  const isLong = typeof value === 'string' && value.length > besideLengthMax;
  return html`<div${isLong && html` class="long"`}><dt>${name}</dt><dd>${value}</dd></div>`;
}

/** An instant in Jakarta's time, as the payer's language writes it. */
export function payerTime(instant: string, { locale }: Wording): string {
  return format(instant, locale, { dateStyle: 'medium', timeStyle: 'short' });
}

/** The time of day, for an instant that cannot be mistaken for another day's. */
function payerClock(instant: string, { locale }: Wording): string {
  return format(instant, locale, { timeStyle: 'short' });
}

function format(instant: string, locale: string, style: Intl.DateTimeFormatOptions): string {
  const formatter = new Intl.DateTimeFormat(locale, { ...style, timeZone: 'Asia/Jakarta' });
  return `${formatter.format(new Date(instant))} WIB`;
}
