import { isQris, payChannels } from '../model/pay-channels.ts';
import { answer, type ServiceCodes } from '../protocol/response-codes.ts';
import { type FieldRule, findFieldFault, textAt } from './field-rules.ts';
import { refuseForeignMerchant, refuseUnknownUnit } from './merchant-check.ts';
import type { Operation } from './operation.ts';

const codes: ServiceCodes = { success: '57', failure: '00' };

const rules: readonly FieldRule[] = [
  { path: 'merchantId', shape: 'text', lengthMax: 64, isMandatory: true },
  { path: 'amount', shape: 'money', isMandatory: true },
  { path: 'additionalInfo.envInfo', shape: 'object', isMandatory: true },
  { path: 'externalStoreId', shape: 'text', lengthMax: 64 },
];

/** Lists the available payment methods. Without externalStoreId the list does not contain QRIS. */
export const consultPay: Operation = {
  name: 'consultPay',
  path: '/v1.0/payment-gateway/consult-pay.htm',
  codes,
  referenceField: null,
  answer: (call) => {
    const fault = findFieldFault(call.body, rules);
    if (fault?.kind === 'missing') return answer(codes, 'invalidMandatoryField', { detail: fault.field });
    // The UAT suite's message names no field here, unlike everywhere else.
    if (fault?.kind === 'malformed') return answer(codes, 'invalidFieldFormat');
    const foreign = refuseForeignMerchant(call, codes);
    const refusal = foreign ?? refuseUnknownUnit(call, codes);
    if (refusal !== null) return refusal;

    const hasStore = textAt(call.body, 'externalStoreId') !== null;
    const offered = payChannels.filter(
      (channel) => call.profile.isOffered(channel) && (hasStore || !isQris(channel)),
    );
    return answer(
      codes,
      'successful',
      {},
      {
        paymentInfos: offered.map(({ payMethod, payOption }) => ({
          payMethod,
          ...(payOption && { payOption }),
        })),
      },
    );
  },
};
