import type { Ledger } from '../ledger/ledger.ts';
import { refundedSen, voidedSen } from '../model/cancel-and-refund.ts';
import { checkoutPath } from '../model/checkout-url.ts';
import { chargedBackSen, isFrozen } from '../model/disputes.ts';
import { rupiah } from '../model/money.ts';
import { latestTransactionStatus, type Order, orderIdOf } from '../model/order.ts';
import { judgeUatNotify } from './uat-notify.ts';

/** An order as one line of a list. */
export function orderSummary(order: Order) {
  return {
    merchantId: order.merchantId,
    partnerReferenceNo: order.partnerReferenceNo,
    referenceNo: order.referenceNo,
    title: order.title,
    amount: order.amount,
    acquirementStatus: order.state,
    latestTransactionStatus: latestTransactionStatus[order.state],
    payMethod: order.payment?.payMethod ?? order.choice?.payMethod ?? null,
    payOption: order.payment?.payOption ?? order.choice?.payOption ?? null,
    paymentCode: order.instruction.kind === 'payment-code' ? order.instruction.paymentCode : null,
    checkoutPath: order.instruction.kind === 'redirect' ? `${checkoutPath}?bizNo=${order.referenceNo}` : null,
    createdAt: order.createdAt,
    expiresAt: order.expiresAt,
  };
}

/**
 * Everything about an order: its state, the money that moved, each delivery with its requests and answers.
 */
export function orderView(ledger: Ledger, order: Order) {
  const deliveries = ledger.deliveriesOf(orderIdOf(order));
  const attempts = deliveries.flatMap((delivery) => ledger.attemptsOf(delivery.id));
  return {
    ...orderSummary(order),
    status: order.state,
    instruction: order.instruction,
    closeReason: order.closeReason,
    payments: order.payment === null ? [] : [order.payment],
    refunds: order.refunds.map(({ request: _request, ...refund }) => refund),
    refundedAmount: rupiah(refundedSen(order)),
    voidedAmount: rupiah(voidedSen(order)),
    chargedBackAmount: rupiah(chargedBackSen(order)),
    isFrozen: isFrozen(order),
    cancellation: order.cancellation,
    returnUrl: order.returnUrl,
    notificationUrl: order.notificationUrl,
    request: order.request,
    uatNotify: judgeUatNotify(order, attempts),
    deliveries: deliveries.map(({ orderId: _orderId, ...delivery }) => ({
      ...delivery,
      attempts: ledger.attemptsOf(delivery.id).map(({ deliveryId: _deliveryId, ...attempt }) => attempt),
    })),
  };
}
