import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  CreateOrderDocument,
  IncidentsDocument,
  OrderDocument,
  type OrderFieldsFragment,
  TimelineDocument,
} from '../../src/client/core/generated/graphql.ts';
import { closeDatabase, connectDatabase, type Database } from '../../src/store/postgres/database.ts';
import { type ConfiguredWorld, startConfiguredWorld } from '../support/configured-world.ts';
import { eventually } from '../support/eventually.ts';
import { readRecorded } from '../support/recorded.ts';
import { openShop, type Shop } from '../support/shop.ts';

/** DANA repeats a failed notification after 1 s, 2 s, 5 s. */
const deliveredWithinMs = 40_000;

let world: ConfiguredWorld;
let shop: Shop;
let database: Database;

beforeAll(async () => {
  world = await startConfiguredWorld({ gatewayCount: 2 });
  shop = openShop(world.gateway.url, world.serverKey);
  database = connectDatabase({ url: world.databaseUrl, connectionsMax: 2 });
});

afterAll(async () => {
  await shop?.close();
  if (database) await closeDatabase(database);
  await world?.dispose();
});

const virtualAccount = { payMethod: 'VIRTUAL_ACCOUNT', payOption: 'VIRTUAL_ACCOUNT_BRI' };

function anInput(partnerReferenceNo: string) {
  return { partnerReferenceNo, amount: '75000.00', title: 'Dua tiket – kopi ☕', ...virtualAccount };
}

async function anOrder(partnerReferenceNo: string): Promise<OrderFieldsFragment> {
  return (await shop.order(anInput(partnerReferenceNo))).order;
}

/** DANA's next notifications about this order go wrong in this way. */
function arm(fault: string, partnerReferenceNo: string, options: object = {}) {
  return world.desk.arm({ operation: 'notify', fault, partnerReferenceNo, ...options });
}

function becomes(orderId: string, status: string): Promise<OrderFieldsFragment> {
  return eventually(
    () => shop.read(orderId),
    (order) => order.status === status,
    { withinMs: deliveredWithinMs },
  );
}

/** What was sent about this order and how we answered, oldest first. */
async function attemptsOf(partnerReferenceNo: string) {
  const { deliveries } = await world.desk.order(partnerReferenceNo);
  return deliveries.flatMap(
    ({ attempts }) => attempts as { answer: { httpStatus: number; body: string } | null; body: string }[],
  );
}

/** What DANA was told that it must not send again; a busy gateway may answer late, and hear the same again. */
async function refusalsOf(partnerReferenceNo: string): Promise<string[]> {
  const answers = (await attemptsOf(partnerReferenceNo)).flatMap(({ answer }) => answer ?? []);
  return answers.filter(({ httpStatus }) => httpStatus >= 400 && httpStatus < 500).map(({ body }) => body);
}

function delivered(partnerReferenceNo: string, count: number) {
  const isDone = (answers: string[]) =>
    answers.filter((answer) => answer.includes('2005600')).length >= count;
  const answers = async () => (await attemptsOf(partnerReferenceNo)).map(({ answer }) => answer?.body ?? '');
  return eventually(answers, isDone, { withinMs: deliveredWithinMs });
}

/** How the notifications about an order ended, oldest first. */
async function endsOf(partnerReferenceNo: string): Promise<string[]> {
  const { inbox } = await readRecorded(database);
  return inbox
    .filter(({ entry }) => entry.partnerReferenceNo === partnerReferenceNo)
    .map(({ disposition }) => disposition);
}

async function timelineOf(partnerReferenceNo: string): Promise<string[]> {
  const { order } = await shop.server.request(TimelineDocument, { by: { partnerReferenceNo } });
  return order?.timeline.nodes.map(({ type, source }) => `${type} ${source}`) ?? [];
}

/** What an operator is told about an order, oldest first. */
async function incidentsOf(partnerReferenceNo: string): Promise<string[]> {
  const { incidents } = await shop.server.request(IncidentsDocument, { first: 100 });
  const ofOrder = incidents.nodes.filter((incident) => incident.partnerReferenceNo === partnerReferenceNo);
  return ofOrder.map(({ kind, detail }) => `${kind} ${detail}`).reverse();
}

