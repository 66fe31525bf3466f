import { checkoutUrl } from '../model/checkout-url.ts';
import { parseJakarta } from '../model/jakarta-time.ts';
import { canonicalJson, isJsonObject, type JsonObject } from '../model/json.ts';
import { type Money, readMoney, senOf } from '../model/money.ts';
import { type Instruction, type Order, orderIdOf, type PayChoice } from '../model/order.ts';
import { findChannel, isQris, qrisReferenceLengthMax } from '../model/pay-channels.ts';
import { type Answer, answer, type ServiceCodes } from '../protocol/response-codes.ts';
import { createOrderRules } from './create-order-rules.ts';
import { findFieldFault, textAt } from './field-rules.ts';
import { refuseWith } from './find-order.ts';
import { refuseForeignMerchant, refuseUnknownUnit } from './merchant-check.ts';
import type { Call, Operation } from './operation.ts';
import { newPaymentCode } from './payment-code.ts';
import { newReferenceNo } from './reference-no.ts';

const codes: ServiceCodes = { success: '54', failure: '54' };

/** The lifetime of an order without validUpTo: the sandbox's default. */
const validityDefaultMs = 30 * 60 * 1000;

/** Creates an order; the same content under the same number gets the same answer again. */
export const createOrder: Operation = {
  name: 'createOrder',
  path: '/payment-gateway/v1.0/debit/payment-host-to-host.htm',
  codes,
  referenceField: 'partnerReferenceNo',
  answer: (call) => {
    const amount = readMoney(call.body.amount);
    const refusal =
      refuseMalformed(call) ?? refuseForeignMerchant(call, codes) ?? refuseUnknownUnit(call, codes);
    if (refusal !== null || amount === null) return refusal ?? refuseWith(call, codes, 'badRequest');

    const earlier = call.orders.find(newOrderId(call.body));
    if (earlier !== undefined)
      return canonicalJson(earlier.request) === canonicalJson(call.body)
        ? created(earlier, call)
        : refuseWith(call, codes, 'inconsistentRequest');

    // Only a new order must still have time to be paid, not the repeat of an old one.
    const expiresAt = readExpiry(call);
    if (expiresAt === null) return refuseWith(call, codes, 'invalidFieldFormat', { detail: 'validUpTo' });
    const { amountSenMax, isOffered } = call.profile;
    if (amountSenMax !== null && senOf(amount) > amountSenMax)
      return refuseWith(call, codes, 'exceedsAmountLimit');
    const choice = readChoice(call.body);
    if (choice !== null && !isOffered(choice)) return refuseWith(call, codes, 'notPermitted');
    const order = newOrder(call, amount, expiresAt);
    call.orders.open(order);
    return created(order, call);
  },
};

function refuseMalformed(call: Call): Answer | null {
  const missing = (field: string) => refuseWith(call, codes, 'invalidMandatoryField', { detail: field });
  const malformed = (field: string) => refuseWith(call, codes, 'invalidFieldFormat', { detail: field });
  const { body } = call;

  const fault = findFieldFault(body, createOrderRules);
  if (fault !== null) return fault.kind === 'missing' ? missing(fault.field) : malformed(fault.field);
  if (textAt(body, 'additionalInfo.order.orderTitle')?.trim() === '') return malformed('orderTitle');
  const scenario = textAt(body, 'additionalInfo.order.scenario');
  if (scenario !== null && scenario !== 'API' && scenario !== 'REDIRECT') return malformed('scenario');
  if (!urlsOfType(body, 'PAY_RETURN').length) return missing('urlParams');

  const choice = readChoice(body);
  if (choice === null) return scenario === 'API' ? missing('payOptionDetails') : null;
  if (findChannel(choice) === undefined) return malformed('payOption');
  if (!isQris(choice)) return null;
  if (textAt(body, 'externalStoreId') === null) return missing('externalStoreId');
  const reference = textAt(body, 'partnerReferenceNo') ?? '';
  return reference.length > qrisReferenceLengthMax ? malformed('partnerReferenceNo') : null;
}

function readExpiry(call: Call): Date | null {
  const text = textAt(call.body, 'validUpTo');
  if (text === null) return new Date(call.now.getTime() + validityDefaultMs);
  const expiresAt = parseJakarta(text);
  if (expiresAt === null || expiresAt <= call.now) return null;
  return expiresAt.getTime() - call.now.getTime() > call.profile.validityMsMax ? null : expiresAt;
}

function newOrder(call: Call, amount: Money, expiresAt: Date): Order {
  const { body, now, partner } = call;
  const choice = readChoice(body);
  const referenceNo = newReferenceNo(now);
  return {
    merchantId: textAt(body, 'merchantId') ?? '',
    partnerId: partner.partnerId,
    partnerReferenceNo: textAt(body, 'partnerReferenceNo') ?? '',
    referenceNo,
    request: body,
    title: textAt(body, 'additionalInfo.order.orderTitle') ?? '',
    amount,
    externalStoreId: textAt(body, 'externalStoreId'),
    subMerchantId: textAt(body, 'subMerchantId'),
    choice,
    instruction: newInstruction(choice, { amount, referenceNo }),
    returnUrl: urlsOfType(body, 'PAY_RETURN')[0] ?? null,
    notificationUrl: urlsOfType(body, 'NOTIFICATION')[0] ?? null,
    createdAt: now.toISOString(),
    expiresAt: expiresAt.toISOString(),
    state: 'INIT',
    payment: null,
    refunds: [],
    cancellation: null,
    dispute: null,
    closedAt: null,
    closeReason: null,
  };
}

function newInstruction(
  choice: PayChoice | null,
  order: { amount: Money; referenceNo: string },
): Instruction {
  const channel = choice === null ? undefined : findChannel(choice);
  if (channel?.instruction === 'payment-code')
    return { kind: 'payment-code', paymentCode: newPaymentCode(channel, order) };
  return { kind: channel?.instruction === 'push' ? 'push' : 'redirect' };
}

function newOrderId(body: JsonObject): string {
  return orderIdOf({
    merchantId: textAt(body, 'merchantId') ?? '',
    partnerReferenceNo: textAt(body, 'partnerReferenceNo') ?? '',
  });
}

function readChoice(body: JsonObject): PayChoice | null {
  const details = body.payOptionDetails;
  const first = Array.isArray(details) ? details[0] : undefined;
  if (!isJsonObject(first)) return null;
  return { payMethod: textAt(first, 'payMethod') ?? '', payOption: textAt(first, 'payOption') ?? '' };
}

function urlsOfType(body: JsonObject, type: string): string[] {
  const params = Array.isArray(body.urlParams) ? body.urlParams.filter(isJsonObject) : [];
  return params.filter((param) => param.type === type).flatMap((param) => textAt(param, 'url') ?? []);
}

function created(order: Order, call: Call): Answer {
  const { instruction } = order;
  return answer(
    codes,
    'successful',
    {},
    {
      referenceNo: order.referenceNo,
      partnerReferenceNo: order.partnerReferenceNo,
      ...(instruction.kind === 'redirect' && { webRedirectUrl: checkoutUrl(call.publicUrl, order) }),
      additionalInfo: instruction.kind === 'payment-code' ? { paymentCode: instruction.paymentCode } : {},
    },
  );
}
