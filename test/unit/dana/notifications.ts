import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

/** DANA's side: a pair of our own, since nobody has DANA's. */
export const dana = generateKeyPairSync('rsa', { modulusLength: 2048 });
export const notifyPath = '/v1.0/debit/notify';
export const timestamp = '2026-01-15T10:06:30+07:00';

const idr = (value: string) => ({ currency: 'IDR', value });
const head = {
  amount: idr('75000.00'),
  originalReferenceNo: '20260115111230999500166000000000001',
  merchantId: '216620000000000000001',
};
const tail = {
  originalPartnerReferenceNo: 'ord-20260115-0001',
  createdTime: '2026-01-15T10:00:01+07:00',
  finishedTime: '2026-01-15T10:05:12+07:00',
  transactionStatusDesc: 'SUCCESS',
};
const paidBy = (payMethod: string, payOption: string) => ({
  payOptionInfos: [{ transAmount: idr('75000.00'), payAmount: idr('75000.00'), payMethod, payOption }],
  extendInfo: '{"externalPromoInfos":[]}',
});

/** Keys in the order in which they were observed in captured notifications. */
export const virtualAccount = {
  ...head,
  latestTransactionStatus: '00',
  additionalInfo: {
    paidTime: '2026-01-15T10:05:12+07:00',
    paymentInfo: paidBy('VIRTUAL_ACCOUNT', 'VIRTUAL_ACCOUNT_CIMB'),
  },
  ...tail,
};

const { finishedTime: _, ...unfinished } = tail;
export const closed = {
  ...head,
  latestTransactionStatus: '05',
  additionalInfo: {},
  ...unfinished,
  transactionStatusDesc: 'CLOSED',
};

/** About 5 KB, several levels of JSON escaped inside strings, as with QRIS. */
export const qris = {
  ...head,
  latestTransactionStatus: '00',
  tipsAmount: idr('0.00'),
  externalStoreID: 'store-1',
  additionalInfo: {
    paidTime: '2026-01-15T10:05:12+07:00',
    paymentInfo: {
      ...paidBy('NETWORK_PAY', 'NETWORK_PAY_PG_QRIS'),
      payRequestExtendInfo: JSON.stringify({
        qris: JSON.stringify({
          issuer: JSON.stringify({ name: 'Bank "A", Jakarta', note: 'x'.repeat(1200) }),
        }),
        acquirer: JSON.stringify({ terminal: JSON.stringify({ id: 'T1', memo: 'y'.repeat(1200) }) }),
      }),
      extendInfo: JSON.stringify({ externalPromoInfos: [], trace: JSON.stringify({ z: 'z'.repeat(1200) }) }),
    },
    shopInfo: { shopId: '1', shopAddress: JSON.stringify({ city: 'Jakarta' }), shopName: 'Kopi "Senja"' },
  },
  ...tail,
};

const milliseconds = String(Date.parse('2026-01-15T10:05:12+07:00'));
/** As until September 2025. */
export const epochTimes = {
  ...virtualAccount,
  additionalInfo: { ...virtualAccount.additionalInfo, paidTime: milliseconds },
  createdTime: String(Date.parse('2026-01-15T10:00:01+07:00')),
  finishedTime: milliseconds,
};

/** X-Signature over exactly these bytes, as DANA makes it. */
export function signed(
  body: string | Uint8Array,
  {
    path = notifyPath,
    at = timestamp,
    key = dana.privateKey,
  }: { path?: string; at?: string; key?: KeyObject } = {},
): string {
  const hash = createHash('sha256').update(body).digest('hex');
  return sign('sha256', Buffer.from(`POST:${path}:${hash}:${at}`), key).toString('base64');
}
