import { expect } from 'vitest';
import type { OperationName } from '../../../../src/simulator/operations/operation.ts';

/** One row of DANA's UAT suite: what is sent and what must come back. */
export interface UatScenario {
  operation: OperationName;
  name: string;
  /** What was done to the order before; without it the call is made out of the blue. */
  order?: 'created' | 'paid' | 'cancelled' | 'refunded';
  /** Members that differ from an ordinary request. */
  send?: Record<string, unknown>;
  /** Headers that differ; undefined leaves one out. */
  headers?: Record<string, string | undefined>;
  responseCode: string;
  responseMessage: string;
  /** What else the suite expects, somewhere in the answer. */
  also?: object;
  /** Sent once before, with these members differing. */
  before?: Record<string, unknown>;
}

const idr = (value: string) => ({ value, currency: 'IDR' });
const noTimestamp = { 'X-TIMESTAMP': undefined };
const emptyTimestamp = { 'X-TIMESTAMP': '' };
const spacedTimestamp = { 'X-TIMESTAMP': '2026-01-15 10:00:00+07:00' };
const noSignature = { 'X-SIGNATURE': undefined };
const bogusSignature = { 'X-SIGNATURE': Buffer.alloc(256, 7).toString('base64') };

type Row = [name: string, responseCode: string, responseMessage: string, rest?: Partial<UatScenario>];

const consultPay: Row[] = [
  ['BalancedSuccess', '2005700', 'Successful', { send: { amount: idr('100000.00') } }],
  ['InvalidFieldFormat', '4000001', 'Invalid Field Format', { send: { merchantId: '' } }],
  ['InvalidMandatoryField', '4000002', 'Invalid Mandatory Field X-TIMESTAMP', { headers: emptyTimestamp }],
];

const by = (payMethod: string, payOption: string, value: string, rest = {}) => ({
  amount: idr(value),
  payOptionDetails: [{ payMethod, payOption, transAmount: idr(value), ...rest }],
});
const qris = {
  ...by('NETWORK_PAY', 'NETWORK_PAY_PG_QRIS', '1.00', { feeAmount: idr('0') }),
  externalStoreId: 'shop-1',
};
const ovo = {
  ...by('NETWORK_PAY', 'NETWORK_PAY_PG_OVO', '50001.00', { additionalInfo: { phoneNumber: '081200000000' } }),
  urlParams: [
    { url: 'https://shop.example/return', type: 'PAY_RETURN', isDeeplink: 'Y' },
    { url: 'https://shop.example/notify', type: 'NOTIFICATION', isDeeplink: '' },
    { url: 'https://shop.example/return', type: 'PAY_RETURN', isDeeplink: 'Y' },
  ],
};
const createOrder: Row[] = [
  [
    'CreateOrderRedirect',
    '2005400',
    'Successful',
    { send: { amount: idr('1.00') }, also: { webRedirectUrl: expect.any(String) } },
  ],
  ['CreateOrderApi', '2005400', 'Successful', { send: by('BALANCE', '', '1.00') }],
  ['CreateOrderBalance', '2005400', 'Successful', { send: by('BALANCE', '', '1.00') }],
  [
    'CreateOrderNetworkPayPgQris',
    '2005400',
    'Successful',
    { send: qris, also: { additionalInfo: { paymentCode: expect.stringMatching(/^000201/) } } },
  ],
  ['CreateOrderNetworkPayPgOtherWallet', '2005400', 'Successful', { send: ovo }],
  [
    'CreateOrderNetworkPayPgOtherVaBank',
    '2005400',
    'Successful',
    {
      send: by('VIRTUAL_ACCOUNT', 'VIRTUAL_ACCOUNT_CIMB', '15000.00'),
      also: {
        referenceNo: expect.any(String),
        additionalInfo: { paymentCode: expect.stringMatching(/^\d{16}$/) },
      },
    },
  ],
  [
    'CreateOrderInvalidFieldFormat',
    '4005401',
    'Invalid Field Format amount',
    { send: by('BALANCE', '', '1500'), also: { partnerReferenceNo: expect.any(String) } },
  ],
  [
    'CreateOrderInconsistentRequest',
    '4045418',
    'Inconsistent Request',
    {
      before: { amount: idr('1.00') },
      send: { amount: idr('10000.00') },
      also: { partnerReferenceNo: expect.any(String) },
    },
  ],
  [
    'CreateOrderInvalidMandatoryField',
    '4005402',
    'Invalid Mandatory Field X-TIMESTAMP',
    { headers: noTimestamp },
  ],
  ['CreateOrderUnauthorized', '4015400', 'Unauthorized. Invalid Signature', { headers: bogusSignature }],
];

