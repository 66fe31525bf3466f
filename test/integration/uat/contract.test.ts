import { afterAll, beforeAll, expect, test } from 'vitest';
import { runScenarios, type ScenarioResult } from '../../../src/uat/run/run-scenarios.ts';
import { openSimulatorTestBed, type TestBed } from '../../../src/uat/run/test-bed.ts';
import { scenarios, selectScenarios } from '../../../src/uat/scenarios/scenarios.ts';

/**
 * The contract: the same scenarios check the simulator and our adapter. If the simulator drifts from DANA's UAT suite,
 * or the gateway from its requests there, a row fails.
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

test('the scenarios are all rows of DANA’s suite, eight of them mandatory', () => {
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

test('the retry of the refused notification was accepted, and has the same body', () => {
  const notified = results.get(49)?.exchanges.filter(({ operation }) => operation === 'finishNotify') ?? [];
  expect(notified.map(({ answer }) => answer?.httpStatus)).toEqual([500, 200]);
  const [first, retry] = notified;
  expect(retry?.request.body).toBe(first?.request.body);
});

test('if DANA’s notifications do not reach the gateway, it queries DANA about the payment', async () => {
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

test('a repeated refund sends the identical body', () => {
  const refunds = results.get(37)?.exchanges.filter(({ operation }) => operation === 'refundOrder') ?? [];
  expect(refunds.length).toBeGreaterThanOrEqual(2);
  expect(new Set(refunds.map(({ request }) => request.body)).size).toBe(1);
});
