import type { Attempt } from '../../ledger/documents.ts';
import { type Html, html } from '../html.ts';
import { wib } from '../live-time.ts';
import type { Visit } from '../page.ts';
import { orderAddress } from './orders-table.ts';
import { type Column, panel, table } from './panel.ts';

const shownCount = 10;

const columns: readonly Column[] = [
  { title: 'Sent' },
  { title: 'Order' },
  { title: 'Told' },
  { title: 'Answer' },
  { title: 'Took', isNumber: true },
];

/** The latest attempts of all orders; each links to its bodies and answers. */
export function latestNotifications(visit: Visit): Html {
  const attempts = [...visit.desk.ledger.all('attempt').values()].slice(-shownCount).reverse();
  const empty = html`<p class="empty">DANA notifies merchants when an order is paid or closed.</p>`;
  const rows = attempts.map((attempt) => row(visit, attempt));
  return panel('notifications', 'Latest notifications', rows.length === 0 ? empty : table(columns, rows));
}

function row({ desk }: Visit, attempt: Attempt): Html | null {
  const delivery = desk.ledger.all('delivery').get(attempt.deliveryId);
  const order = delivery && desk.ledger.all('order').get(delivery.orderId);
  if (delivery === undefined || order === undefined) return null;
  const sent = wib(attempt.sentAt);
  const timeOfDay = sent.slice('2026-11-22 '.length, -' WIB'.length);
  return html`<tr id="latest-${attempt.id}">
  <td><time datetime="${attempt.sentAt}" title="${sent}">${timeOfDay}</time></td>
  <td class="name"><a href="${orderAddress(order)}#${attemptAnchor(attempt)}">${order.partnerReferenceNo}</a></td>
  <td>${toldStatus(delivery)}</td>
  <td>${attemptResult(attempt)}</td>
  <td class="number">${attempt.tookMs} ms</td>
</tr>`;
}

/** The status that a notification reports, as DANA's code and as a word. */
export function toldStatus(delivery: { latestTransactionStatus: '00' | '05' }): string {
  return delivery.latestTransactionStatus === '00' ? '00 paid' : '05 closed';
}

/** "HTTP 200 · 2005600", or why no answer came, and the fault that shaped the attempt. */
export function attemptResult({ answer, failure, isSuccess, fault }: Attempt): Html {
  const code = /"responseCode"\s*:\s*"(\w{1,7})"/.exec(answer?.body ?? '')?.[1];
  const answered = answer && [`HTTP ${answer.httpStatus}`, code].filter(Boolean).join(' · ');
  return html`<span class="result" data-mood="${isSuccess ? 'good' : 'bad'}">${answered ?? failure}</span>
  ${fault !== null && html`<span class="tag">${fault}</span>`}`;
}

/**
 * The anchor of an attempt on the order's page; its id has characters that an address would have to escape.
 */
export function attemptAnchor({ id }: Pick<Attempt, 'id'>): string {
  return `attempt-${id.replace(/[^\w.-]/g, '_')}`;
}
