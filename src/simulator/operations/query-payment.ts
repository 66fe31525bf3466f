import { refundedSen, voidedSen } from '../model/cancel-and-refund.ts';
import { chargedBackSen, isFrozen } from '../model/disputes.ts';
import { jakartaTime } from '../model/jakarta-time.ts';
import { type Money, rupiah } from '../model/money.ts';
import { latestTransactionStatus, type Order } from '../model/order.ts';
import { partsOf } from '../model/payments.ts';
import { answer, type ServiceCodes } from '../protocol/response-codes.ts';
import { type FieldRule, findFieldFault, textAt } from './field-rules.ts';
import { findOriginalOrder, refuseWith } from './find-order.ts';
import { refuseForeignMerchant } from './merchant-check.ts';
import type { Operation } from './operation.ts';

const codes: ServiceCodes = { success: '55', failure: '55' };

const rules: readonly FieldRule[] = [
  { path: 'merchantId', shape: 'text', lengthMax: 64, isMandatory: true },
  { path: 'serviceCode', shape: 'text', lengthMax: 2, isMandatory: true },
  { path: 'originalPartnerReferenceNo', shape: 'text', lengthMax: 64 },
  { path: 'originalReferenceNo', shape: 'text', lengthMax: 64 },
  { path: 'originalExternalId', shape: 'text', lengthMax: 36 },
];

export const queryPayment: Operation = {
  name: 'queryPayment',
  path: '/payment-gateway/v1.0/debit/status.htm',
  codes,
  referenceField: 'originalPartnerReferenceNo',
  answer: (call) => {
    const fault = findFieldFault(call.body, rules);
    if (fault?.kind === 'missing')
      return refuseWith(call, codes, 'invalidMandatoryField', { detail: fault.field });
    if (fault?.kind === 'malformed')
      return refuseWith(call, codes, 'invalidFieldFormat', { detail: fault.field });
    const isNamed = ['originalPartnerReferenceNo', 'originalReferenceNo'].some((name) =>
      textAt(call.body, name),
    );
    if (!isNamed)
      return refuseWith(call, codes, 'invalidMandatoryField', { detail: 'originalPartnerReferenceNo' });
    const foreign = refuseForeignMerchant(call, codes);
    if (foreign !== null) return foreign;
    // 47 and 60 mean other products' orders; any other code gets 5005501 (UAT suite).
    const serviceCode = textAt(call.body, 'serviceCode') ?? '';
    if (!['54', '47', '60'].includes(serviceCode)) return refuseWith(call, codes, 'internalServerError');
    const order = serviceCode === '54' ? findOriginalOrder(call) : undefined;
    return order === undefined
      ? refuseWith(call, codes, 'transactionNotFound')
      : answer(codes, 'successful', {}, describe(order));
  },
};

function describe(order: Order) {
  const paidTime = order.payment === null ? null : jakartaTime(order.payment.paidAt);
  return {
    originalPartnerReferenceNo: order.partnerReferenceNo,
    originalReferenceNo: order.referenceNo,
    serviceCode: '54',
    latestTransactionStatus: latestTransactionStatus[order.state],
    transactionStatusDesc: order.state,
    transAmount: order.amount,
    amount: order.amount,
    ...(paidTime !== null && { paidTime }),
    title: order.title,
    additionalInfo: {
      amountDetail: amountDetail(order),
      timeDetail: timeDetail(order, paidTime),
      statusDetail: {
        acquirementStatus: order.state,
        frozen: String(isFrozen(order)),
        cancelled: String(order.state === 'CANCELLED'),
      },
      ...(order.payment !== null && { paymentViews: [paymentView(order.payment)] }),
      ...virtualAccountInfo(order),
      ...(order.closeReason !== null && { closeReason: order.closeReason }),
      merchantId: order.merchantId,
    },
  };
}

function amountDetail(order: Order): Record<string, Money> {
  return {
    orderAmount: order.amount,
    payAmount: order.payment?.amount ?? rupiah(0n),
    voidAmount: rupiah(voidedSen(order)),
    confirmAmount: rupiah(0n),
    refundAmount: rupiah(refundedSen(order)),
    chargebackAmount: rupiah(chargedBackSen(order)),
    chargeAmount: rupiah(0n),
  };
}

function timeDetail(order: Order, paidTime: string | null) {
  const isCancelled = order.state === 'CANCELLED' && order.cancellation !== null;
  return {
    createdTime: jakartaTime(order.createdAt),
    expiryTime: jakartaTime(order.expiresAt),
    ...(paidTime !== null && { paidTimes: [paidTime] }),
    ...(isCancelled && { cancelledTime: jakartaTime(order.cancellation?.finishesAt ?? order.createdAt) }),
  };
}

function paymentView(payment: NonNullable<Order['payment']>) {
  return {
    cashierRequestId: payment.cashierRequestId,
    paidTime: jakartaTime(payment.paidAt),
    payOptionInfos: partsOf(payment).map(({ payMethod, payOption, amount }) => ({
      payMethod,
      ...(payOption !== '' && { payOption }),
      payAmount: amount,
      transAmount: amount,
    })),
    extendInfo: '{"externalPromoInfos":[]}',
  };
}

function virtualAccountInfo(order: Order) {
  if (order.choice?.payMethod !== 'VIRTUAL_ACCOUNT' || order.instruction.kind !== 'payment-code') return {};
  return {
    virtualAccountInfo: {
      virtualAccountCode: order.instruction.paymentCode,
      virtualAccountExpiryTime: jakartaTime(order.expiresAt),
    },
  };
}
