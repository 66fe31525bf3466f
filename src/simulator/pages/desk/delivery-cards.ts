import type { Attempt, Delivery } from '../../ledger/documents.ts';
import { type Order, orderIdOf } from '../../model/order.ts';
import { type Html, html } from '../html.ts';
import { timeLeft, wib } from '../live-time.ts';
import type { Visit } from '../page.ts';
import { bodyBlock } from './json-block.ts';
import { attemptAnchor, attemptResult, toldStatus } from './latest-notifications.ts';
import { deliveryPill } from './order-labels.ts';
import { panel } from './panel.ts';

/** All notifications of an order, newest first: each request as sent and each answer as received. */
export function deliveryCards({ desk }: Visit, order: Order): Html {
  const deliveries = [...desk.ledger.deliveriesOf(orderIdOf(order))].reverse();
  const empty =
    order.notificationUrl === null
      ? 'The order names no address for notifications.'
      : 'The merchant is notified when the order is paid or closed.';
  const cards = deliveries.map((one) => card(one, desk.ledger.attemptsOf(one.id), desk.clock.now()));
  return panel(
    'deliveries',
    'Notifications',
    cards.length === 0 ? html`<p class="empty">${empty}</p>` : cards,
  );
}

function card(delivery: Delivery, attempts: readonly Attempt[], now: Date): Html {
  const { id, url, nextAttemptAt, attemptCount, replay } = delivery;
  const newestFirst = [...attempts].reverse();
  return html`<article class="delivery" id="delivery-${id}">
  <header>
    <h3>${replay === null ? toldStatus(delivery) : 'An old request repeated'}</h3>${deliveryPill(delivery)}
    <p class="hint">
      POST ${url} · ${attemptCount === 1 ? '1 attempt' : `${attemptCount} attempts`}
      ${nextAttemptAt !== null && html`· next in ${timeLeft(nextAttemptAt, now)}`}
    </p>
  </header>
  ${newestFirst.map((attempt, index) => attemptDetails(attempt, index === 0))}
  ${attempts.length < attemptCount && html`<p class="hint">The last ${attempts.length} attempts are kept.</p>`}
</article>`;
}

function attemptDetails(attempt: Attempt, isNewest: boolean): Html {
  const { sentAt, answer, failure, tookMs } = attempt;
  const spoken = `Notification answered: ${answer?.httpStatus ?? failure}`;
  return html`<details class="attempt" id="${attemptAnchor(attempt)}" data-say="${spoken}"${isNewest && html` open`}>
  <summary>
    <time datetime="${sentAt}">${wib(sentAt)}</time> ${attemptResult(attempt)}
    <span class="hint">${tookMs} ms</span>
  </summary>
  <div class="exchange">${sentSide(attempt)}${answeredSide(attempt)}</div>
</details>`;
}

function sentSide({ headers, body }: Attempt): Html {
  const rows = Object.entries(headers).map(
    ([name, value]) => html`<tr><th scope="row">${name}</th><td><code>${value}</code></td></tr>`,
  );
  return html`<div>
  <h4>Sent</h4>
  <table class="headers">
    <caption class="visually-hidden">Headers</caption>
    <tbody>${rows}</tbody>
  </table>
  ${bodyBlock(body, 'Body sent')}
  <details class="raw">
    <summary>Exact bytes sent</summary>
    <pre class="block" tabindex="0">${body}</pre>
  </details>
</div>`;
}

function answeredSide({ answer, failure }: Attempt): Html {
  if (answer === null) return html`<div><h4>Answered</h4><p class="failure">${failure}</p></div>`;
  return html`<div>
  <h4>Answered</h4>
  <p><strong>HTTP ${answer.httpStatus}</strong></p>
  ${bodyBlock(answer.body, 'Body answered')}
</div>`;
}
