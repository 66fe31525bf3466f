import type { HttpReply } from '../../http/http-server.ts';
import { checkoutPath } from '../../model/checkout-url.ts';
import { type Order, orderIdOf } from '../../model/order.ts';
import type { PayChannel } from '../../model/pay-channels.ts';
import { type Html, html } from '../html.ts';
import { isOpen } from '../order-status.ts';
import type { Page, Visit } from '../page.ts';
import { seeOther } from '../page-reply.ts';
import { formatRupiah } from '../rupiah.ts';
import { billHead, outcome, particulars } from './bill.ts';
import { chooseLanguage, wordings } from './language.ts';
import { groupChannels, offeredChannels, type PayGroup } from './pay-groups.ts';
import { payerPage } from './payer-page.ts';
import { returnTarget } from './return-target.ts';
import { methodName, type Wording } from './wording.ts';

/** DANA's hosted payment page: the payer chooses a method, pays or refuses, and returns to the shop. */
export const checkoutPage: Page = {
  path: checkoutPath,
  show: (visit) => {
    const order = findOrder(visit);
    return order === undefined ? notFound(visit) : showOrder(visit, order);
  },
  act: (visit, form) => {
    const order = findOrder(visit);
    if (order === undefined) return notFound(visit);
    return form.get('do') === 'refuse' ? refuse(visit, order) : pay(visit, order, form.get('payOption'));
  },
};

const findOrder = ({ desk, request }: Visit): Order | undefined =>
  desk.orders.findByReferenceNo(request.url.searchParams.get('bizNo') ?? '');

function pay(visit: Visit, order: Order, payOption: string | null): HttpReply {
  const offered = offeredChannels(order, visit.desk.profile);
  const channel = order.choice === null ? offered.find((one) => one.payOption === payOption) : offered[0];
  if (isOpen(order) && channel === undefined) return showOrder(visit, order, { isChoiceMissing: true });
  const { payMethod = '' } = channel ?? {};
  const choice = { payMethod, payOption: channel?.payOption ?? '' };
  return leave(visit, visit.desk.orders.pay(order, { choice, isLate: false }).kind, order);
}

function refuse(visit: Visit, order: Order): HttpReply {
  return leave(visit, visit.desk.orders.refuse(order).kind, order);
}

/**
 * Redirects to the shop. If only a tap can open the shop, or nothing changed, shows the state of the order.
 */
function leave(visit: Visit, step: 'changed' | 'refused', order: Order): HttpReply {
  if (step === 'refused') return showOrder(visit, findOrder(visit) ?? order, { httpStatus: 409 });
  const target = returnTarget(findOrder(visit) ?? order);
  const { pathname, search } = visit.request.url;
  return seeOther(target?.kind === 'web' ? target.url : pathname + search);
}

interface Answer {
  httpStatus?: number;
  isChoiceMissing?: boolean;
}

function showOrder(visit: Visit, order: Order, { httpStatus = 200, isChoiceMissing }: Answer = {}) {
  const wording = wordings[chooseLanguage(visit.request)];
  const result = outcome(order, wording);
  return payerPage(visit, {
    httpStatus: isChoiceMissing ? 400 : httpStatus,
    look: 'checkout',
    title: wording.checkout.app,
    watches: orderIdOf(order),
    // The shop's own redirects after the return count as targets of this form too.
    formTargets: "'self' http: https:",
    content:
      result === null
        ? html`${billHead(order, wording, visit.desk.clock.now())}
${isChoiceMissing && html`<p class="complaint" role="alert">${wording.checkout.chooseFirst}</p>`}
${payForm(visit, order, wording)}`
        : html`${result}
${particulars(order, wording)}
${returnLink(order, wording)}`,
  });
}

function payForm({ desk }: Visit, order: Order, wording: Wording): Html {
  const { checkout } = wording;
  const channels = offeredChannels(order, desk.profile);
  const target = returnTarget(order);
  const pay = html`<div class="actions pay-bar">
  <button class="primary" name="do" value="pay">${wording.pay(formatRupiah(order.amount))}</button>
</div>`;
  return html`<form method="post" data-once>
  ${methods(order, channels, wording)}
  ${channels.length > 0 && pay}
  <div class="actions">
    <button class="refusal" name="do" value="refuse">${checkout.refuse}</button>
    ${target && html`<a class="quiet" href="${target.url}">${checkout.backUnpaid}</a>`}
  </div>
  ${particulars({ ...order, choice: null }, wording)}
</form>`;
}

/**
 * The methods, the first one selected; if the merchant chose the method, a sentence about that method.
 */
function methods(order: Order, channels: readonly PayChannel[], wording: Wording): Html {
  const { checkout } = wording;
  const [first] = channels;
  if (first === undefined) return html`<p class="complaint">${checkout.nothingOffered}</p>`;
  if (order.choice !== null) {
    const tell = order.instruction.kind === 'push' ? checkout.onYourPhone : checkout.payWith;
    return html`<p class="fixed-method">${tell(methodName(first, wording))}</p>`;
  }
  const groups = groupChannels(channels).map((group) => methodGroup(group, first, wording));
  return html`<fieldset class="methods"><legend>${checkout.choose}</legend>${groups}</fieldset>`;
}

/**
 * A single method is shown open; several fold under their group's name, unless the selected one is among
 * them.
 */
function methodGroup(group: PayGroup, chosen: PayChannel, wording: Wording): Html {
  const rows = group.channels.map(
    (channel) => html`<label class="method">
  <input type="radio" name="payOption" value="${channel.payOption}"${channel === chosen && html` checked`}>
  <span>${methodName(channel, wording)}</span>
</label>`,
  );
  if (rows.length === 1) return html`<div class="group">${rows}</div>`;
  return html`<details class="group" id="group-${group.name}"${group.channels.includes(chosen) && html` open`}>
  <summary><span>${wording.groups[group.name]}</span> <span class="count">${rows.length}</span></summary>
  ${rows}
</details>`;
}

function returnLink(order: Order, { checkout }: Wording): Html | null {
  const target = returnTarget(order);
  if (target === null) return null;
  const name = target.kind === 'app' ? checkout.openApp : checkout.backToShop;
  return html`<div class="actions"><a class="primary" href="${target.url}">${name}</a></div>`;
}

function notFound(visit: Visit): HttpReply {
  const { checkout } = wordings[chooseLanguage(visit.request)];
  return payerPage(visit, {
    httpStatus: 404,
    look: 'checkout',
    title: checkout.app,
    watches: null,
    content: html`<section class="bill"><h1>${checkout.notFoundTitle}</h1><p>${checkout.notFound}</p></section>`,
  });
}
