import { idr, type Scenario } from './scenario.ts';

const queryPayment = { operation: 'queryPayment', isMandatory: false } as const;
const found = {
  responseCode: '2005500',
  responseMessage: 'Successful',
  originalPartnerReferenceNo: '{reference}',
};
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+07:00$/;

export const queryPaymentScenarios: readonly Scenario[] = [
  {
    ...queryPayment,
    number: 14,
    name: 'QueryPaymentCreatedOrder',
    sentence: 'Ask about an order that nobody has paid yet.',
    precondition: { state: 'created', amount: '15000.00' },
    cause: { by: 'graphql' },
    expected: {
      ...found,
      latestTransactionStatus: '01',
      transactionStatusDesc: 'INIT',
      title: /./,
      additionalInfo: {
        amountDetail: { orderAmount: idr('15000.00') },
        timeDetail: { createdTime: instant, expiryTime: instant },
      },
    },
    expectedOfGateway: { status: 'PENDING' },
  },
  {
    ...queryPayment,
    number: 15,
    name: 'QueryPaymentPaidOrder',
    sentence: 'Ask about an order that was paid.',
    precondition: { state: 'paid', amount: '15000.00' },
    cause: { by: 'graphql' },
    expected: {
      ...found,
      latestTransactionStatus: '00',
      transactionStatusDesc: 'SUCCESS',
      additionalInfo: { statusDetail: { acquirementStatus: 'SUCCESS' } },
    },
    expectedOfGateway: { status: 'PAID' },
  },
  {
    ...queryPayment,
    number: 16,
    name: 'QueryPaymentCanceledOrder',
    sentence: 'Ask about an order that was cancelled.',
    precondition: { state: 'cancelled', amount: '15000.00' },
    cause: { by: 'graphql' },
    expected: { ...found, latestTransactionStatus: '05', transactionStatusDesc: 'CANCELLED' },
    expectedOfGateway: { status: 'CANCELLED' },
  },
  {
    ...queryPayment,
    number: 17,
    name: 'QueryPaymentInvalidFormat',
    sentence: 'Ask with a space instead of T in X-TIMESTAMP.',
    precondition: { state: 'created', amount: '15000.00' },
    cause: { by: 'adapter', header: { header: 'X-TIMESTAMP', fault: 'a space instead of T' } },
    expected: { responseCode: '4005501', responseMessage: 'Invalid Field Format X-TIMESTAMP' },
  },
  {
    ...queryPayment,
    number: 18,
    name: 'QueryPaymentInvalidMandatoryField',
    sentence: 'Ask without X-TIMESTAMP.',
    precondition: { state: 'created', amount: '15000.00' },
    cause: { by: 'adapter', header: { header: 'X-TIMESTAMP', fault: 'left out' } },
    expected: { responseCode: '4005502', responseMessage: 'Invalid Mandatory Field X-TIMESTAMP' },
  },
  {
    ...queryPayment,
    number: 19,
    name: 'QueryPaymentUnauthorized',
    sentence: 'Ask with a bogus X-SIGNATURE.',
    precondition: { state: 'created', amount: '15000.00' },
    cause: { by: 'adapter', header: { header: 'X-SIGNATURE', fault: 'bogus' } },
    expected: { responseCode: '4015500', responseMessage: 'Unauthorized. Invalid Signature' },
  },
  {
    ...queryPayment,
    number: 20,
    name: 'QueryPaymentTransactionNotFound',
    sentence: 'Ask about a number that no order has.',
    precondition: null,
    cause: { by: 'adapter', body: { originalPartnerReferenceNo: '{reference}_NOT_FOUND' } },
    expected: { responseCode: '4045501', responseMessage: 'Transaction Not Found' },
  },
  {
    ...queryPayment,
    number: 21,
    name: 'QueryPaymentGeneralError',
    sentence: 'Ask with the service code "AZ", which does not exist.',
    precondition: { state: 'created', amount: '15000.00' },
    cause: { by: 'adapter', body: { serviceCode: 'AZ' } },
    expected: { responseCode: '5005501', responseMessage: 'Internal Server Error' },
  },
];
