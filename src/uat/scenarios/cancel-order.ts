import type { Expected } from './expectation.ts';
import type { Scenario } from './scenario.ts';

const cancelOrder = { operation: 'cancelOrder', isMandatory: false } as const;

/** A number that makes DANA answer in a certain way, whether an order has it or not. */
function magic(number: number, name: string, order: string, responseMessage: Expected): Scenario {
  return {
    ...cancelOrder,
    number,
    name,
    sentence: `Cancel the order ${order}, a number that DANA answers in this way.`,
    precondition: null,
    cause: { by: 'adapter', body: { originalPartnerReferenceNo: order } },
    expected: { responseCode: order, responseMessage },
  };
}

export const cancelOrderScenarios: readonly Scenario[] = [
  {
    ...cancelOrder,
    number: 22,
    name: 'ValidScenario',
    sentence: 'Cancel an order that nobody has paid.',
    precondition: { state: 'created', amount: '15000.00' },
    cause: { by: 'graphql' },
    expected: {
      responseCode: '2005700',
      responseMessage: 'Success',
      originalPartnerReferenceNo: '{reference}',
    },
    expectedOfGateway: { __typename: 'CancelOrderSuccess', order: { status: 'CANCELLED' } },
  },
  magic(23, 'InProgress', '2025700', 'Request In Progress'),
  magic(24, 'UserStatusAbnormal', '4035705', 'Do Not Honor'),
  magic(25, 'AccountStatusAbnormal', '4035705', 'Do Not Honor'),
  magic(26, 'MerchantStatusAbnormal', '4045708', 'Invalid Merchant'),
  magic(27, 'TransactionExpired', '4035700', 'Transaction Expired'),
  magic(28, 'NotAllowed', '4035715', 'Transaction Not Permitted'),
  magic(29, 'InsufficientFunds', '4035714', 'Insufficient Funds'),
  magic(30, 'RequestTimeout', '5005701', 'Internal Server Error'),
  {
    ...cancelOrder,
    number: 31,
    name: 'InvalidMandatoryField',
    sentence: 'Cancel an order with an empty X-TIMESTAMP.',
    precondition: { state: 'created', amount: '15000.00' },
    cause: { by: 'adapter', header: { header: 'X-TIMESTAMP', fault: 'empty' } },
    expected: { responseCode: '4005702', responseMessage: 'Invalid Mandatory Field X-TIMESTAMP' },
  },
  {
    ...cancelOrder,
    number: 32,
    name: 'TransactionNotFound',
    sentence: 'Cancel a number that no order has.',
    precondition: null,
    cause: { by: 'adapter', body: { originalPartnerReferenceNo: '{reference}_NOT_FOUND' } },
    expected: { responseCode: '4045701', responseMessage: 'Transaction Not Found' },
  },
  {
    ...cancelOrder,
    number: 33,
    name: 'InvalidTransactionStatus',
    sentence: 'Cancel an order that was refunded, which the gateway itself would refuse.',
    precondition: { state: 'refunded in part', amount: '15000.00' },
    cause: { by: 'adapter' },
    expected: { responseCode: '4045700', responseMessage: 'Invalid Transaction Status' },
  },
  {
    ...cancelOrder,
    number: 34,
    name: 'Unauthorized',
    sentence: 'Cancel an order with a bogus X-SIGNATURE.',
    precondition: { state: 'created', amount: '15000.00' },
    cause: { by: 'adapter', header: { header: 'X-SIGNATURE', fault: 'bogus' } },
    expected: { responseCode: '4015700', responseMessage: 'Unauthorized. Invalid Signature' },
  },
];
