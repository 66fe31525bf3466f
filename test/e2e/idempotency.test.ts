import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CreateOrderDocument, type OrderFieldsFragment } from '../../src/client/core/generated/graphql.ts';
import { type ConfiguredWorld, startConfiguredWorld } from '../support/configured-world.ts';
import { danaPaths } from '../support/dana-line.ts';
import { eventually } from '../support/eventually.ts';
import { openShop, type Shop } from '../support/shop.ts';

let world: ConfiguredWorld;
/** One shop for each gateway process. The tests kill the third process. */
let shops: readonly Shop[];

beforeAll(async () => {
  world = await startConfiguredWorld({ gatewayCount: 3, poolTimeoutSeconds: 30 });
  shops = world.gateways.map(({ url }) => openShop(url, world.serverKey));
});

afterAll(async () => {
  await Promise.all((shops ?? []).map((shop) => shop.close()));
  await world?.dispose();
});

function anInput(partnerReferenceNo: string, amount = '75000.00') {
  return {
    partnerReferenceNo,
    amount,
    title: 'Two tickets',
    payMethod: 'VIRTUAL_ACCOUNT',
    payOption: 'VIRTUAL_ACCOUNT_BRI',
  };
}

function shopOf(process: number): Shop {
  const shop = shops[process];
  if (shop === undefined) throw new RangeError(`no process ${process}`);
  return shop;
}

/** Sends the same request this many times at once, alternating between two processes. */
function atOnce<Answer>(count: number, ask: (shop: Shop, index: number) => Promise<Answer>) {
  return Promise.all(Array.from({ length: count }, (_, index) => ask(shopOf(index % 2), index)));
}

async function createAnswer(shop: Shop, partnerReferenceNo: string, amount?: string) {
  const input = anInput(partnerReferenceNo, amount);
  return (await shop.server.request(CreateOrderDocument, { input })).createOrder;
}

function counted<Item>(items: readonly Item[]): Map<Item, number> {
  const counts = new Map<Item, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
}

async function aPaidOrder(partnerReferenceNo: string): Promise<OrderFieldsFragment> {
  const { order } = await shopOf(0).order(anInput(partnerReferenceNo));
  await world.desk.pay(partnerReferenceNo);
  return eventually(
    () => shopOf(0).read(order.id),
    ({ status }) => status === 'PAID',
  );
}

/** DANA answers slowly, so that calls overlap. */
function slow(operation: 'createOrder' | 'cancelOrder' | 'refundOrder', partnerReferenceNo: string) {
  return world.desk.arm({ operation, fault: 'delay', delayMs: 300, times: 100, partnerReferenceNo });
}

describe('createOrder', () => {
  test('a hundred times at once on two processes: one call, a hundred equal answers', async () => {
    await slow('createOrder', 'repeats');
    const answers = await atOnce(100, (shop) => createAnswer(shop, 'repeats'));
    const [first] = answers;
    expect(first).toMatchObject({
      order: { status: 'PENDING', version: 2, instruction: { bank: 'BRI' } },
      clientToken: expect.any(String),
    });
    for (const answer of answers) expect(answer).toEqual(first);
    expect(world.line.calls(danaPaths.createOrder, '"repeats"')).toHaveLength(1);
  });

  test('with another amount is a conflict, and DANA is not called', async () => {
    await createAnswer(shopOf(0), 'conflict');
    const answers = await atOnce(4, (shop) => createAnswer(shop, 'conflict', '75001.00'));
    expect(answers.map((answer) => answer.__typename)).toEqual(Array(4).fill('PartnerReferenceNoConflict'));
    expect(world.line.calls(danaPaths.createOrder, '"conflict"')).toHaveLength(1);
  });

  test('two contents at once: one is the order, the other a conflict', async () => {
    await slow('createOrder', 'rivals');
    const answers = await atOnce(10, (shop, index) =>
      createAnswer(shop, 'rivals', index % 2 === 0 ? '75000' : '76000'),
    );
    const counts = counted(answers.map((answer) => answer.__typename));
    expect(Object.fromEntries(counts)).toEqual({ CreateOrderSuccess: 5, PartnerReferenceNoConflict: 5 });
    expect(world.line.calls(danaPaths.createOrder, '"rivals"')).toHaveLength(1);
  });

  test('again after a kill in the middle: another process repeats the request byte for byte', async () => {
    await world.desk.arm({
      operation: 'createOrder',
      fault: 'commit-then-hang',
      partnerReferenceNo: 'killed',
    });
    const victim = world.gateways[2];
    const cutOff = shopOf(2)
      .order(anInput('killed'))
      .catch((error: Error) => error);
    const sent = () => Promise.resolve(world.line.calls(danaPaths.createOrder, '"killed"'));
    await eventually(sent, (calls) => calls.length === 1);
    await victim?.kill();
    expect(await cutOff).toBeInstanceOf(Error);

    const { order } = await shopOf(0).order(anInput('killed'));
    const confirmed = await eventually(
      () => shopOf(0).read(order.id),
      ({ status }) => status === 'PENDING',
    );
    expect(confirmed).toMatchObject({ version: 2, instruction: { bank: 'BRI' } });
    const [first, ...repeats] = await sent();
    expect(repeats.length).toBeGreaterThan(0);
    for (const body of repeats) expect(body).toBe(first);
    expect(JSON.stringify((await world.desk.order('killed')).request)).toBe(first);
    await victim?.start();
  });
});

