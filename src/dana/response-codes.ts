import type { DeclineReason, ProviderOperation } from '../use-cases/ports/payment-provider.ts';

export type DanaOperation = ProviderOperation;

/**
 * What a response code proves about this very call.
 *
 * - `accepted`: DANA did it.
 * - `inProgress`: DANA has accepted it and still works on it. Nothing is proved yet.
 * - a decline reason: DANA declined it for good and has not done it.
 * - `byField`: declined if the message names a field of the body, else `ours`.
 * - `byOutlet`: declined if the store or division that the order names is at fault, else `ours`.
 * - `ours`: DANA rejected the caller (key, merchant, header), not the operation. The same body may succeed once the
 *   fault is fixed, so the order is not declined.
 * - `unknown`: DANA may or may not have done it.
 */
export type CodeMeaning =
  | 'accepted'
  | 'inProgress'
  | 'byField'
  | 'byOutlet'
  | 'ours'
  | 'unknown'
  | DeclineReason;

/**
 * Every response code that DANA's API reference and UAT suite know, and the only codes that decide anything.
 * A code is HTTP status + service code + case code.
 */
export const responseCodes: Readonly<Record<DanaOperation, Readonly<Record<string, CodeMeaning>>>> = {
  // No side effects. Succeeds under service code 57 (older documents: 00) and fails under 00.
  consultPay: {
    '2005700': 'accepted',
    '2000000': 'accepted',
    '4000000': 'ours', // Bad Request
    '4000001': 'byField', // Invalid Field Format
    '4000002': 'byField', // Invalid Mandatory Field
    '4010000': 'ours', // Unauthorized
    '4030005': 'OTHER', // Do Not Honor
    '4030015': 'OTHER', // Transaction Not Permitted
    '4040008': 'byOutlet', // Invalid Merchant
    '4290000': 'unknown', // Too Many Requests
    '5000000': 'unknown', // General Error
  },
  createOrder: {
    '2005400': 'accepted',
    // Bad Request names no field, so nothing says that this order is at fault and not the caller.
    '4005400': 'ours',
    '4005401': 'byField', // Invalid Field Format
    '4005402': 'byField', // Invalid Mandatory Field
    '4015400': 'ours', // Unauthorized
    '4035402': 'OTHER', // Exceeds Transaction Amount Limit
    '4035405': 'OTHER', // Do Not Honor
    // Transaction Not Permitted. DANA advises to repeat later or to contact it. It has not created the order and says
    // so: the payer should learn that now and choose another way, not wait until the order expires.
    '4035415': 'OTHER',
    '4045408': 'byOutlet', // Invalid Merchant: merchant, shop or division unknown or abnormal
    '4045418': 'INCONSISTENT_REQUEST', // DANA has this reference with other content
    '4295400': 'unknown', // Too Many Requests
    '5005400': 'unknown', // General Error
    '5005401': 'unknown', // Internal Server Error: may have been committed
  },
  queryPayment: {
    '2005500': 'accepted',
    '4005500': 'ours', // Bad Request
    '4005501': 'ours', // Invalid Field Format
    '4005502': 'ours', // Invalid Mandatory Field
    '4015500': 'ours', // Unauthorized
    '4015501': 'ours', // Invalid Token
    '4045501': 'NOT_FOUND', // Transaction Not Found
    '4295500': 'unknown', // Too Many Requests
    '5005500': 'unknown', // General Error
    '5005501': 'unknown', // Internal Server Error
  },
  cancelOrder: {
    '2005700': 'accepted',
    '2025700': 'inProgress',
    '4005700': 'ours', // Bad Request
    '4005701': 'byField', // Invalid Field Format
    '4005702': 'byField', // Invalid Mandatory Field
    '4015700': 'ours', // Unauthorized
    '4015701': 'ours', // Invalid Token
    '4035700': 'TOO_LATE', // Transaction Expired: more than 24 hours after payment
    '4035705': 'OTHER', // Do Not Honor
    '4035714': 'INSUFFICIENT_MERCHANT_BALANCE',
    '4035715': 'NOT_PERMITTED', // Transaction Not Permitted: by agreement, or in a dispute
    '4045700': 'INVALID_STATUS', // e.g. refunded, or cancelled already: a query shows the order's state
    '4045701': 'NOT_FOUND',
    '4045708': 'ours', // Invalid Merchant
    '4295700': 'unknown', // Too Many Requests
    '5005700': 'unknown', // General Error
    // The portal says "mark as failed", other documents say "retry": DANA may have cancelled the order.
    '5005701': 'unknown',
  },
  refundOrder: {
    '2005800': 'accepted',
    '2025800': 'inProgress',
    '4005800': 'ours', // Bad Request
    '4005801': 'byField', // Invalid Field Format
    '4005802': 'byField', // Invalid Mandatory Field
    '4015800': 'ours', // Unauthorized
    '4015801': 'ours', // Invalid Token
    '4035802': 'OTHER', // Exceeds Transaction Amount Limit (older suite)
    '4035814': 'INSUFFICIENT_MERCHANT_BALANCE',
    '4035815': 'NOT_PERMITTED', // Transaction Not Permitted: agreement, a dispute, or the refund window is over
    '4045800': 'INVALID_STATUS', // not paid, or closed
    '4045801': 'NOT_FOUND',
    '4045808': 'ours', // Invalid Merchant
    '4045812': 'NOT_FOUND', // Invalid Bill: the older suite's name for 4045801
    '4045818': 'INCONSISTENT_REQUEST', // DANA has this partnerRefundNo with another amount
    '4295800': 'unknown', // Too Many Requests
    '5005800': 'unknown', // General Error
    '5005801': 'unknown', // Internal Server Error
  },
};