describe('delivered', () => {
  // One after the other, so that a hundred copies have the machine to themselves.
  test.each([2, 10, 100])('%i times at once: one change, every copy kept', async (count) => {
    const reference = `copies-${count}`;
    const { id } = await anOrder(reference);
    await arm('duplicate', reference, { copies: count - 1 });
    await world.desk.pay(reference);
    expect(await becomes(id, 'PAID')).toMatchObject({ version: 3 });
    await delivered(reference, 1);
    // What a busy machine answers too late is told to be repeated, and is on disk all the same.
    const ends = await eventually(
      () => endsOf(reference),
      ({ length }) => length >= count,
      {
        withinMs: deliveredWithinMs,
      },
    );
    expect(ends.filter((end) => end === 'APPLIED')).toHaveLength(1);
    expect(ends.filter((end) => end === 'DUPLICATE')).toHaveLength(ends.length - 1);
    expect(await incidentsOf(reference)).toEqual([]);
  });
});

describe.concurrent('delivered', () => {
  test('never: asking DANA shows the payment', async () => {
    const { id } = await anOrder('never');
    await arm('drop', 'never', { times: 1_000 });
    await world.desk.pay('never');
    const { order } = await shop.server.request(OrderDocument, { by: { id }, fresh: true });
    expect(order).toMatchObject({ status: 'PAID', version: 3 });
    expect(await timelineOf('never')).toEqual(['CREATED API', 'ACCEPTED CREATE_ANSWER', 'PAID QUERY']);
    expect(await endsOf('never')).toEqual([]);
  });

  test('again and again, one after another: one change', async () => {
    const { id } = await anOrder('serial');
    await world.desk.pay('serial');
    await becomes(id, 'PAID');
    for (let count = 2; count <= 4; count++) {
      await world.desk.post('/simulator/orders/serial/notify');
      await delivered('serial', count);
    }
    expect((await shop.read(id)).version).toBe(3);
    // DANA repeats one by itself where its answer took longer than DANA's patience.
    const [first, ...others] = await endsOf('serial');
    expect(first).toBe('APPLIED');
    expect(others.length).toBeGreaterThanOrEqual(3);
    expect(new Set(others)).toEqual(new Set(['DUPLICATE']));
  });

  test('before createOrder is answered: PAID, and the answer says so', async () => {
    await arm('before-create-answer', 'overtaken');
    const order = await anOrder('overtaken');
    expect(order).toMatchObject({ status: 'PAID', paidAt: expect.any(String) });
    expect(await timelineOf('overtaken')).toContain('PAID FINISH_NOTIFY');
    expect(await shop.read(order.id)).toMatchObject({ status: 'PAID', referenceNo: order.referenceNo });
  });

  test('before createOrder is answered, with the gateway killed in between: PAID, and the repeat says so', async () => {
    const [, victim] = world.gateways;
    const doomed = openShop(victim?.url ?? '', world.serverKey);
    await arm('before-create-answer', 'orphaned-answer');
    await world.desk.arm({
      operation: 'createOrder',
      fault: 'commit-then-hang',
      partnerReferenceNo: 'orphaned-answer',
    });
    const cutOff = doomed.order(anInput('orphaned-answer')).catch((error: Error) => error);
    await eventually(
      () => endsOf('orphaned-answer'),
      ({ length }) => length > 0,
      { withinMs: 10_000 },
    );
    await victim?.kill();
    expect(await cutOff).toBeInstanceOf(Error);
    await doomed.close();
    expect(await anOrder('orphaned-answer')).toMatchObject({ status: 'PAID' });
    await victim?.start();
  });

  test('closed and then paid: money wins, and an operator is told', async () => {
    const { id } = await anOrder('late');
    await world.desk.post('/simulator/orders/late/expire');
    await becomes(id, 'EXPIRED');
    await world.desk.post('/simulator/orders/late/pay', { late: true });
    await becomes(id, 'PAID');
    expect(await incidentsOf('late')).toEqual(['CONTRADICTED PAID after the order had ended']);
  });

  test('closed and then paid, the other way round: PAID, settled by one question', async () => {
    const { id } = await anOrder('reordered');
    await arm('reorder', 'reordered');
    await world.desk.post('/simulator/orders/reordered/expire');
    await world.desk.post('/simulator/orders/reordered/pay', { late: true });
    await becomes(id, 'PAID');
    await delivered('reordered', 2);
    expect((await shop.read(id)).status).toBe('PAID');
    expect(await timelineOf('reordered')).toContain('CONTRADICTED FINISH_NOTIFY');
    expect(await incidentsOf('reordered')).toEqual(['CONTRADICTED EXPIRED while PAID']);
  });

  test('after a cancel of ours: money wins, and an operator is told', async () => {
    const { id } = await anOrder('cancelled-late');
    expect(await shop.cancel(id)).toMatchObject({ __typename: 'CancelOrderSuccess' });
    await world.desk.post('/simulator/orders/cancelled-late/pay', { late: true });
    expect(await becomes(id, 'PAID')).toMatchObject({ cancellation: { status: 'FAILED' } });
    expect(await incidentsOf('cancelled-late')).toEqual(['CONTRADICTED PAID after the order had ended']);
  });

  test('after a refund: old news', async () => {
    const { id } = await anOrder('refunded');
    await world.desk.pay('refunded');
    await becomes(id, 'PAID');
    await shop.refund(id, 'refunded-r');
    const { version } = await becomes(id, 'REFUNDED');
    await world.desk.post('/simulator/orders/refunded/notify');
    await delivered('refunded', 2);
    expect(await shop.read(id)).toMatchObject({ status: 'REFUNDED', version });
  });
});

