import type { Delivery } from '../ledger/documents.ts';
import { jakartaTime } from '../model/jakarta-time.ts';
import type { JsonObject } from '../model/json.ts';
import type { Money } from '../model/money.ts';
import type { Order, Payment } from '../model/order.ts';
import { isQris } from '../model/pay-channels.ts';
import { partsOf } from '../model/payments.ts';

/**
 * The content of a Finish Notify, keys in the sequence observed in captured notifications. A closed order has
 * no finishedTime and an empty additionalInfo; a QRIS payment spells the shop `externalStoreID` and has about
 * 5 KB of JSON inside JSON strings.
 */
export function notificationContent(order: Order, delivery: Delivery): JsonObject {
  const isPaid = delivery.latestTransactionStatus === '00';
  return {
    amount: wireMoney(order.amount),
    originalReferenceNo: order.referenceNo,
    merchantId: order.merchantId,
    ...(order.subMerchantId !== null && { subMerchantId: order.subMerchantId }),
    latestTransactionStatus: delivery.latestTransactionStatus,
    additionalInfo: isPaid && order.payment !== null ? paidInfo(order, order.payment) : {},
    originalPartnerReferenceNo: order.partnerReferenceNo,
    createdTime: jakartaTime(order.createdAt),
    ...(isPaid && { finishedTime: jakartaTime(delivery.finishedAt) }),
    ...storeMember(order),
    transactionStatusDesc: isPaid ? 'SUCCESS' : 'CLOSED',
  };
}

function paidInfo(order: Order, payment: Payment) {
  return {
    paidTime: jakartaTime(payment.paidAt),
    paymentInfo: {
      cashierRequestId: payment.cashierRequestId,
      paidTime: jakartaTime(payment.paidAt),
      payOptionInfos: partsOf(payment).map(({ payMethod, payOption, amount }) => ({
        transAmount: wireMoney(amount),
        payAmount: wireMoney(amount),
        payMethod,
        ...(payOption !== '' && { payOption }),
        ...(isQris(payment) && qrisPayOption(order, payment)),
      })),
      ...(isQris(payment) && { payRequestExtendInfo: JSON.stringify(qrisRequest(order, payment)) }),
      extendInfo: '{"externalPromoInfos":[]}',
    },
    ...(order.externalStoreId !== null && { shopInfo: shopInfo(order.externalStoreId) }),
  };
}

/** Only captured QRIS bodies have the shop at the top level, spelled with a capital D. */
function storeMember(order: Order) {
  const isByQris = order.payment !== null && isQris(order.payment);
  return isByQris && order.externalStoreId !== null ? { externalStoreID: order.externalStoreId } : {};
}

function shopInfo(externalShopId: string) {
  const shopAddress = { country: 'ID', province: 'DKI Jakarta', city: 'Jakarta Pusat', postcode: '10110' };
  return {
    shopId: '216650000000000000001',
    externalShopId,
    shopAddress: JSON.stringify(shopAddress),
    divisionType: 'SHOP',
    shopName: 'Simulated Shop',
  };
}

/** The records of the bank and the switch are text in text in text: four levels of quotes. */
function qrisPayOption(order: Order, payment: Payment) {
  const track = {
    issuerName: 'Bank "Simulasi"',
    issuerRrn: order.referenceNo.slice(-12),
    customerPan: '9360000000000000001',
    terminalId: 'A01',
    additionalData: JSON.stringify({
      invoice: order.partnerReferenceNo,
      note: JSON.stringify({ loyalty: 'none' }),
    }),
  };
  return {
    tipsAmount: wireMoney({ value: '0.00', currency: 'IDR' }),
    payOptionBillExtendInfo: JSON.stringify({
      networkPay: JSON.stringify(track),
      amount: payment.amount.value,
    }),
    extendInfo: JSON.stringify({ externalPromoInfos: [], switching: switchRecords(payment) }),
  };
}

function qrisRequest(order: Order, payment: Payment) {
  return {
    acquirer: 'DANA',
    orderTitle: order.title,
    qris: JSON.stringify({ merchantPan: '9360091530000000001', records: switchRecords(payment) }),
  };
}

/** Filler as large as the records of real switches, for a body of about 5 KB. */
function switchRecords(payment: Payment): string {
  const record = (no: number) => ({
    no,
    at: jakartaTime(payment.paidAt),
    code: '00',
    text: JSON.stringify({ "it's": 'ok' }),
  });
  return JSON.stringify(Array.from({ length: 5 }, (_, index) => JSON.stringify(record(index + 1))));
}

function wireMoney(money: Money) {
  return { currency: money.currency, value: money.value };
}
