import { and, isNotNull, like } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  CreateOrderDocument,
  OrderDocument,
  type OrderFieldsFragment,
  OrdersDocument,
  PaymentOptionsDocument,
  TimelineDocument,
} from '../../src/client/core/generated/graphql.ts';
import { closeDatabase, connectDatabase, type Database } from '../../src/store/postgres/database.ts';
import { orders } from '../../src/store/tables/order-tables.ts';
import { type ConfiguredWorld, startConfiguredWorld } from '../support/configured-world.ts';
import { danaPaths } from '../support/dana-line.ts';
import { eventually } from '../support/eventually.ts';
import { openShop, type Shop } from '../support/shop.ts';

let world: ConfiguredWorld;
/** One for each gateway process. */
let shops: readonly Shop[];
let shop: Shop;
let database: Database;

beforeAll(async () => {
  world = await startConfiguredWorld({ poolTimeoutSeconds: 30, gatewayCount: 2 });
  shops = world.gateways.map(({ url }) => openShop(url, world.serverKey));
  shop = shopOf(0);
  database = connectDatabase({ url: world.databaseUrl, connectionsMax: 2 });
});

afterAll(async () => {
  await Promise.all((shops ?? []).map((one) => one.close()));
  if (database) await closeDatabase(database);
  await world?.dispose();
});

function shopOf(index: number): Shop {
  const found = shops[index % 2];
  if (found === undefined) throw new RangeError('there are two processes');
  return found;
}

function anInput(partnerReferenceNo: string) {
  const virtualAccount = { payMethod: 'VIRTUAL_ACCOUNT', payOption: 'VIRTUAL_ACCOUNT_BRI' };
  return { partnerReferenceNo, amount: '75000.00', title: 'Two tickets', ...virtualAccount };
}

async function anOrder(partnerReferenceNo: string, index = 0): Promise<OrderFieldsFragment> {
  return (await shopOf(index).order(anInput(partnerReferenceNo))).order;
}

async function create(partnerReferenceNo: string) {
  const input = anInput(partnerReferenceNo);
  return (await shop.server.request(CreateOrderDocument, { input })).createOrder;
}

let referencesCount = 0;
function aReference(prefix: string): string {
  referencesCount += 1;
  return `${prefix}-${referencesCount}`;
}

function reaches(orderId: string, is: (order: OrderFieldsFragment) => boolean) {
  return eventually(() => shop.read(orderId), is);
}

/** Makes these orders due at once; the first process to check takes them. */
async function makeDue(prefix: string): Promise<void> {
  const ofThese = like(orders.partnerReferenceNo, `${prefix}%`);
  await database.update(orders).set({ dueAt: new Date() }).where(ofThese);
}

/** On a busy machine another process may be repeating a create; it sets the next time when its lease ends. */
async function untilNoneIsLeased(prefix: string): Promise<void> {
  const leased = database
    .select({ id: orders.id })
    .from(orders)
    .where(and(like(orders.partnerReferenceNo, `${prefix}%`), isNotNull(orders.leasedUntil)));
  await eventually(
    () => leased.then((rows) => rows.length),
    (count) => count === 0,
  );
}

async function sourcesOf(partnerReferenceNo: string): Promise<string[]> {
  const { order } = await shop.server.request(TimelineDocument, { by: { partnerReferenceNo } });
  return order?.timeline.nodes.map(({ type, source }) => `${type} ${source}`) ?? [];
}

function countCalls(path: string, references: readonly string[]): number[] {
  return references.map((reference) => world.line.calls(path, `"${reference}"`).length);
}

