import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OrderFieldsFragment } from '../../src/client/core/generated/graphql.ts';
import { type ConfiguredWorld, startConfiguredWorld } from '../support/configured-world.ts';
import { eventually } from '../support/eventually.ts';
import { sampleOf } from '../support/sample.ts';
import { openShop, type Shop } from '../support/shop.ts';

/** DANA's 8 s, the first repeat, and a machine that is busy with other tests. */
const recoverWithinMs = 50_000;

/**
 * Every way in which a call may end without an answer, whether or not DANA carried it out. A run attempts each
 * at one of the calls, TEST_LONG at all.
 */
const faults = [
  { fault: 'hang-before-commit' },
  { fault: 'commit-then-hang' },
  { fault: 'commit-late', delayMs: 12_000 },
  { fault: 'reset-mid-body', commits: true },
  { fault: 'reset-mid-body', commits: false },
  { fault: 'html-502', commits: true },
  { fault: 'html-502', commits: false },
  { fault: 'empty-500', commits: true },
  { fault: 'internal-error', commits: true },
  { fault: 'internal-error', commits: false },
  { fault: 'truncated-json', commits: true },
  { fault: 'null-body', commits: true },
  { fault: 'null-body', commits: false },
  { fault: 'unknown-code', commits: true, responseCode: '5005499' },
  { fault: 'too-many-requests' },
  { fault: 'huge-answer', commits: true },
  { fault: 'redirect', commits: false },
  { fault: 'delay', delayMs: 9_000 },
] as const;

let world: ConfiguredWorld;
let shop: Shop;
let count = 0;

beforeAll(async () => {
  world = await startConfiguredWorld({ poolTimeoutSeconds: 30 });
  shop = openShop(world.gateway.url, world.serverKey);
});

afterAll(async () => {
  await shop?.close();
  await world?.dispose();
});

function anInput(partnerReferenceNo: string) {
  return {
    partnerReferenceNo,
    amount: '75000.00',
    title: 'Two tickets',
    payMethod: 'VIRTUAL_ACCOUNT',
    payOption: 'VIRTUAL_ACCOUNT_BRI',
  };
}

function aReference(): string {
  count += 1;
  return `unknown-${count}`;
}

/** Acts as a shop: this many faults may open a breaker, and a client that is advised to repeat later does so. */
async function whenAvailable<Answer>(call: () => Promise<Answer>): Promise<Answer> {
  const isRefused = (answer: unknown) => JSON.stringify(answer).includes('TemporarilyUnavailable');
  const answered = () => call().catch((error: Error) => error.message);
  const answer = await eventually(answered, (found) => !isRefused(found), { withinMs: recoverWithinMs });
  if (typeof answer === 'string') throw new Error(answer);
  return answer;
}

function orderOnce(orderId: string, is: (order: OrderFieldsFragment) => boolean) {
  return eventually(() => shop.read(orderId), is, { withinMs: recoverWithinMs });
}

async function aPaidOrder(partnerReferenceNo: string): Promise<OrderFieldsFragment> {
  const { order } = await whenAvailable(() => shop.order(anInput(partnerReferenceNo)));
  // The breaker may have opened after the order was on record, and before it was sent.
  await orderOnce(order.id, ({ status }) => status !== 'CONFIRMING');
  await world.desk.pay(partnerReferenceNo);
  return orderOnce(order.id, ({ status }) => status === 'PAID');
}

describe.concurrent('createOrder, DANA does not answer clearly', () => {
  test.concurrent.each(sampleOf(faults, 3))('$fault', async ({ fault, ...options }) => {
    const partnerReferenceNo = aReference();
    await world.desk.arm({ operation: 'createOrder', fault, partnerReferenceNo, ...options });
    const { order } = await whenAvailable(() => shop.order(anInput(partnerReferenceNo)));
    expect(['CONFIRMING', 'PENDING']).toContain(order.status);
    const confirmed = await orderOnce(order.id, ({ status }) => status !== 'CONFIRMING');
    expect(confirmed).toMatchObject({ status: 'PENDING', instruction: { bank: 'BRI' } });
    expect(await world.desk.order(partnerReferenceNo)).toMatchObject({ referenceNo: confirmed.referenceNo });
  });
});

describe.concurrent('refundOrder, DANA does not answer clearly', () => {
  test.concurrent.each(sampleOf(faults, 3, 1))('$fault', async ({ fault, ...options }) => {
    const partnerReferenceNo = aReference();
    const paid = await aPaidOrder(partnerReferenceNo);
    await world.desk.arm({ operation: 'refundOrder', fault, partnerReferenceNo, ...options });
    const answer = await whenAvailable(() => shop.refund(paid.id, `${partnerReferenceNo}-r`, '25000'));
    expect(answer.__typename).toMatch(/^RefundOrder(Pending|Success)$/);
    const refunded = await orderOnce(paid.id, ({ status }) => status === 'PARTIALLY_REFUNDED');
    expect(refunded.refundedAmount.value).toBe('25000.00');
    const atDana = await world.desk.order(partnerReferenceNo);
    expect(atDana.refundedAmount.value).toBe('25000.00');
    expect(atDana.refunds).toHaveLength(1);
  });
});

// Alone: the faults of other refunds would open the breaker between its record and its call.
test('a refund whose answer repeats the amount in cents has succeeded at once', async () => {
  const partnerReferenceNo = aReference();
  const paid = await aPaidOrder(partnerReferenceNo);
  await world.desk.arm({ operation: 'refundOrder', fault: 'amount-in-cents', partnerReferenceNo });
  const answer = await whenAvailable(() => shop.refund(paid.id, `${partnerReferenceNo}-r`, '25000'));
  expect(answer.__typename).toBe('RefundOrderSuccess');
  expect((await shop.read(paid.id)).refundedAmount.value).toBe('25000.00');
});

describe.concurrent('cancelOrder, DANA does not answer clearly', () => {
  test.concurrent.each(sampleOf(faults, 3, 2))('$fault', async ({ fault, ...options }) => {
    const partnerReferenceNo = aReference();
    const paid = await aPaidOrder(partnerReferenceNo);
    await world.desk.arm({ operation: 'cancelOrder', fault, partnerReferenceNo, ...options });
    const answer = await whenAvailable(() => shop.cancel(paid.id));
    expect(answer.__typename).toMatch(/^CancelOrder(Pending|Success)$/);
    const cancelled = await orderOnce(paid.id, ({ status }) => status === 'CANCELLED');
    expect(cancelled).toMatchObject({
      voidedAmount: { value: '75000.00' },
      cancellation: { status: 'SUCCEEDED' },
    });
    expect((await world.desk.order(partnerReferenceNo)).voidedAmount.value).toBe('75000.00');
  });
});

test('the gateway of this file never crashed', async () => {
  const logged = world.gateway.output();
  expect(logged).not.toContain('gateway.crashed');
});

test('afterwards DANA and the gateway say the same, and nothing is broken', async () => {
  await eventually(
    () => world.judge(true),
    (broken) => broken.length === 0,
    { withinMs: recoverWithinMs },
  );
});
