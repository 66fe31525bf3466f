import { idr, type Scenario } from './scenario.ts';

const createOrder = { operation: 'createOrder', precondition: null } as const;
const created = { responseCode: '2005400', responseMessage: 'Successful', partnerReferenceNo: '{reference}' };
const isCreated = { __typename: 'CreateOrderSuccess', order: { status: 'PENDING' } };
/** DANA names the order that it declines. */
const refused = { partnerReferenceNo: '{reference}' };

export const createOrderScenarios: readonly Scenario[] = [
  {
    ...createOrder,
    number: 4,
    name: 'CreateOrderRedirect',
    isMandatory: true,
    sentence: 'Create an order of 1.00 that is paid on DANA’s hosted page.',
    cause: { by: 'graphql', input: { amount: '1.00' } },
    expected: { ...created, webRedirectUrl: /^https?:\/\/./ },
    expectedOfGateway: { ...isCreated, order: { instruction: { __typename: 'RedirectInstruction' } } },
  },
  {
    ...createOrder,
    number: 5,
    name: 'CreateOrderApi',
    isMandatory: false,
    sentence: 'Create an order of 1.00 with the method chosen beforehand (scenario API).',
    cause: { by: 'graphql', input: { amount: '1.00', payMethod: 'BALANCE' } },
    expected: created,
    expectedOfGateway: isCreated,
  },
  {
    ...createOrder,
    number: 6,
    name: 'CreateOrderBalance',
    isMandatory: false,
    sentence: 'Create an order of 1.00 that is paid from the DANA balance.',
    cause: { by: 'graphql', input: { amount: '1.00', payMethod: 'BALANCE' } },
    expected: created,
    expectedOfGateway: isCreated,
  },
  {
    ...createOrder,
    number: 7,
    name: 'CreateOrderNetworkPayPgQris',
    isMandatory: false,
    sentence: 'Create an order of 1.00 that is paid by QRIS, at a shop.',
    cause: {
      by: 'graphql',
      input: { amount: '1.00', payMethod: 'NETWORK_PAY', payOption: 'NETWORK_PAY_PG_QRIS' },
    },
    expected: { ...created, additionalInfo: { paymentCode: /^000201/ } },
    expectedOfGateway: { ...isCreated, order: { instruction: { __typename: 'QrisInstruction' } } },
  },
  {
    ...createOrder,
    number: 8,
    name: 'CreateOrderNetworkPayPgOtherWallet',
    isMandatory: false,
    sentence: 'Create an order of 50001.00 that is paid by the OVO wallet of a phone number.',
    cause: {
      by: 'graphql',
      input: {
        amount: '50001.00',
        payMethod: 'NETWORK_PAY',
        payOption: 'NETWORK_PAY_PG_OVO',
        phoneNumber: '081200000000',
      },
    },
    expected: created,
    expectedOfGateway: isCreated,
  },
  {
    ...createOrder,
    number: 9,
    name: 'CreateOrderNetworkPayPgOtherVaBank',
    isMandatory: false,
    sentence: 'Create an order of 15000.00 that is paid to a virtual account of CIMB.',
    cause: {
      by: 'graphql',
      input: { amount: '15000.00', payMethod: 'VIRTUAL_ACCOUNT', payOption: 'VIRTUAL_ACCOUNT_CIMB' },
    },
    expected: { ...created, referenceNo: /./, additionalInfo: { paymentCode: /^\d+$/ } },
    expectedOfGateway: { ...isCreated, order: { instruction: { __typename: 'VirtualAccountInstruction' } } },
  },
  {
    ...createOrder,
    number: 10,
    name: 'CreateOrderInvalidFieldFormat',
    isMandatory: true,
    sentence: 'Create an order whose amount is written "1500", without decimals.',
    cause: { by: 'adapter', body: { amount: idr('1500') } },
    expected: { ...refused, responseCode: '4005401', responseMessage: 'Invalid Field Format amount' },
  },
  {
    ...createOrder,
    number: 11,
    name: 'CreateOrderInconsistentRequest',
    isMandatory: true,
    sentence: 'Create an order of 1.00, then once more under the same number with 10000.00.',
    precondition: { state: 'created', amount: '1.00' },
    cause: { by: 'adapter', body: { amount: idr('10000.00') } },
    expected: { ...refused, responseCode: '4045418', responseMessage: 'Inconsistent Request' },
  },
  {
    ...createOrder,
    number: 12,
    name: 'CreateOrderInvalidMandatoryField',
    isMandatory: true,
    sentence: 'Create an order without X-TIMESTAMP.',
    cause: { by: 'adapter', header: { header: 'X-TIMESTAMP', fault: 'left out' } },
    expected: { responseCode: '4005402', responseMessage: 'Invalid Mandatory Field X-TIMESTAMP' },
  },
  {
    ...createOrder,
    number: 13,
    name: 'CreateOrderUnauthorized',
    isMandatory: true,
    sentence: 'Create an order with a bogus X-SIGNATURE.',
    cause: { by: 'adapter', header: { header: 'X-SIGNATURE', fault: 'bogus' } },
    expected: { responseCode: '4015400', responseMessage: 'Unauthorized. Invalid Signature' },
  },
];
