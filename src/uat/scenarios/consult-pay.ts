import { idr, type Scenario } from './scenario.ts';

const consultPay = { operation: 'consultPay', isMandatory: false, precondition: null } as const;

export const consultPayScenarios: readonly Scenario[] = [
  {
    ...consultPay,
    number: 1,
    name: 'BalancedSuccess',
    sentence: 'Ask what 100000.00 can be paid with.',
    cause: { by: 'graphql', input: { amount: '100000.00' } },
    expected: { responseCode: '2005700', responseMessage: 'Successful' },
    expectedOfGateway: { __typename: 'PaymentOptions' },
  },
  {
    ...consultPay,
    number: 2,
    name: 'InvalidFieldFormat',
    sentence: 'Ask with an empty merchantId.',
    cause: { by: 'adapter', body: { merchantId: '' } },
    expected: { responseCode: '4000001', responseMessage: /^Invalid Field Format/ },
  },
  {
    ...consultPay,
    number: 3,
    name: 'InvalidMandatoryField',
    sentence: 'Ask with an empty X-TIMESTAMP.',
    cause: {
      by: 'adapter',
      body: { amount: idr('100000.00') },
      header: { header: 'X-TIMESTAMP', fault: 'empty' },
    },
    expected: { responseCode: '4000002', responseMessage: 'Invalid Mandatory Field X-TIMESTAMP' },
  },
];
