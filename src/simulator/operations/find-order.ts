import { isJsonObject, type JsonObject } from '../model/json.ts';
import { type Order, orderIdOf } from '../model/order.ts';
import {
  type Answer,
  type AnswerDetail,
  answer,
  type Case,
  type ServiceCodes,
} from '../protocol/response-codes.ts';
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

const numbers = [
  'partnerReferenceNo',
  'originalPartnerReferenceNo',
  'originalReferenceNo',
  'partnerRefundNo',
];

/** What an answer repeats of the request: its numbers and, of a refund, the amount. DANA's SDKs demand them. */
export function echo({ body }: Pick<Call, 'body'>): JsonObject {
  const texts = numbers.flatMap((name) => {
    const text = textAt(body, name);
    return text === null ? [] : [[name, text]];
  });
  const { refundAmount } = body;
  return { ...Object.fromEntries(texts), ...(isJsonObject(refundAmount) && { refundAmount }) };
}

/** A refusal that repeats the request's numbers. */
export function refuseWith(call: Call, codes: ServiceCodes, name: Case, said: AnswerDetail = {}): Answer {
  return answer(codes, name, said, echo(call));
}
