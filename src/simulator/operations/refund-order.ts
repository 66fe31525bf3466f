import { isOnHold, type RefundStep, refund } from '../model/cancel-and-refund.ts';
import { jakartaTime } from '../model/jakarta-time.ts';
import { type Money, readMoney } from '../model/money.ts';
import type { Order, Refund } from '../model/order.ts';
import { type Answer, answer, type Case, type ServiceCodes } from '../protocol/response-codes.ts';
import { type FieldRule, findFieldFault, textAt } from './field-rules.ts';
import { findOriginalOrder, refuseWith } from './find-order.ts';
import { refundMagic } from './magic-values.ts';
import { refuseForeignMerchant } from './merchant-check.ts';
import type { Call, Operation } from './operation.ts';
import { newReferenceNo } from './reference-no.ts';

const codes: ServiceCodes = { success: '58', failure: '58' };

const rules: readonly FieldRule[] = [
  { path: 'refundAmount', shape: 'money', isMandatory: true },
  { path: 'merchantId', shape: 'text', lengthMax: 64, isMandatory: true },
  { path: 'originalPartnerReferenceNo', shape: 'text', lengthMax: 64, isMandatory: true },
  { path: 'partnerRefundNo', shape: 'text', lengthMax: 64, isMandatory: true },
  { path: 'originalReferenceNo', shape: 'text', lengthMax: 64 },
  { path: 'originalExternalId', shape: 'text', lengthMax: 36 },
  { path: 'originalCaptureNo', shape: 'text', lengthMax: 64 },
  { path: 'subMerchantId', shape: 'text', lengthMax: 32 },
  { path: 'externalStoreId', shape: 'text', lengthMax: 64 },
  { path: 'reason', shape: 'text', lengthMax: 256 },
  { path: 'additionalInfo.asyncRefund', shape: 'text', lengthMax: 5 },
];

const refusals: Record<Extract<RefundStep, { kind: 'refused' }>['because'], Case> = {
  status: 'invalidTransactionStatus',
  exceeds: 'exceedsAmountLimit',
  inconsistent: 'inconsistentRequest',
  frozen: 'notPermitted',
};

/**
 * Refunds a payment in full or part. A repeated partnerRefundNo returns the same outcome and never refunds
 * twice.
 */
export const refundOrder: Operation = {
  name: 'refundOrder',
  path: '/payment-gateway/v1.0/debit/refund.htm',
  codes,
  referenceField: 'originalPartnerReferenceNo',
  answer: (call) => {
    const fault = findFieldFault(call.body, rules);
    if (fault?.kind === 'missing')
      return refuseWith(call, codes, 'invalidMandatoryField', { detail: fault.field });
    const amount = readMoney(call.body.refundAmount);
    if (fault !== null || amount === null)
      return refuseWith(call, codes, 'invalidFieldFormat', { detail: fault?.field ?? 'refundAmount' });
    const foreign = refuseForeignMerchant(call, codes);
    if (foreign !== null) return foreign;
    const magic = refundMagic[amount.value];
    if (magic !== undefined) return refuseWith(call, codes, magic);

    const order = findOriginalOrder(call);
    if (order === undefined) return refuseWith(call, codes, 'transactionNotFound');
    if (isOnHold(order, call.profile.virtualAccountHoldMs, call.now))
      return refuseWith(call, codes, 'invalidTransactionStatus', { debugMessage: 'PAYMENT_NOT_SETTLED' });
    const step = refund(order, newRefund(call, amount));
    if (step.kind === 'refused') return refuseWith(call, codes, refusals[step.because]);
    if (step.kind === 'changed') call.orders.change(step.order);
    return outcome(order, step.refund);
  },
};

function newRefund(call: Call, amount: Money): Refund {
  return {
    partnerRefundNo: textAt(call.body, 'partnerRefundNo') ?? '',
    refundNo: newReferenceNo(call.now),
    amount,
    request: call.body,
    status: call.finishesAt > call.now ? 'IN_PROGRESS' : 'DONE',
    requestedAt: call.now.toISOString(),
    finishesAt: call.finishesAt.toISOString(),
  };
}

function outcome(order: Order, made: Refund): Answer {
  const isDone = made.status === 'DONE';
  return answer(
    codes,
    isDone ? 'successful' : 'requestInProgress',
    {},
    {
      originalPartnerReferenceNo: order.partnerReferenceNo,
      originalReferenceNo: order.referenceNo,
      refundNo: made.refundNo,
      partnerRefundNo: made.partnerRefundNo,
      refundAmount: made.amount,
      ...(isDone && { refundTime: jakartaTime(made.finishesAt) }),
    },
  );
}
