import type { Order } from '../../../src/domain/order.ts';
import type { PaymentInstruction } from '../../../src/domain/payment-option.ts';

/** What payers are shown, in turns: an account number, a QR code, DANA's page. */
export function instructionOf(place: number): PaymentInstruction {
  const digits = String(place).padStart(12, '0');
  if (place % 10 < 5) return { kind: 'VIRTUAL_ACCOUNT', bank: 'BRI', number: `8059${digits}` };
  if (place % 10 < 8) return { kind: 'QRIS', content: `00020101021226${'5'.repeat(200)}${digits}6304ABCD` };
  const url = `https://m.dana.id/n/cashier/new/checkout?bizNo=${digits}&sign=${'s'.repeat(120)}`;
  return { kind: 'REDIRECT', url };
}

/** The body of Create Order, with what DANA asks of a merchant: 1.1 KB. */
export function createRequestOf({ partnerReferenceNo, title }: Order): string {
  const money = { value: '75000.00', currency: 'IDR' };
  const goods = {
    merchantGoodsId: 'sku-100200300',
    description: 'Seat 12 and 13, row F',
    category: 'ENTERTAINMENT',
    price: money,
    quantity: '2',
  };
  return JSON.stringify({
    partnerReferenceNo,
    merchantId: '216620000000000000000',
    amount: money,
    validUpTo: '2026-06-01T10:30:00+07:00',
    urlParams: [
      { url: 'https://shop.example/orders/thanks', type: 'PAY_RETURN', isDeeplink: 'N' },
      { url: 'https://pay.shop.example/v1.0/debit/notify', type: 'NOTIFICATION', isDeeplink: 'N' },
    ],
    externalStoreId: 'store-1',
    payOptionDetails: [
      { payMethod: 'VIRTUAL_ACCOUNT', payOption: 'VIRTUAL_ACCOUNT_BRI', transAmount: money },
    ],
    additionalInfo: {
      mcc: '5732',
      envInfo: {
        sourcePlatform: 'IPG',
        terminalType: 'SYSTEM',
        orderTerminalType: 'WEB',
        clientIp: '203.0.113.7',
      },
      order: { orderTitle: title, scenario: 'API', goods: [goods], merchantTransType: 'SPECIAL_MOVIE' },
    },
  });
}

/** The body of a Finish Notify: 0.6 KB. */
export function notificationOf({ partnerReferenceNo, referenceNo }: Order): string {
  return JSON.stringify({
    originalPartnerReferenceNo: partnerReferenceNo,
    originalReferenceNo: referenceNo,
    merchantId: '216620000000000000000',
    amount: { value: '75000.00', currency: 'IDR' },
    latestTransactionStatus: '00',
    transactionStatusDesc: 'Success',
    createdTime: '2026-06-01T10:00:00+07:00',
    finishedTime: '2026-06-01T10:05:00+07:00',
    additionalInfo: {
      paymentInfo: {
        cashierRequestId: `cashier-${referenceNo}`,
        paidTime: '2026-06-01T10:05:00+07:00',
        payOptionInfos: [
          {
            payMethod: 'VIRTUAL_ACCOUNT',
            payOption: 'VIRTUAL_ACCOUNT_BRI',
            payAmount: { value: '75000.00', currency: 'IDR' },
          },
        ],
      },
    },
  });
}
