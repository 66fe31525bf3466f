import { afterAll, beforeAll, expect, test } from 'vitest';
import { runScenarios, type ScenarioResult } from '../../../src/uat/run/run-scenarios.ts';
import { openSimulatorWorld, type UatWorld } from '../../../src/uat/run/test-bed.ts';
import { choose, scenarios } from '../../../src/uat/scenarios/scenarios.ts';

/**
 * The contract: one file of scenarios holds the simulator and our adapter. Where the simulator drifts from DANA's UAT
 * suite, or the gateway from what it sends there, a row fails.
 */
const results = new Map<number, ScenarioResult>();
let world: UatWorld;

beforeAll(async () => {
  world = await openSimulatorWorld();
  const { chosen } = choose({ isMandatoryOnly: false, names: [] });
  for await (const result of runScenarios(world, chosen, {
    ...{ logLevel: 'silent', askPerson: null },
  }))
    results.set(result.scenario.number, result);
}, 120_000);

afterAll(() => world?.close());

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
  const { chosen } = choose({ isMandatoryOnly: false, names: ['QueryPaymentPaidOrder'] });
  const { settings } = world;
  const unreached = {
    ...world,
    paidWaitMs: 300,
    settings: {
      ...settings,
      merchant: { ...settings.merchant, notifyUrl: 'http://127.0.0.1:1/v1.0/debit/notify' },
    },
  };
  for await (const result of runScenarios(unreached, chosen, { logLevel: 'silent', askPerson: null })) {
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
