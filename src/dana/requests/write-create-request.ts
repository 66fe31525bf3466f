import {
  type CreateOrderByApiRequest,
  type CreateOrderByRedirectRequest,
  CreateOrderRequestToJSON,
  type Goods as DanaGoods,
  type PayOptionDetail,
  type ShippingInfo,
  type UrlParam,
  validateCreateOrderRequest,
} from 'dana-node/payment_gateway/v1';
import { formatJakartaTime } from '../../domain/jakarta-time.ts';
import type { Goods, Order } from '../../domain/order.ts';
import type { OrderDetails, Shipping } from '../../use-cases/ports/payment-provider.ts';
import { type DanaMerchant, demandNoFaults, envInfoOf, moneyOf, present } from './request-parts.ts';

/**
 * The exact body of Create Order: what the SDK makes of our request, so that sending the stored text again gives
 * the same bytes. partnerReferenceNo is DANA's idempotency key, and "the same content" is DANA's to judge.
 *
 * Two shapes, and the SDK tells them apart by payOptionDetails alone: with a method chosen here (scenario API)
 * or on DANA's hosted page (REDIRECT).
 */
export function writeCreateRequest(order: Order, details: OrderDetails, merchant: DanaMerchant): string {
  const { validUpTo, ...checked } = createRequestOf(order, details, merchant);
  // The SDK holds validUpTo against the clock of the machine; ours may be moved, and its bounds are checked already.
  demandNoFaults(validateCreateOrderRequest(checked));
  return JSON.stringify(
    CreateOrderRequestToJSON({ ...checked, ...present({ validUpTo: validUpTo ?? null }) }),
  );
}

/** The same body with another expiry: what the SDK would have made of the order at its first creation. */
export function rewriteExpiry(request: string, expiresAt: Date): string {
  const body = JSON.parse(request) as Record<string, unknown>;
  return JSON.stringify({ ...body, validUpTo: formatJakartaTime(expiresAt) });
}

function createRequestOf(
  order: Order,
  details: OrderDetails,
  merchant: DanaMerchant,
): CreateOrderByApiRequest | CreateOrderByRedirectRequest {
  const shared = {
    partnerReferenceNo: order.partnerReferenceNo,
    merchantId: merchant.merchantId,
    amount: moneyOf(order.amount),
    validUpTo: formatJakartaTime(order.expiresAt),
    urlParams: urlParamsOf(details, merchant),
    ...present({
      subMerchantId: order.subMerchantId ?? merchant.subMerchantId,
      externalStoreId: order.externalStoreId ?? merchant.externalStoreId,
      // DANA documents the field and not its separator: the comma is inferred.
      disabledPayMethods: details.disabledPayMethods.join(','),
    }),
  };
  const envelope = { mcc: merchant.mcc, envInfo: envInfoOf(details.terminal, details.clientIp) };
  const content = orderContentOf(order, details);
  const payOptionDetail = payOptionDetailOf(order, details);
  if (payOptionDetail === null) {
    return { ...shared, additionalInfo: { ...envelope, order: { ...content, scenario: 'REDIRECT' } } };
  }
  return {
    ...shared,
    payOptionDetails: [payOptionDetail],
    additionalInfo: { ...envelope, order: { ...content, scenario: 'API' } },
  };
}

/**
 * PAY_RETURN is where the payer goes after paying, NOTIFICATION where Finish Notify goes. (The descriptions in
 * the documents of SDK 1.5.11 are swapped; DANA's behaviour and its later documents agree with this.)
 */
function urlParamsOf(details: OrderDetails, { returnUrl, notifyUrl }: DanaMerchant): UrlParam[] {
  const chosen = details.returnUrl;
  const isDeeplink = chosen === null ? !/^https?:/i.test(returnUrl) : details.isDeeplink;
  return [
    { url: chosen ?? returnUrl, type: 'PAY_RETURN', isDeeplink: isDeeplink ? 'Y' : 'N' },
    { url: notifyUrl, type: 'NOTIFICATION', isDeeplink: 'N' },
  ];
}

/** Null: the payer chooses on DANA's page. Both values are open sets: what Consult Pay listed is sent as it is. */
function payOptionDetailOf(order: Order, { phoneNumber }: OrderDetails): PayOptionDetail | null {
  if (order.payMethod === null) return null;
  return {
    payMethod: order.payMethod as PayOptionDetail['payMethod'],
    // DANA demands the field and takes an empty one for methods without channels, such as BALANCE.
    payOption: (order.payOption ?? '') as PayOptionDetail['payOption'],
    transAmount: moneyOf(order.amount),
    ...present({ additionalInfo: phoneNumber === null ? null : { phoneNumber } }),
  };
}

function orderContentOf(order: Order, details: OrderDetails) {
  return {
    orderTitle: order.title,
    ...present({
      merchantTransType: details.merchantTransType,
      buyer: details.buyer === null ? null : present({ ...details.buyer }),
      goods: order.goods.length === 0 ? null : order.goods.map(goodsOf),
      shippingInfo: details.shipping.length === 0 ? null : details.shipping.map(shippingInfoOf),
      orderMemo: details.memo,
    }),
  };
}

function goodsOf(goods: Goods): DanaGoods {
  const { name, merchantGoodsId, description, category, quantity } = goods;
  const { unit, merchantShippingId, snapshotUrl } = goods;
  return {
    ...{ name, merchantGoodsId, description, category, quantity },
    price: moneyOf(goods.price),
    ...present({ unit, merchantShippingId, snapshotUrl }),
  };
}

function shippingInfoOf(shipping: Shipping): ShippingInfo {
  const { merchantShippingId, countryName, stateName, cityName, address1, firstName, lastName, zipCode } =
    shipping;
  const { trackingNo, carrier, areaName, address2, mobileNo, phoneNo, email, faxNo } = shipping;
  return {
    ...{ merchantShippingId, countryName, stateName, cityName, address1, firstName, lastName, zipCode },
    ...present({ trackingNo, carrier, areaName, address2, mobileNo, phoneNo, email, faxNo }),
    ...present({ chargeAmount: shipping.chargeAmount === null ? null : moneyOf(shipping.chargeAmount) }),
  };
}
