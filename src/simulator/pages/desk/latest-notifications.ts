import type { Attempt } from '../../ledger/documents.ts';
import { formatWib } from '../assets/times.js';
import { type Html, html } from '../html.ts';
import type { Visit } from '../page.ts';
import { orderAddress } from './orders-table.ts';

const shownCount = 10;

/** The last attempts at telling merchants, of all orders together; each leads to its bodies and answers. */
export function latestNotifications({ desk }: Visit): Html {
  const attempts = [...desk.ledger.all('attempt').values()].slice(-shownCount).reverse();
  const rows = attempts.map((attempt) => {
    const delivery = desk.ledger.all('delivery').get(attempt.deliveryId);
    const order = delivery && desk.ledger.all('order').get(delivery.orderId);
    if (delivery === undefined || order === undefined) return null;
    return html`<tr id="attempt-${attempt.id}">
<td><time datetime="${attempt.sentAt}" title="${formatWib(Date.parse(attempt.sentAt))}">${formatWib(Date.parse(attempt.sentAt)).slice(11, 19)}</time></td>
<td class="name"><a href="${orderAddress(order)}#${attemptAnchor(attempt)}">${order.partnerReferenceNo}</a></td>
<td>${delivery.latestTransactionStatus === '00' ? '00 paid' : '05 closed'}</td>
<td>${attemptResult(attempt)}</td>
<td class="number">${attempt.tookMs} ms</td>
</tr>`;
  });
  return html`<section class="panel" id="notifications" aria-labelledby="notifications-title">
<header><h2 id="notifications-title">Latest notifications</h2></header>
${rows.length === 0 ? html`<p class="empty">Merchants hear from here when an order is paid or closed.</p>` : html`<div class="scroll"><table><thead><tr><th scope="col">Sent</th><th scope="col">Order</th><th scope="col">Told</th><th scope="col">Answer</th><th scope="col" class="number">Took</th></tr></thead><tbody>${rows}</tbody></table></div>`}
</section>`;
}

/** "HTTP 200 2005600", or why no answer came, and the fault that shaped the attempt. */
export function attemptResult({ answer, failure, isSuccess, fault }: Attempt): Html {
  const code = /"responseCode"\s*:\s*"(\w{1,7})"/.exec(answer?.body ?? '')?.[1];
  const text =
    answer === null
      ? (failure ?? 'no answer')
      : `HTTP ${answer.httpStatus}${code === undefined ? '' : ` · ${code}`}`;
  return html`<span class="result" data-mood="${isSuccess ? 'good' : 'bad'}">${text}</span>${fault !== null && html` <span class="tag">${fault}</span>`}`;
}

/** Where on the order's page an attempt is; its id holds characters that addresses would have to escape. */
export function attemptAnchor({ id }: Pick<Attempt, 'id'>): string {
  return `attempt-${id.replace(/[^\w.-]/g, '_')}`;
}