describe('refundOrder', () => {
  test('a hundred refunds of 60 % at once on two processes: exactly one', async () => {
    const { id } = await aPaidOrder('sixty');
    const answers = await atOnce(100, (shop, index) => shop.refund(id, `sixty-${index}`, '45000'));
    const counts = counted(answers.map((answer) => answer.__typename));
    expect(Object.fromEntries(counts)).toEqual({ RefundOrderSuccess: 1, RefundExceedsBalance: 99 });
    expect(world.line.calls(danaPaths.refundOrder, '"sixty"')).toHaveLength(1);
    expect((await world.desk.order('sixty')).refundedAmount.value).toBe('45000.00');
  });

  test('two intended refunds of the same amount at once: both', async () => {
    const { id } = await aPaidOrder('both');
    const answers = await atOnce(2, (shop, index) => shop.refund(id, `both-${index}`, '20000'));
    expect(answers.map((answer) => answer.__typename)).toEqual(['RefundOrderSuccess', 'RefundOrderSuccess']);
    expect((await world.desk.order('both')).refunds).toHaveLength(2);
    expect((await shopOf(0).read(id)).refundedAmount.value).toBe('40000.00');
  });

  test('one number twenty times at once on two processes: one call, twenty equal answers', async () => {
    const { id } = await aPaidOrder('one-number');
    await slow('refundOrder', 'one-number');
    const answers = await atOnce(20, (shop) => shop.refund(id, 'one-number-r', '20000'));
    const [first] = answers;
    expect(first).toMatchObject({ __typename: 'RefundOrderSuccess', refund: { status: 'SUCCEEDED' } });
    for (const answer of answers) expect(answer).toEqual(first);
    expect(world.line.calls(danaPaths.refundOrder, '"one-number-r"')).toHaveLength(1);
  });

  test('one number with two amounts at once: one is the refund, the other a conflict', async () => {
    const { id } = await aPaidOrder('two-amounts');
    await slow('refundOrder', 'two-amounts');
    const answers = await atOnce(6, (shop, index) =>
      shop.refund(id, 'two-amounts-r', index % 2 === 0 ? '10000' : '20000'),
    );
    const counts = counted(answers.map((answer) => answer.__typename));
    expect(Object.fromEntries(counts)).toEqual({ RefundOrderSuccess: 3, PartnerRefundNoConflict: 3 });
    expect(world.line.calls(danaPaths.refundOrder, '"two-amounts-r"')).toHaveLength(1);
  });

  test('one number twenty times at once, declined by DANA: the same decline for all', async () => {
    const { order } = await shopOf(0).order(anInput('refused', '435814.00'));
    await world.desk.pay('refused');
    await eventually(
      () => shopOf(0).read(order.id),
      ({ status }) => status === 'PAID',
    );
    const answers = await atOnce(20, (shop) => shop.refund(order.id, 'refused-r'));
    expect(answers[0]?.__typename).toBe('InsufficientMerchantBalance');
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(world.line.calls(danaPaths.refundOrder, '"refused-r"')).toHaveLength(1);
  });
});

describe('cancelOrder', () => {
  test('twenty times at once on two processes: one call, twenty equal answers', async () => {
    const { order } = await shopOf(0).order(anInput('cancel-repeats'));
    await slow('cancelOrder', 'cancel-repeats');
    const answers = await atOnce(20, (shop) => shop.cancel(order.id));
    expect(answers[0]).toMatchObject({ __typename: 'CancelOrderSuccess', order: { status: 'CANCELLED' } });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(world.line.calls(danaPaths.cancelOrder, '"cancel-repeats"')).toHaveLength(1);
  });

  test('twenty times at once, declined by DANA: the same decline for all', async () => {
    // A magic value of DANA's UAT suite: this reference can never be cancelled.
    const { order } = await shopOf(0).order(anInput('4035714'));
    await world.desk.pay('4035714');
    await slow('cancelOrder', '4035714');
    const answers = await atOnce(20, (shop) => shop.cancel(order.id));
    expect(answers[0]?.__typename).toBe('InsufficientMerchantBalance');
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(world.line.calls(danaPaths.cancelOrder, '"4035714"')).toHaveLength(1);
  });

  test.each([1, 2, 3])('against a refund at once: one of the two (round %i)', async (count) => {
    const reference = `exclusive-${count}`;
    const { id } = await aPaidOrder(reference);
    const [cancelled, refunded] = await Promise.all([
      shopOf(count % 2).cancel(id),
      shopOf((count + 1) % 2).refund(id, `${reference}-r`, '75000'),
    ]);
    const order = await shopOf(0).read(id);
    if (order.status === 'CANCELLED') {
      expect(cancelled.__typename).toBe('CancelOrderSuccess');
      expect(refunded.__typename).toBe('OrderNotRefundable');
    } else {
      expect(order.status).toBe('REFUNDED');
      expect(cancelled.__typename).toBe('OrderNotCancellable');
      expect(refunded.__typename).toBe('RefundOrderSuccess');
    }
  });

  test.each([1, 2, 3, 4])('against a simultaneous payment: DANA decides (round %i)', async (count) => {
    const reference = `instant-${count}`;
    const { order } = await shopOf(0).order(anInput(reference));
    const [answer] = await Promise.all([
      shopOf(count % 2).cancel(order.id),
      world.desk.pay(reference).catch(() => undefined),
    ]);
    const final = await eventually(
      () => shopOf(0).read(order.id),
      ({ cancellation, status }) => cancellation?.status !== 'PENDING' && status !== 'PENDING',
    );
    const atDana = await world.desk.order(reference);
    expect(answer.__typename).toMatch(/^CancelOrder(Success|Pending)$/);
    expect(atDana.acquirementStatus).toBe('CANCELLED');
    expect(final).toMatchObject({
      status: 'CANCELLED',
      voidedAmount: { value: atDana.voidedAmount.value },
    });
  });
});

test('afterwards DANA and the gateway say the same, and nothing is broken', async () => {
  await eventually(
    () => world.judge(true),
    (broken) => broken.length === 0,
  );
});
