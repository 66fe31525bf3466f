import { type Order, orderIdOf } from '../model/order.ts';
import { type Answer, answer, type Case, type ServiceCodes } from '../protocol/response-codes.ts';
import { textAt } from './field-rules.ts';
import type { Call } from './operation.ts';

/** Which order a body means by originalPartnerReferenceNo or, in its absence, originalReferenceNo. */
export function findOriginalOrder(call: Call): Order | undefined {
  const merchantId = textAt(call.body, 'merchantId') ?? '';
  const partnerReferenceNo = textAt(call.body, 'originalPartnerReferenceNo');
  if (partnerReferenceNo !== null) return call.orders.find(orderIdOf({ merchantId, partnerReferenceNo }));
  const order = call.orders.findByReferenceNo(textAt(call.body, 'originalReferenceNo') ?? '');
  return order?.merchantId === merchantId ? order : undefined;
}

/** Refuses a body that names a merchant of another partner; else null. */
export function refuseForeignMerchant(call: Call, codes: ServiceCodes): Answer | null {
  const isOwn = call.partner.merchantIds.has(textAt(call.body, 'merchantId') ?? '');
  return isOwn ? null : answer(codes, 'invalidMerchant', '', echo(call));
}

/** An answer that repeats the order numbers of the request, if the request has them. */
export function echo(call: Call): Record<string, string> {
  const names = [
    'partnerReferenceNo',
    'originalPartnerReferenceNo',
    'originalReferenceNo',
    'partnerRefundNo',
  ];
  return Object.fromEntries(
    names.flatMap((name) => {
      const text = textAt(call.body, name);
      return text === null ? [] : [[name, text]];
    }),
  );
}

/** A refusal that repeats the request's numbers. */
export function refuseWith(call: Call, codes: ServiceCodes, name: Case, detail = ''): Answer {
  return answer(codes, name, detail, echo(call));
}
