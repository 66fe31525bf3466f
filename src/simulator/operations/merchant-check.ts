import type { UnitKind } from '../ledger/documents.ts';
import type { Answer, ServiceCodes } from '../protocol/response-codes.ts';
import { textAt } from './field-rules.ts';
import { refuseWith } from './find-order.ts';
import type { Call } from './operation.ts';

/**
 * Refuses a body that names a merchant of another partner; else null. The debug message is as captured at
 * DANA's sandbox.
 */
export function refuseForeignMerchant(call: Call, codes: ServiceCodes): Answer | null {
  const merchantId = textAt(call.body, 'merchantId') ?? '';
  return call.partner.merchantIds.has(merchantId)
    ? null
    : refuseWith(call, codes, 'invalidMerchant', { debugMessage: `MERCHANT_NOT_EXIST:${merchantId}` });
}

/** The field that names each kind of unit, and DANA's word for one that does not exist (the store's: ours). */
const named: Readonly<Record<UnitKind, readonly [field: string, debugWord: string]>> = {
  division: ['subMerchantId', 'DIVISION_NOT_EXIST'],
  store: ['externalStoreId', 'SHOP_NOT_EXIST'],
};

/** Refuses a body that names a store or division which its merchant has not registered; else null. */
export function refuseUnknownUnit(call: Call, codes: ServiceCodes): Answer | null {
  const merchantId = textAt(call.body, 'merchantId') ?? '';
  for (const kind of ['division', 'store'] as const) {
    const [field, debugWord] = named[kind];
    const externalId = textAt(call.body, field);
    if (externalId !== null && !call.units.isKnown({ merchantId, kind, externalId }))
      return refuseWith(call, codes, 'invalidMerchant', { debugMessage: `${debugWord}:${externalId}` });
  }
  return null;
}
