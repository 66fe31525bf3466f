import { type Order, orderIdOf } from '../../model/order.ts';
import { isQris } from '../../model/pay-channels.ts';
import { type Content, type Html, html } from '../html.ts';
import type { Page, Visit } from '../page.ts';
import { seeOther } from '../page-reply.ts';
import { qrImage } from '../qr-image.ts';
import { formatRupiah } from '../rupiah.ts';
import { addressWith, languageField } from './address.ts';
import { codePayment, payByCode } from './code-payment.ts';
import { chooseLanguage, wordings } from './language.ts';
import { payerPage } from './payer-page.ts';
import { readQris } from './qris-payload.ts';
import { paymentCodeOf, waitingByCode } from './waiting-orders.ts';
import type { Wording } from './wording.ts';

/** A wallet's scanner: the payer chooses a waiting QR or pastes its content, checks the merchant and pays. */
export const scanPage: Page = {
  path: '/scan',
  show: (visit) => show(visit),
  act: (visit) => {
    const order = findScanned(visit);
    if (order === undefined) return seeOther(visit.request.url.pathname + visit.request.url.search);
    return payByCode(visit, order, (httpStatus) => show(visit, httpStatus));
  },
};

const payloadOf = ({ request }: Visit): string => (request.url.searchParams.get('qr') ?? '').trim();

function findScanned(visit: Visit): Order | undefined {
  const order = visit.desk.ledger.orderByPaymentCode(payloadOf(visit));
  return order !== undefined && isScanned(order) ? order : undefined;
}

const isScanned = (order: Order): boolean => order.choice !== null && isQris(order.choice);

function show(visit: Visit, httpStatus = 200) {
  const wording = wordings[chooseLanguage(visit.request)];
  const order = findScanned(visit);
  return payerPage(visit, {
    httpStatus,
    look: 'scan',
    title: wording.scan.app,
    watches: order === undefined ? '*' : orderIdOf(order),
    content:
      order === undefined
        ? html`<header class="intro">
  <h1>${wording.scan.title}</h1>
  <p>${wording.scan.lead}</p>
</header>
${waitingCodes(visit, wording)}
${payloadForm(visit, wording)}`
        : codePayment(visit, order, wording, {
            rows: scannedRows(payloadOf(visit), wording),
            another: wording.scan.another,
            confirm: wording.scan.confirmTitle,
          }),
  });
}

/** The content of the code itself; the amount above comes from the order. */
function scannedRows(payload: string, wording: Wording): [string, Content][] {
  const reading = readQris(payload);
  if (reading.kind !== 'read') return [];
  return [
    [wording.merchant, reading.content.merchantName],
    [wording.city, reading.content.city],
  ];
}

function waitingCodes(visit: Visit, { scan }: Wording): Html {
  const codes = waitingByCode(visit.desk.ledger, isScanned).map((order) => {
    const qr = paymentCodeOf(order);
    return html`<li id="code-${order.referenceNo}">
  <a href="${addressWith(visit, { qr })}">
    ${qrImage(qr, scan.qrOf(order.title))}
    <strong>${order.title}</strong>
    <span class="price">${formatRupiah(order.amount)}</span>
  </a>
</li>`;
  });
  return html`<section class="waiting codes">
  <h2>${scan.waiting}</h2>
  ${codes.length === 0 ? html`<p class="hint">${scan.nothingWaiting}</p>` : html`<ul>${codes}</ul>`}
</section>`;
}

function payloadForm(visit: Visit, { scan }: Wording): Html {
  const payload = payloadOf(visit);
  const complaint = payload === '' ? null : complaintAbout(payload, scan);
  return html`<form method="get" class="ask">
  ${languageField(visit)}
  <label for="qr">${scan.payload}</label>
  <textarea id="qr" name="qr" rows="4" autocomplete="off" spellcheck="false" required
    aria-describedby="qr-hint"${complaint && html` aria-invalid="true"`}>${payload}</textarea>
  <p class="hint" id="qr-hint">${scan.hint}</p>
  ${complaint && html`<p class="complaint" role="alert">${complaint}</p>`}
  <button class="primary">${scan.next}</button>
</form>`;
}

function complaintAbout(payload: string, scan: Wording['scan']): string {
  const { kind } = readQris(payload);
  if (kind === 'damaged') return scan.damaged;
  return kind === 'read' ? scan.unknown : scan.notQris;
}
