import { isJsonObject, type JsonObject } from '../model/json.ts';
import { readMoney, senOf } from '../model/money.ts';

/** The answer to Query Payment, telling of a chargeback or a freeze that DANA has no record of. */
export function disputed(body: JsonObject, fault: 'charged-back' | 'frozen'): JsonObject {
  const { additionalInfo } = body;
  if (!isJsonObject(additionalInfo)) return body;
  const { amountDetail, statusDetail } = additionalInfo;
  if (!isJsonObject(amountDetail) || !isJsonObject(statusDetail)) return body;
  const changed =
    fault === 'frozen'
      ? { statusDetail: { ...statusDetail, frozen: 'true' } }
      : { amountDetail: { ...amountDetail, chargebackAmount: amountDetail.orderAmount } };
  return { ...body, additionalInfo: { ...additionalInfo, ...changed } };
}

/** The answer to Refund Order with its amount in cents and without a point, as captured once. */
export function inCents(body: JsonObject): JsonObject {
  const amount = readMoney(body.refundAmount);
  if (amount === null) return body;
  return { ...body, refundAmount: { ...amount, value: senOf(amount).toString() } };
}
