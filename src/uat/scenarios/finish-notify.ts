import type { Scenario } from './scenario.ts';

const finishNotify = { operation: 'finishNotify', isMandatory: true, precondition: null } as const;
const taken = { responseCode: '2005600', responseMessage: 'Successful' };

/** DANA knows the three by their amounts. What is expected is our own answer; DANA's portal judges it. */
export const finishNotifyScenarios: readonly Scenario[] = [
  {
    ...finishNotify,
    number: 48,
    name: 'TransactionSuccessNotify',
    sentence: 'An order of 11011.00 is paid; DANA notifies, and the gateway takes it.',
    cause: { by: 'payment', amount: '11011.00', isFirstRefused: false },
    expected: taken,
    expectedOfGateway: { status: 'PAID' },
  },
  {
    ...finishNotify,
    number: 49,
    name: 'InternalServerErrorNotify',
    sentence:
      'An order of 11012.00 is paid; the gateway refuses the first notification on purpose and takes the retry.',
    cause: { by: 'payment', amount: '11012.00', isFirstRefused: true },
    expected: { responseCode: '5005601', responseMessage: 'Internal Server Error' },
    expectedOfGateway: { status: 'PAID' },
  },
  {
    ...finishNotify,
    number: 50,
    name: 'ExpiredNotify',
    sentence: 'An order of 11013.00 is not paid within its 2 min 15 s; DANA closes it and notifies.',
    cause: { by: 'expiry', amount: '11013.00', livesMs: 135_000 },
    expected: taken,
    expectedOfGateway: { status: 'EXPIRED' },
  },
];