/**
 * Returns what an answer in SNAP form proves. Pure; called for every answer whose body has a responseCode.
 *
 * DANA's reference counts an unlisted 4xx as a failure. The gateway does not: SNAP has codes that mean "an earlier
 * request of yours was done" (409), and a proxy or a later version of DANA may send anything. A refund wrongly taken
 * for declined is paid twice; an unknown one is repeated and shown to an operator, and its code can be added to the
 * table. For the same reason a body that contradicts its HTTP status proves nothing: the code's first three digits
 * are always the HTTP status.
 */
export function meaningOf(
  operation: DanaOperation,
  answer: { httpStatus: number; responseCode: string; responseMessage: string },
): Exclude<CodeMeaning, 'byField'> {
  const { httpStatus, responseCode, responseMessage } = answer;
  if (responseCode.slice(0, 3) !== String(httpStatus)) return 'unknown';
  const meaning = responseCodes[operation][responseCode] ?? meaningOfUnlisted(httpStatus);
  if (meaning !== 'byField') return meaning;
  return namesBodyField(responseMessage) ? 'OTHER' : 'ours';
}

/** 401 rejects the signature, whatever the case code; any 202 means "accepted for processing". Nothing else is certain. */
function meaningOfUnlisted(httpStatus: number): Exclude<CodeMeaning, 'byField'> {
  if (httpStatus === 401) return 'ours';
  if (httpStatus === 202) return 'inProgress';
  return 'unknown';
}

/** `Invalid Field Format amount`, `Invalid Mandatory Field order.goods[0].price`, and nothing after the name. */
const fieldFault =
  /^Invalid (?:Field Format|Mandatory Field) \{?([a-z][A-Za-z0-9]*(?:[.[\]]+[A-Za-z0-9]+\]?)*)\}?$/;

/** Names of headers as they might be spelled without their hyphens. */
const headerNames = /^(?:x?timestamp|x?signature|x?partnerId|x?externalId|channelId|origin|authorization)$/i;

/**
 * Whether the message clearly names a field of the body. Headers are named as they are sent (X-TIMESTAMP), body
 * fields in camel case; in doubt the fault is not the order's.
 */
function namesBodyField(responseMessage: string): boolean {
  const field = fieldFault.exec(responseMessage)?.[1];
  return field !== undefined && !headerNames.test(field);
}
