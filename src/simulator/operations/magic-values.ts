import type { Case } from '../protocol/response-codes.ts';

/**
 * Values that DANA's UAT suite sends to be answered in a certain way. They win over whether the order exists
 * and over its state, leave no trace, and refunds of these amounts are not refused for exceeding the order.
 */

/** Cancel Order, by originalPartnerReferenceNo. */
export const cancelMagic: Readonly<Record<string, Case>> = {
  '2025700': 'requestInProgress',
  '4035700': 'transactionExpired',
  '4035705': 'doNotHonor',
  '4035714': 'insufficientFunds',
  '4035715': 'notPermitted',
  '4045708': 'invalidMerchant',
  '5005701': 'internalServerError',
};

/** Refund Order, by refundAmount.value. */
export const refundMagic: Readonly<Record<string, Case>> = {
  '225800.00': 'requestInProgress',
  '435814.00': 'insufficientFunds',
  '435815.00': 'notPermitted',
  '445808.00': 'invalidMerchant',
  '505801.00': 'internalServerError',
};
