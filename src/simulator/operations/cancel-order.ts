import { type CancelStep, cancel, isOnHold } from '../model/cancel-and-refund.ts';
import { jakartaTime } from '../model/jakarta-time.ts';
import type { Cancellation, Order } from '../model/order.ts';
import { type Answer, answer, type Case, type ServiceCodes } from '../protocol/response-codes.ts';
import { type FieldRule, findFieldFault, textAt } from './field-rules.ts';
import { findOriginalOrder, refuseWith } from './find-order.ts';
import { cancelMagic } from './magic-values.ts';
import { refuseForeignMerchant } from './merchant-check.ts';
import type { Call, Operation } from './operation.ts';

const codes: ServiceCodes = { success: '57', failure: '57', successMessage: 'Success' };

const rules: readonly FieldRule[] = [
  { path: 'originalPartnerReferenceNo', shape: 'text', lengthMax: 64, isMandatory: true },
  { path: 'merchantId', shape: 'text', lengthMax: 64, isMandatory: true },
  { path: 'originalReferenceNo', shape: 'text', lengthMax: 64 },
  { path: 'originalExternalId', shape: 'text', lengthMax: 36 },
  { path: 'subMerchantId', shape: 'text', lengthMax: 32 },
  { path: 'externalStoreId', shape: 'text', lengthMax: 64 },
  { path: 'reason', shape: 'text', lengthMax: 256 },
  { path: 'amount', shape: 'money' },
];

const refusals: Record<Extract<CancelStep, { kind: 'refused' }>['because'], Case> = {
  status: 'invalidTransactionStatus',
  window: 'transactionExpired',
  disputed: 'notPermitted',
};

/** Cancels an order in full: unpaid at any time, paid within 24 hours. A repeat returns the same outcome. */
export const cancelOrder: Operation = {
  name: 'cancelOrder',
  path: '/payment-gateway/v1.0/debit/cancel.htm',
  codes,
  referenceField: 'originalPartnerReferenceNo',
  answer: (call) => {
    const fault = findFieldFault(call.body, rules);
    if (fault?.kind === 'missing')
      return refuseWith(call, codes, 'invalidMandatoryField', { detail: fault.field });
    if (fault?.kind === 'malformed')
      return refuseWith(call, codes, 'invalidFieldFormat', { detail: fault.field });
    const foreign = refuseForeignMerchant(call, codes);
    if (foreign !== null) return foreign;
    const magic = cancelMagic[textAt(call.body, 'originalPartnerReferenceNo') ?? ''];
    if (magic !== undefined) return refuseWith(call, codes, magic);

    const order = findOriginalOrder(call);
    if (order === undefined) return refuseWith(call, codes, 'transactionNotFound');
    if (isOnHold(order, call.profile.virtualAccountHoldMs, call.now))
      return refuseWith(call, codes, 'invalidTransactionStatus', { debugMessage: 'PAYMENT_NOT_SETTLED' });
    const { now, finishesAt } = call;
    const step = cancel(order, { now, finishesAt, reason: textAt(call.body, 'reason') });
    if (step.kind === 'refused') return refuseWith(call, codes, refusals[step.because]);
    if (step.kind === 'changed') call.orders.change(step.order);
    return outcome(order, step.cancellation, call);
  },
};

function outcome(order: Order, cancellation: Cancellation, call: Call): Answer {
  const isDone = cancellation.status === 'DONE';
  return answer(
    codes,
    isDone ? 'successful' : 'requestInProgress',
    {},
    {
      originalPartnerReferenceNo: order.partnerReferenceNo,
      originalReferenceNo: order.referenceNo,
      ...(textAt(call.body, 'originalExternalId') !== null && {
        originalExternalId: call.body.originalExternalId,
      }),
      ...(isDone && { cancelTime: jakartaTime(cancellation.finishesAt) }),
      transactionDate: jakartaTime(order.createdAt),
    },
  );
}
