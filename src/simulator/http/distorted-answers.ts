import { isJsonObject, type JsonObject } from '../model/json.ts';

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