const queryPayment: Row[] = [
  [
    'QueryPaymentCreatedOrder',
    '2005500',
    'Successful',
    {
      order: 'created',
      also: {
        latestTransactionStatus: '01',
        transactionStatusDesc: 'INIT',
        title: 'Two tickets',
        additionalInfo: {
          amountDetail: { orderAmount: idr('75000.00') },
          timeDetail: {
            createdTime: expect.stringMatching(/\+07:00$/),
            expiryTime: expect.stringMatching(/\+07:00$/),
          },
          statusDetail: { acquirementStatus: 'INIT' },
        },
      },
    },
  ],
  [
    'QueryPaymentPaidOrder',
    '2005500',
    'Successful',
    {
      order: 'paid',
      also: {
        latestTransactionStatus: '00',
        transactionStatusDesc: 'SUCCESS',
        additionalInfo: { statusDetail: { acquirementStatus: 'SUCCESS' } },
      },
    },
  ],
  [
    'QueryPaymentCanceledOrder',
    '2005500',
    'Successful',
    {
      order: 'cancelled',
      also: { latestTransactionStatus: '05', transactionStatusDesc: 'CANCELLED' },
    },
  ],
  [
    'QueryPaymentInvalidFormat',
    '4005501',
    'Invalid Field Format X-TIMESTAMP',
    { order: 'created', headers: spacedTimestamp },
  ],
  [
    'QueryPaymentInvalidMandatoryField',
    '4005502',
    'Invalid Mandatory Field X-TIMESTAMP',
    { order: 'created', headers: noTimestamp },
  ],
  [
    'QueryPaymentUnauthorized',
    '4015500',
    'Unauthorized. Invalid Signature',
    { order: 'created', headers: bogusSignature },
  ],
  [
    'QueryPaymentTransactionNotFound',
    '4045501',
    'Transaction Not Found',
    { send: { originalPartnerReferenceNo: 'ord-1_NOT_FOUND' } },
  ],
  [
    'QueryPaymentGeneralError',
    '5005501',
    'Internal Server Error',
    { order: 'created', send: { serviceCode: 'AZ' } },
  ],
];

/** Cancels are steered by the order's number: out of the blue, the order need not exist. */
const numbered = (originalPartnerReferenceNo: string) => ({ send: { originalPartnerReferenceNo } });
const cancelOrder: Row[] = [
  ['ValidScenario', '2005700', 'Success', { order: 'created' }],
  ['InProgress', '2025700', 'Request In Progress', numbered('2025700')],
  ['UserStatusAbnormal', '4035705', 'Do Not Honor', numbered('4035705')],
  ['AccountStatusAbnormal', '4035705', 'Do Not Honor', numbered('4035705')],
  ['MerchantStatusAbnormal', '4045708', 'Invalid Merchant', numbered('4045708')],
  ['TransactionExpired', '4035700', 'Transaction Expired', numbered('4035700')],
  ['NotAllowed', '4035715', 'Transaction Not Permitted', numbered('4035715')],
  ['InsufficientFunds', '4035714', 'Insufficient Funds', numbered('4035714')],
  ['Timeout', '5005701', 'Internal Server Error', numbered('5005701')],
  [
    'InvalidMandatoryField',
    '4005702',
    'Invalid Mandatory Field X-TIMESTAMP',
    { order: 'created', headers: emptyTimestamp },
  ],
  ['TransactionNotFound', '4045701', 'Transaction Not Found', numbered('ord-1_NOT_FOUND')],
  ['InvalidTransactionStatus', '4045700', 'Invalid Transaction Status', { order: 'refunded' }],
  [
    'Unauthorized',
    '4015700',
    'Unauthorized. Invalid Signature',
    { order: 'created', headers: bogusSignature },
  ],
];

/** Refunds are steered by their amount, which exceeds the order's in every such row. */
const worth = (value: string, before?: string): Partial<UatScenario> => ({
  order: 'paid',
  send: { refundAmount: idr(value) },
  ...(before !== undefined && { before: { refundAmount: idr(before) } }),
});
const refundOrder: Row[] = [
  ['ValidScenario', '2005800', 'Successful', worth('1.00')],
  ['InProgress', '2025800', 'Request In Progress', worth('225800.00')],
  ['Idempotent', '2025800', 'Request In Progress', worth('225800.00', '225800.00')],
  ['NotAllowed', '4035815', 'Transaction Not Permitted', worth('435815.00')],
  ['InsufficientFunds', '4035814', 'Insufficient Funds', worth('435814.00')],
  ['Timeout', '5005801', 'Internal Server Error', worth('505801.00')],
  ['MerchantStatusAbnormal', '4045808', 'Invalid Merchant', worth('445808.00')],
  ['DuplicateRequest', '4045818', 'Inconsistent Request', worth('2.00', '1.00')],
  ['NotPaid', '4045800', 'Invalid Transaction Status', { order: 'created' }],
  ['IllegalParameter', '4005801', 'Invalid Field Format refundAmount', worth('10000')],
  [
    'InvalidMandatoryParameter',
    '4005802',
    'Invalid Mandatory Field X-SIGNATURE',
    { order: 'paid', headers: noSignature },
  ],
  ['InvalidBill', '4045801', 'Transaction Not Found', numbered('ord-1_NOT_FOUND')],
  ['Unauthorized', '4015800', 'Unauthorized. Invalid Signature', { order: 'paid', headers: bogusSignature }],
];

/** Rows 1 to 47 of the suite (48 to 50 are notifications). Codes and messages to the letter: the suite compares them. */
export const uatScenarios: readonly UatScenario[] = Object.entries({
  consultPay,
  createOrder,
  queryPayment,
  cancelOrder,
  refundOrder,
}).flatMap(([operation, rows]) =>
  rows.map(([name, responseCode, responseMessage, rest]) => ({
    operation: operation as OperationName,
    name,
    responseCode,
    responseMessage,
    ...rest,
  })),
);
