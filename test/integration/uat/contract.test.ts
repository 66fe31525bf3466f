import { afterAll, beforeAll, expect, test } from 'vitest';
import { runScenarios, type ScenarioResult } from '../../../src/uat/run/run-scenarios.ts';
import { openSimulatorTestBed, type TestBed } from '../../../src/uat/run/test-bed.ts';
import { scenarios, selectScenarios } from '../../../src/uat/scenarios/scenarios.ts';

/**
 * The contract: one file of scenarios holds the simulator and our adapter. Where the simulator drifts from DANA's UAT
 * suite, or the gateway from what it sends there, a row fails.
 */
const results = new Map<number, ScenarioResult>();
let testBed: TestBed;

beforeAll(async () => {
  testBed = await openSimulatorTestBed();
  const { chosen } = selectScenarios({ isMandatoryOnly: false, names: [] });
  for await (const result of runScenarios(testBed, chosen, {
    ...{ logLevel: 'silent', askOperator: null },
  }))
    results.set(result.scenario.number, result);
}, 120_000);

afterAll(() => testBed?.close());

test('the file holds every row of the suite, and marks the eight mandatory ones', () => {
  expect(scenarios.map(({ number }) => number)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
  expect(scenarios.filter(({ isMandatory }) => isMandatory).map(({ name }) => name)).toEqual([
    'CreateOrderRedirect',
    'CreateOrderInvalidFieldFormat',
    'CreateOrderInconsistentRequest',
    'CreateOrderInvalidMandatoryField',
    'CreateOrderUnauthorized',
    'TransactionSuccessNotify',
    'InternalServerErrorNotify',
    'ExpiredNotify',
  ]);
});

test('mandatory scenarios run first', () => {
  const order = [...results.values()].map(({ scenario }) => scenario.isMandatory);
  expect(order.lastIndexOf(true)).toBe(7);
});

test.each(scenarios)('$number $operation/$name', ({ number }) => {
  const result = results.get(number);
  expect(result?.differences).toEqual([]);
  expect(result?.decisive?.answer).not.toBeNull();
});

test('the retry of the refused notification was taken, and is the same notification signed anew', () => {
  const notified = results.get(49)?.exchanges.filter(({ operation }) => operation === 'finishNotify') ?? [];
  expect(notified.map(({ answer }) => answer?.httpStatus)).toEqual([500, 200]);
  const [first, retry] = notified;
  expect(retry?.request.body).toBe(first?.request.body);
});

test('where DANA’s notifications do not reach us, DANA is asked whether the order was paid', async () => {
  const { chosen } = selectScenarios({ isMandatoryOnly: false, names: ['QueryPaymentPaidOrder'] });
  const { settings } = testBed;
  const unreached = {
    ...testBed,
    paidWaitMs: 300,
    settings: {
      ...settings,
      merchant: { ...settings.merchant, notifyUrl: 'http://127.0.0.1:1/v1.0/debit/notify' },
    },
  };
  for await (const result of runScenarios(unreached, chosen, { logLevel: 'silent', askOperator: null })) {
    expect(result.differences).toEqual([]);
    expect(result.exchanges.map(({ operation }) => operation)).toEqual(['createOrder', 'queryPayment']);
  }
  expect.hasAssertions();
});

test('a repeated refund is the identical body', () => {
  const refunds = results.get(37)?.exchanges.filter(({ operation }) => operation === 'refundOrder') ?? [];
  expect(refunds.length).toBeGreaterThanOrEqual(2);
  expect(new Set(refunds.map(({ request }) => request.body)).size).toBe(1);
});