function numbered(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}-${index}`);
}

describe.concurrent('two processes', () => {
  test('query each due order once, not twice', async () => {
    const references = numbered('due', 20);
    const made = await Promise.all(references.map((reference, index) => anOrder(reference, index)));
    await world.desk.arm({ operation: 'notify', fault: 'drop', times: 1_000, partnerReferenceNo: 'due-7' });
    await world.desk.pay('due-7');
    await untilNoneIsLeased('due-');
    await makeDue('due-');
    const queriesCounts = () => Promise.resolve(countCalls(danaPaths.queryPayment, references));
    await eventually(queriesCounts, (counts) => counts.every((count) => count > 0));
    expect(await reaches(made[7]?.id ?? '', ({ status }) => status === 'PAID')).toMatchObject({
      version: 3,
    });
    expect(await queriesCounts()).toEqual(references.map(() => 1));
  });

  test('repeat a create with an unknown answer once, not twice', async () => {
    const references = numbered('unclear', 8);
    for (const partnerReferenceNo of references) {
      await world.desk.arm({
        operation: 'createOrder',
        fault: 'empty-500',
        commits: true,
        partnerReferenceNo,
      });
    }
    const made = await Promise.all(references.map((reference, index) => anOrder(reference, index)));
    for (const { id } of made) await reaches(id, ({ status }) => status === 'PENDING');
    expect(countCalls(danaPaths.createOrder, references)).toEqual(references.map(() => 2));
  });

  test('query DANA once when twenty clients request a fresh answer at the same time', async () => {
    const { id } = await anOrder('fresh');
    const fresh = (_: unknown, index: number) =>
      shopOf(index).server.request(OrderDocument, { by: { id }, fresh: true });
    const answers = await Promise.all(Array.from({ length: 20 }, fresh));
    expect(answers.every(({ order }) => order?.status === 'PENDING')).toBe(true);
    expect(countCalls(danaPaths.queryPayment, ['fresh'])).toEqual([1]);
  });
});

test('an order that DANA closed without a notification becomes EXPIRED when DANA reports it', async () => {
  const { id } = await anOrder('closed');
  await world.desk.arm({ operation: 'notify', fault: 'drop', times: 1_000, partnerReferenceNo: 'closed' });
  await world.desk.post('/simulator/orders/closed/expire');
  await makeDue('closed');
  await reaches(id, ({ status }) => status === 'EXPIRED');
  expect(await sourcesOf('closed')).toContain('EXPIRED QUERY');
});

describe('while DANA is dead', () => {
  test('new orders are refused before anything is recorded, reads continue, and all orders recover afterwards', async () => {
    const amount = '75000';
    await shop.server.request(PaymentOptionsDocument, { input: { amount } });
    const { order, clientToken } = await shop.order(anInput('alive'));
    const paid = await anOrder('alive-paid');
    await world.desk.pay('alive-paid');
    await reaches(paid.id, ({ status }) => status === 'PAID');
    const screen = await shop.screen(order.id, clientToken);
    await screen.sees('PENDING', ({ status }) => status === 'PENDING');

    world.line.cut();
    // Enough of them in a row open the breaker; those that came before it are recorded.
    const references = numbered('dead', 12);
    const answers = await Promise.all(references.map(create));
    const recorded = answers.flatMap((answer) => ('order' in answer && answer.order ? [answer.order] : []));
    expect(recorded.length).toBeGreaterThan(0);
    for (const { status } of recorded) expect(status).toBe('CONFIRMING');
    const createAnother = async () => {
      const reference = aReference('refused');
      return { reference, answer: await create(reference) };
    };
    const { reference: refused, answer: refusal } = await eventually(
      createAnother,
      ({ answer }) => answer.__typename === 'TemporarilyUnavailable',
    );
    expect(refusal).toMatchObject({ retryable: true });
    const by = { partnerReferenceNo: refused };
    expect((await shop.server.request(OrderDocument, { by })).order).toBeNull();
    // Refunds have a breaker of their own: the first one is recorded, and carried out when DANA is back.
    expect((await shop.refund(paid.id, 'dead-r', '1000')).__typename).toBe('RefundOrderPending');

    const { paymentOptions } = await shop.server.request(PaymentOptionsDocument, { input: { amount } });
    expect(paymentOptions).toMatchObject({ __typename: 'PaymentOptions', stale: true });
    const listed = await shop.server.request(OrdersDocument, { first: 5 });
    expect(listed.orders.nodes).toHaveLength(5);
    // DANA's notifications still arrive, and watchers see them.
    await world.desk.pay('alive');
    await screen.sees('PAID', ({ status }) => status === 'PAID');

    world.line.mend();
    for (const { id } of recorded) await reaches(id, ({ status }) => status === 'PENDING');
    const again = await eventually(
      () => create(refused),
      ({ __typename }) => __typename === 'CreateOrderSuccess',
    );
    expect(again).toMatchObject({ order: { status: 'PENDING' } });
    await reaches(paid.id, ({ status }) => status === 'PARTIALLY_REFUNDED');
  });
});

describe('while the database is away', () => {
  test('the gateway answers a notification so that DANA repeats it, and applies the repeat', async () => {
    const { id } = await anOrder('away');
    world.databaseRelay.cut({ isOpen: false });
    await world.desk.pay('away');
    const attempts = async () => {
      const { deliveries } = await world.desk.order('away');
      return deliveries.flatMap((delivery) => delivery.attempts as { answer: object }[]);
    };
    const [first] = await eventually(attempts, ({ length }) => length > 0);
    expect(first?.answer).toEqual({
      httpStatus: 500,
      body: '{"responseCode":"5005601","responseMessage":"Internal Server Error"}',
    });
    await expect(shop.read(id)).rejects.toThrow('SERVICE_UNAVAILABLE');

    world.databaseRelay.cut({ isOpen: true });
    const recorded = await eventually(
      () => shop.read(id).catch(() => null),
      (order) => order?.status === 'PAID',
    );
    expect(recorded).toMatchObject({ version: 3 });
    expect(await sourcesOf('away')).toContain('PAID FINISH_NOTIFY');
  });
});

test('afterwards DANA and both gateways agree, and no invariant is broken', async () => {
  await eventually(
    () => world.judge(true),
    (broken) => broken.length === 0,
  );
});
