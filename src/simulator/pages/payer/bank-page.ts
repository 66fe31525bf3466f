import { type Order, orderIdOf } from '../../model/order.ts';
import { isQris } from '../../model/pay-channels.ts';
import { type Html, html } from '../html.ts';
import type { Page, Visit } from '../page.ts';
import { seeOther } from '../page-reply.ts';
import { formatRupiah } from '../rupiah.ts';
import { addressWith, languageField } from './address.ts';
import { codePayment, payByCode } from './code-payment.ts';
import { chooseLanguage, wordings } from './language.ts';
import { payerPage } from './payer-page.ts';
import { paymentCodeOf, waitingByCode } from './waiting-orders.ts';
import type { Wording } from './wording.ts';

/**
 * A bank's app: the payer types a virtual account number or a minimarket's code, checks the bill and pays.
 */
export const bankPage: Page = {
  path: '/bank',
  show: (visit) => show(visit),
  act: (visit) => {
    const order = findBill(visit, numberOf(visit));
    if (order === undefined) return seeOther(visit.request.url.pathname + visit.request.url.search);
    return payByCode(visit, order, (httpStatus) => show(visit, httpStatus));
  },
};

/** The digits of the number, without the spaces that people type. */
const numberOf = ({ request }: Visit): string =>
  (request.url.searchParams.get('number') ?? '').replace(/\D/g, '').slice(0, 64);

function findBill({ desk }: Visit, number: string): Order | undefined {
  const order = desk.ledger.orderByPaymentCode(number);
  return order?.choice && isTyped(order) ? order : undefined;
}

const isTyped = (order: Order): boolean => order.choice !== null && !isQris(order.choice);

function show(visit: Visit, httpStatus = 200) {
  const wording = wordings[chooseLanguage(visit.request)];
  const number = numberOf(visit);
  const order = findBill(visit, number);
  return payerPage(visit, {
    httpStatus,
    look: 'bank',
    title: wording.bank.app,
    watches: order === undefined ? '*' : orderIdOf(order),
    content:
      order === undefined
        ? html`${numberForm(visit, number, wording)}${waitingBills(visit, wording)}`
        : codePayment(visit, order, wording, {
            rows: [[wording.bank.numberShort, html`<span class="code">${grouped(number)}</span>`]],
            another: wording.bank.another,
            confirm: wording.bank.confirmTitle,
          }),
  });
}

function numberForm(visit: Visit, number: string, { bank }: Wording): Html {
  const isUnknown = number !== '';
  return html`<form method="get" class="ask">
  ${languageField(visit)}
  <h1>${bank.title}</h1>
  <p>${bank.lead}</p>
  <label for="number">${bank.number}</label>
  <input id="number" name="number" value="${number}" inputmode="numeric" maxlength="64" autocomplete="off" required
    aria-describedby="number-hint"${isUnknown && html` aria-invalid="true"`}>
  <p class="hint" id="number-hint">${bank.hint}</p>
  ${isUnknown && html`<p class="complaint" role="alert">${bank.unknown(grouped(number))}</p>`}
  <button class="primary">${bank.next}</button>
</form>`;
}

function waitingBills(visit: Visit, { bank }: Wording): Html {
  const bills = waitingByCode(visit.desk.ledger, isTyped).map((order) => {
    const number = paymentCodeOf(order);
    return html`<li id="bill-${order.referenceNo}">
  <a href="${addressWith(visit, { number })}">
    <span><strong>${order.title}</strong><span class="code">${grouped(number)}</span></span>
    <span class="price">${formatRupiah(order.amount)}</span>
  </a>
</li>`;
  });
  return html`<section class="waiting">
  <h2>${bank.waiting}</h2>
  ${bills.length === 0 ? html`<p class="hint">${bank.nothingWaiting}</p>` : html`<ul>${bills}</ul>`}
</section>`;
}

/** Digits in groups of four, as bank apps show them. */
function grouped(number: string): string {
  return number.replace(/(\d{4})(?=\d)/g, '$1 ');
}
