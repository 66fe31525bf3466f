import type { Attempt, Delivery } from '../../ledger/documents.ts';
import { type Order, orderIdOf } from '../../model/order.ts';
import { formatLeft, formatWib } from '../assets/times.js';
import { type Html, html } from '../html.ts';
import type { Visit } from '../page.ts';
import { bodyBlock } from './json-block.ts';
import { attemptAnchor, attemptResult } from './latest-notifications.ts';
import { deliveryPill } from './order-words.ts';

/** Everything the merchant was told of an order, the newest first: each request as sent and each answer as it came. */
export function deliveryCards({ desk }: Visit, order: Order): Html {
  const deliveries = [...desk.ledger.deliveriesOf(orderIdOf(order))].reverse();
  const nowMs = desk.clock.now().getTime();
  const cards = deliveries.map((delivery) => card(delivery, desk.ledger.attemptsOf(delivery.id), nowMs));
  return html`<section class="panel" id="deliveries" aria-labelledby="deliveries-title">
<header><h2 id="deliveries-title">Notifications</h2></header>
${cards.length === 0 ? html`<p class="empty">${order.notificationUrl === null ? 'The order names no address for notifications.' : 'The merchant is told when the order is paid or closed.'}</p>` : cards}
</section>`;
}

function card(delivery: Delivery, attempts: readonly Attempt[], nowMs: number): Html {
  const { id, latestTransactionStatus, nextAttemptAt, attemptCount, replay } = delivery;
  const newestFirst = [...attempts].reverse();
  return html`<article class="delivery" id="delivery-${id}">
<header><h3>${replay === null ? (latestTransactionStatus === '00' ? '00 paid' : '05 closed') : 'An old request again'}</h3>${deliveryPill(delivery)}
<p class="hint">POST ${delivery.url} · ${attemptCount === 1 ? '1 attempt' : `${attemptCount} attempts`}${nextAttemptAt !== null && html` · next in <time data-show="left" datetime="${nextAttemptAt}">${formatLeft(Date.parse(nextAttemptAt) - nowMs)}</time>`}</p></header>
${newestFirst.map((attempt, index) => attemptDetails(attempt, index === 0))}
${attempts.length < attemptCount && html`<p class="hint">Only the last ${attempts.length} attempts are kept.</p>`}
</article>`;
}

function attemptDetails(attempt: Attempt, isNewest: boolean): Html {
  const { sentAt, headers, body, answer, failure, tookMs } = attempt;
  return html`<details class="attempt" id="${attemptAnchor(attempt)}" data-say="Notification answered: ${answer?.httpStatus ?? failure}"${isNewest && html` open`}>
<summary><time datetime="${sentAt}">${formatWib(Date.parse(sentAt))}</time> ${attemptResult(attempt)} <span class="hint">${tookMs} ms</span></summary>
<div class="exchange">
<div><h4>Sent</h4>
<table class="headers"><caption class="visually-hidden">Headers</caption><tbody>${Object.entries(headers).map(([name, value]) => html`<tr><th scope="row">${name}</th><td><code>${value}</code></td></tr>`)}</tbody></table>
${bodyBlock(body, 'Body sent')}
<details class="raw"><summary>Exact bytes, as signed or sent</summary><pre class="block" tabindex="0">${body}</pre></details></div>
<div><h4>Answered</h4>
${answer === null ? html`<p class="failure">${failure ?? 'No answer.'}</p>` : html`<p><strong>HTTP ${answer.httpStatus}</strong></p>${bodyBlock(answer.body, 'Body answered')}`}</div>
</div>
</details>`;
}
