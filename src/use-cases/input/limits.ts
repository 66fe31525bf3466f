import type { Rupiah } from '../../domain/money.ts';
import type { Goods } from '../../domain/order.ts';
import type { OrderDetails, Shipping } from '../ports/payment-provider.ts';

/** The limits of every input field. Lengths are characters; those of DANA's fields are from its API reference. */

/** SNAP: a reference has at most 64 characters. */
export const referenceLengthMax = 64;
/** QRIS allows shorter references only. */
export const qrisReferenceLengthMax = 25;
export const partnerRefundNoLengthMax = 64;
export const titleLengthMax = 64;
/** The reason of a cancellation or a refund. */
export const reasonLengthMax = 256;
/** Leaves room for `-` and the number of a line in the number of its refund. */
export const batchNoLengthMax = 56;
/** Refunds of one batch: what one statement records, and one person can answer for. */
export const batchLinesMax = 10_000;
/** What people say of a fact that they attest. */
export const evidenceTextLengthMax = 1_000;
export const evidenceReferenceLengthMax = 64;
export const externalStoreIdLengthMax = 64;
/** All of them, joined by commas: they travel as one text. */
export const disabledPayMethodsLengthMax = 64;
export const returnUrlLengthMax = 512;
export const metadataKeyLengthMax = 64;
export const metadataValueLengthMax = 512;

export const goodsCountMax = 100;
export const shippingCountMax = 10;
export const metadataCountMax = 50;
/** Refunds of one order, including failed ones: keeps the order and its reads bounded. */
export const refundsPerOrderMax = 200;

/** The largest amount that fits SNAP's 16 digits, in sen. */
export const amountMax = 999_999_999_999_999_900n as Rupiah;

/** The shortest time to pay, in milliseconds. */
export const expiresInMinMs = 60_000;
/** The time to pay if a merchant names none, in milliseconds. */
export const expiresInDefaultMs = 30 * 60_000;
/** DANA does not close orders to the millisecond: an expiry "7 days ahead" typed a moment ago is still allowed. */
export const clockSlackMs = 5_000;

/** Free texts of createOrder that have no rule but their length. */
export const freeTextLimits = [
  ['externalStoreId', externalStoreIdLengthMax],
  ['subMerchantId', 32],
  ['merchantTransType', 64],
  ['memo', 64],
] as const;

/** Field, greatest length, whether DANA requires it: Create Order in DANA's API reference. */
export type Limits<Item> = readonly (readonly [keyof Item & string, number, 'required' | 'optional'])[];

export const goodsLimits: Limits<Goods> = [
  ['merchantGoodsId', 64, 'required'],
  ['name', 64, 'required'],
  ['description', 1024, 'required'],
  ['category', 64, 'required'],
  ['unit', 64, 'optional'],
  ['quantity', 16, 'required'],
  ['merchantShippingId', 64, 'optional'],
  ['snapshotUrl', 512, 'optional'],
];

export const shippingLimits: Limits<Shipping> = [
  ['merchantShippingId', 64, 'required'],
  ['trackingNo', 64, 'optional'],
  ['carrier', 64, 'optional'],
  ['countryName', 64, 'required'],
  ['stateName', 64, 'required'],
  ['cityName', 64, 'required'],
  ['areaName', 64, 'optional'],
  ['address1', 256, 'required'],
  ['address2', 256, 'optional'],
  ['firstName', 64, 'required'],
  ['lastName', 64, 'required'],
  ['mobileNo', 32, 'optional'],
  ['phoneNo', 32, 'optional'],
  ['zipCode', 32, 'required'],
  ['email', 128, 'optional'],
  ['faxNo', 32, 'optional'],
];

export type Buyer = NonNullable<OrderDetails['buyer']>;
export const buyerLimits: Limits<Buyer> = [
  ['externalUserType', 32, 'optional'],
  ['externalUserId', 32, 'optional'],
  ['nickname', 64, 'optional'],
  ['userId', 32, 'optional'],
];
