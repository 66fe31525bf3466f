import type { Expected } from './expectation.ts';
import { type Cause, idr, type OrderPrecondition, type Scenario } from './scenario.ts';

const refundOrder = { operation: 'refundOrder', isMandatory: false } as const;

/**
 * An order that is larger than every amount that makes DANA answer in a certain way: the gateway refunds no
 * more.
 */
const large: OrderPrecondition = { state: 'paid', amount: '600000.00' };
const small: OrderPrecondition = { state: 'paid', amount: '15000.00' };

/** A refund through the gateway whose amount makes DANA answer in a certain way. */
function magic(
  number: number,
  name: string,
  amount: string,
  expected: { readonly responseCode: string; readonly responseMessage: string },
  expectedOfGateway: Expected,
): Scenario {
  return {
    ...refundOrder,
    number,
    name,
    sentence: `Refund ${amount}, an amount that DANA answers in this way.`,
    precondition: large,
    cause: { by: 'graphql', input: { amount } },
    expected,
    expectedOfGateway,
  };
}

/** A refund that the gateway itself would never send. */
function faulty(
  number: number,
  name: string,
  sentence: string,
  precondition: OrderPrecondition | null,
  cause: Omit<Extract<Cause, { by: 'adapter' }>, 'by'>,
  [responseCode, responseMessage]: readonly [string, string],
): Scenario {
  const expected = { responseCode, responseMessage };
  return {
    ...refundOrder,
    number,
    name,
    sentence,
    precondition,
    cause: { by: 'adapter', ...cause },
    expected,
  };
}

const inProgress = { responseCode: '2025800', responseMessage: 'Request In Progress' };
const isPending = { __typename: 'RefundOrderPending' };

export const refundOrderScenarios: readonly Scenario[] = [
  {
    ...refundOrder,
    number: 35,
    name: 'ValidScenario',
    sentence: 'Refund 1.00 of an order that was paid.',
    precondition: small,
    cause: { by: 'graphql', input: { amount: '1.00' } },
    expected: {
      responseCode: '2005800',
      responseMessage: 'Successful',
      originalPartnerReferenceNo: '{reference}',
      partnerRefundNo: '{reference}',
      refundAmount: idr('1.00'),
    },
    expectedOfGateway: { __typename: 'RefundOrderSuccess' },
  },
  magic(36, 'InProgress', '225800.00', inProgress, isPending),
  {
    ...magic(37, 'Idempotent', '225800.00', inProgress, isPending),
    sentence:
      'Refund 225800.00 twice under the same partnerRefundNo: the gateway repeats the identical body.',
    cause: { by: 'graphql', input: { amount: '225800.00' }, times: 2 },
  },
  magic(
    38,
    'NotAllowed',
    '435815.00',
    { responseCode: '4035815', responseMessage: 'Transaction Not Permitted' },
    { __typename: 'ProviderDeclined', responseCode: '4035815' },
  ),
  magic(
    39,
    'InsufficientFunds',
    '435814.00',
    { responseCode: '4035814', responseMessage: 'Insufficient Funds' },
    { __typename: 'InsufficientMerchantBalance' },
  ),
  magic(
    40,
    'Timeout',
    '505801.00',
    { responseCode: '5005801', responseMessage: 'Internal Server Error' },
    isPending,
  ),
  magic(
    41,
    'MerchantStatusAbnormal',
    '445808.00',
    { responseCode: '4045808', responseMessage: 'Invalid Merchant' },
    isPending,
  ),
  faulty(
    42,
    'DuplicateRequest',
    'Refund 1.00, then 2.00 under the same partnerRefundNo.',
    { state: 'refunded in part', amount: '15000.00' },
    { body: { refundAmount: idr('2.00') } },
    ['4045818', 'Inconsistent Request'],
  ),
  faulty(
    43,
    'NotPaid',
    'Refund an order that nobody has paid, which the gateway itself would refuse.',
    { state: 'created', amount: '15000.00' },
    {},
    ['4045800', 'Invalid Transaction Status'],
  ),
  faulty(
    44,
    'IllegalParameter',
    'Refund an amount that is written "10000", without decimals.',
    small,
    { body: { refundAmount: idr('10000') } },
    ['4005801', 'Invalid Field Format refundAmount'],
  ),
  faulty(
    45,
    'InvalidMandatoryParameter',
    'Refund without X-SIGNATURE.',
    small,
    { header: { header: 'X-SIGNATURE', fault: 'left out' } },
    ['4005802', 'Invalid Mandatory Field X-SIGNATURE'],
  ),
  faulty(
    46,
    'InvalidBill',
    'Refund a number that no order has.',
    null,
    { body: { originalPartnerReferenceNo: '{reference}_NOT_FOUND' } },
    ['4045801', 'Transaction Not Found'],
  ),
  faulty(
    47,
    'Unauthorized',
    'Refund with a bogus X-SIGNATURE.',
    small,
    { header: { header: 'X-SIGNATURE', fault: 'bogus' } },
    ['4015800', 'Unauthorized. Invalid Signature'],
  ),
];