describe.concurrent('genuine, in another form', () => {
  test.each([
    'epoch-times',
    'unknown-pay-option',
    'unknown-fields',
    'escaped-body',
    'spaced-body',
    'lower-case-headers',
  ])('%s: accepted at once', async (fault) => {
    const { id } = await anOrder(fault);
    await arm(fault, fault);
    await world.desk.pay(fault);
    await becomes(id, 'PAID');
    await delivered(fault, 1);
    expect(await timelineOf(fault)).toContain('PAID FINISH_NOTIFY');
    expect(await refusalsOf(fault)).toEqual([]);
    const [first, ...repeats] = await endsOf(fault);
    expect(first).toBe('APPLIED');
    expect(repeats.filter((end) => end !== 'DUPLICATE')).toEqual([]);
  });

  test('5 KB of JSON in JSON, as QRIS sends it: accepted at once', async () => {
    const input = { partnerReferenceNo: 'qris-1', amount: '75000', title: 'Kopi', payMethod: 'NETWORK_PAY' };
    const { createOrder } = await shop.server.request(CreateOrderDocument, {
      input: { ...input, payOption: 'NETWORK_PAY_PG_QRIS', phoneNumber: '08123456789' },
    });
    if (createOrder.__typename !== 'CreateOrderSuccess') throw new Error(JSON.stringify(createOrder));
    await world.desk.pay('qris-1');
    await becomes(createOrder.order.id, 'PAID');
    const [attempt] = await attemptsOf('qris-1');
    expect(attempt?.body.length).toBeGreaterThan(4_000);
    expect(await endsOf('qris-1')).toEqual(['APPLIED']);
  });

  test('a close without its time: accepted at once', async () => {
    const { id } = await anOrder('closed');
    await world.desk.post('/simulator/orders/closed/refuse');
    await becomes(id, 'EXPIRED');
    expect(await endsOf('closed')).toEqual(['APPLIED']);
  });
});

describe.concurrent('not to be believed', () => {
  test('signed by a stranger: refused and not kept; the genuine repeat counts', async () => {
    const { id } = await anOrder('wrong-key');
    await arm('wrong-key', 'wrong-key');
    await world.desk.pay('wrong-key');
    await becomes(id, 'PAID');
    const [forged, genuine] = await attemptsOf('wrong-key');
    expect(forged?.answer).toMatchObject({ httpStatus: 401, body: expect.stringContaining('4015600') });
    expect(genuine?.answer).toMatchObject({ httpStatus: 200 });
    expect(await endsOf('wrong-key')).toEqual(['APPLIED']);
  });

  test.each([
    ['wrong-amount', 'amount is not the order’s'],
    ['wrong-merchant', 'merchantId is not ours'],
    ['unknown-status', 'latestTransactionStatus 99 is unknown'],
    ['no-finished-time', 'finishedTime is missing'],
  ])('%s, genuinely signed: kept, answered, told, and DANA is asked instead', async (fault, reason) => {
    const { id } = await anOrder(fault);
    await arm(fault, fault);
    await world.desk.pay(fault);
    await delivered(fault, 1);
    expect(await refusalsOf(fault)).toEqual([]);
    const ends = await endsOf(fault);
    expect(ends).toContain('QUARANTINED');
    // DANA repeats what was answered late; by then the order may be settled.
    expect(ends).not.toContain('APPLIED');
    expect(await incidentsOf(fault)).toEqual([`QUARANTINED ${reason}`]);
    await becomes(id, 'PAID');
    expect(await timelineOf(fault)).toEqual(['CREATED API', 'ACCEPTED CREATE_ANSWER', 'PAID QUERY']);
  });
});

test('afterwards DANA and the gateway say the same, and nothing is broken', async () => {
  await eventually(
    () => world.judge(true),
    (broken) => broken.length === 0,
    { withinMs: 20_000 },
  );
});
