import { judgeUatNotify } from '../../control/uat-notify.ts';
import { refundedSen, voidedSen } from '../../model/cancel-and-refund.ts';
import { chargedBackSen } from '../../model/disputes.ts';
import { rupiah } from '../../model/money.ts';
import { type Cancellation, type Order, orderIdOf, type Refund } from '../../model/order.ts';
import { type Content, type Html, html } from '../html.ts';
import { wib } from '../live-time.ts';
import type { Visit } from '../page.ts';
import { formatRupiah } from '../rupiah.ts';
import { copyable } from './copyable.ts';
import { bodyBlock } from './json-block.ts';
import { danaStatus, methodOf } from './order-labels.ts';
import { type Column, panel, table } from './panel.ts';

/** The facts of an order, its payment and its refunds, without those it does not have. */
export function orderFacts(visit: Visit, order: Order): Html {
  const { payment, cancellation, closedAt, closeReason } = order;
  const facts: [string, Content][] = [
    ['partnerReferenceNo', copyable(order.partnerReferenceNo, 'partnerReferenceNo')],
    ['referenceNo', copyable(order.referenceNo, 'referenceNo')],
    ['merchantId', html`<code>${order.merchantId}</code>`],
    ['DANA’s status', html`<code>${danaStatus(order)}</code>`],
    ['Method', methodOf(order)],
    ['Created', wib(order.createdAt)],
    ['Expires', wib(order.expiresAt)],
    ['Paid', payment && `${formatRupiah(payment.amount)} at ${wib(payment.paidAt)}`],
    ['Refunded', someRupiah(refundedSen(order))],
    ['Paid back by cancelling', someRupiah(voidedSen(order))],
    ['Taken back by the bank', someRupiah(chargedBackSen(order))],
    ['Closed', closedAt && `${wib(closedAt)} · ${closeReason}`],
    [
      'Cancellation',
      cancellation && [progress(cancellation), cancellation.reason].filter(Boolean).join(' · '),
    ],
    ['UAT scenario', uatVerdict(visit, order)],
    ['Return', order.returnUrl && html`<code>${order.returnUrl}</code>`],
    ['Notified at', order.notificationUrl && html`<code>${order.notificationUrl}</code>`],
  ];
  const rows = facts
    .filter(([, value]) => value !== null)
    .map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`);
  return panel(
    'order-facts',
    'Order',
    html`<dl class="facts">${rows}</dl>
${order.refunds.length > 0 && refunds(order)}
<details id="request">
  <summary>The create request, as received</summary>
  ${bodyBlock(JSON.stringify(order.request), 'Create request')}
</details>`,
  );
}

const refundColumns: readonly Column[] = [
  { title: 'partnerRefundNo' },
  { title: 'Amount', isNumber: true },
  { title: 'Status' },
];

function refunds(order: Order): Html {
  const rows = order.refunds.map(
    (refund) => html`<tr id="refund-${refund.refundNo}">
  <td><code>${refund.partnerRefundNo}</code></td>
  <td class="number">${formatRupiah(refund.amount)}</td>
  <td>${progress(refund)}</td>
</tr>`,
  );
  return html`<div><h3>Refunds</h3>${table(refundColumns, rows)}</div>`;
}

/** A sum of money, or null if it is zero. */
function someRupiah(sen: bigint): string | null {
  return sen === 0n ? null : formatRupiah(rupiah(sen));
}

function progress({ status, finishesAt }: Refund | Cancellation): string {
  return `${status === 'DONE' ? 'done' : 'in progress until'} ${wib(finishesAt)}`;
}

/** The verdict of DANA's UAT suite, for the three amounts by which it attempts notifications. */
function uatVerdict({ desk }: Visit, order: Order): string | null {
  const deliveries = desk.ledger.deliveriesOf(orderIdOf(order));
  const attempts = deliveries.flatMap(({ id }) => desk.ledger.attemptsOf(id));
  const verdict = judgeUatNotify(order, attempts);
  if (verdict === null) return null;
  return `${verdict.scenario}, awaits ${verdict.awaits}: ${verdict.isPassed ? 'passed' : 'not yet'}`;
}
