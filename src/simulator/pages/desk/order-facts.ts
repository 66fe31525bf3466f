import { refundedSen, voidedSen } from '../../model/giving-back.ts';
import { rupiah } from '../../model/money.ts';
import { type Order, orderIdOf } from '../../model/order.ts';
import { judgeUatNotify } from '../../model/uat-notify.ts';
import { formatWib } from '../assets/times.js';
import { type Content, type Html, html } from '../html.ts';
import type { Visit } from '../page.ts';
import { formatRupiah } from '../rupiah.ts';
import { copyable } from './copyable.ts';
import { bodyBlock } from './json-block.ts';
import { danaStatus, methodOf } from './order-words.ts';

/** What the order is, what was paid, and what went back. */
export function orderFacts(visit: Visit, order: Order): Html {
  const wib = (instant: string) => formatWib(Date.parse(instant));
  const { payment, cancellation } = order;
  const sums: [string, bigint][] = [
    ['Refunded', refundedSen(order)],
    ['Paid back by cancelling', voidedSen(order)],
  ];
  const rows: [string, Content][] = [
    ['partnerReferenceNo', copyable(order.partnerReferenceNo, 'partnerReferenceNo')],
    ['referenceNo', copyable(order.referenceNo, 'referenceNo')],
    ['merchantId', html`<code>${order.merchantId}</code>`],
    ['DANA’s status', html`<code>${danaStatus(order)}</code>`],
    ['Method', methodOf(order)],
    ['Created', wib(order.createdAt)],
    ['Expires', wib(order.expiresAt)],
    ['Paid', payment && `${formatRupiah(payment.amount)} at ${wib(payment.paidAt)}`],
    ...sums
      .filter(([, sen]) => sen > 0n)
      .map(([name, sen]): [string, Content] => [name, formatRupiah(rupiah(sen))]),
    ['Closed', order.closedAt && `${wib(order.closedAt)} · ${order.closeReason}`],
    [
      'Cancellation',
      cancellation &&
        `${inProgress(cancellation)} ${wib(cancellation.finishesAt)}${cancellation.reason === null ? '' : ` · ${cancellation.reason}`}`,
    ],
    ['UAT scenario', uatResult(visit, order)],
    ['Return', order.returnUrl && html`<code>${order.returnUrl}</code>`],
    ['Notified at', order.notificationUrl && html`<code>${order.notificationUrl}</code>`],
  ];
  return html`<section class="panel" id="facts" aria-labelledby="facts-title"><header><h2 id="facts-title">Order</h2></header>
<dl class="facts">${rows.filter(([, value]) => value !== null).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
${order.refunds.length > 0 && refundTable(order)}
<details id="request"><summary>The create request, as received</summary>${bodyBlock(JSON.stringify(order.request), 'Create request')}</details>
</section>`;
}

function refundTable(order: Order): Html {
  return html`<h3>Refunds</h3><div class="scroll"><table><thead><tr><th scope="col">partnerRefundNo</th><th scope="col" class="number">Amount</th><th scope="col">Status</th></tr></thead>
<tbody>${order.refunds.map((refund) => html`<tr id="refund-${refund.refundNo}"><td><code>${refund.partnerRefundNo}</code></td><td class="number">${formatRupiah(refund.amount)}</td><td>${inProgress(refund)} ${formatWib(Date.parse(refund.finishesAt))}</td></tr>`)}</tbody></table></div>`;
}

const inProgress = ({ status }: { status: 'IN_PROGRESS' | 'DONE' }): string =>
  status === 'DONE' ? 'done' : 'in progress until';

/** The verdict of DANA's UAT suite, for the three amounts by which it tries notifications. */
function uatResult({ desk }: Visit, order: Order): string | null {
  const deliveries = desk.ledger.deliveriesOf(orderIdOf(order));
  const verdict = judgeUatNotify(
    order,
    deliveries.flatMap(({ id }) => desk.ledger.attemptsOf(id)),
  );
  return (
    verdict && `${verdict.scenario}, awaits ${verdict.awaits}: ${verdict.isPassed ? 'passed' : 'not yet'}`
  );
}
