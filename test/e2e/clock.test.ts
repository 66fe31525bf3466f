import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  IncidentsDocument,
  type OrderFieldsFragment,
  TimelineDocument,
} from '../../src/client/core/generated/graphql.ts';
import { embeddedMerchant } from '../../src/gateway/embedded.ts';
import { startEmbeddedPostgres } from '../../src/store/embedded/embedded-postgres.ts';
import { closeDatabase, connectDatabase } from '../../src/store/postgres/database.ts';
import { runCommand } from '../support/command.ts';
import { eventually } from '../support/eventually.ts';
import { type GatewayProcess, startGatewayProcess } from '../support/gateway-process.ts';
import { judge } from '../support/recorded.ts';
import { openShop, type Shop } from '../support/shop.ts';
import { openSimulatorDesk, type SimulatorDesk } from '../support/simulator-desk.ts';
import { truthOf } from '../support/simulator-truth.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** An embedded gateway that shares a clock with its simulator; tests move it ahead. The tests below are one story. */
let gateway: GatewayProcess;
let shop: Shop;
let desk: SimulatorDesk;

beforeAll(async () => {
  gateway = await startGatewayProcess();
  shop = openShop(gateway.url, gateway.serverKey);
  desk = openSimulatorDesk(gateway.simulatorUrl);
});

afterAll(async () => {
  await shop?.close();
  await gateway?.dispose();
});

/** Moves time on for the gateway and for DANA; work that became due has started when it returns. */
async function pass(ms: number): Promise<void> {
  await desk.post('/simulator/clock', { advanceMs: ms });
}

async function anOrder(partnerReferenceNo: string): Promise<OrderFieldsFragment> {
  const virtualAccount = { payMethod: 'VIRTUAL_ACCOUNT', payOption: 'VIRTUAL_ACCOUNT_BRI' };
  const input = { partnerReferenceNo, amount: '75000.00', title: 'Two tickets', ...virtualAccount };
  return (await shop.order(input)).order;
}

async function aPaidOrder(partnerReferenceNo: string): Promise<OrderFieldsFragment> {
  const { id } = await anOrder(partnerReferenceNo);
  await desk.pay(partnerReferenceNo);
  return becomes(id, 'PAID');
}

function becomes(orderId: string, status: string): Promise<OrderFieldsFragment> {
  return eventually(
    () => shop.read(orderId),
    (order) => order.status === status,
  );
}

/** Drops every further notification about this order. */
function silence(partnerReferenceNo: string): Promise<string> {
  return desk.arm({ operation: 'notify', fault: 'drop', times: 1_000, partnerReferenceNo });
}

async function timelineOf(partnerReferenceNo: string): Promise<string[]> {
  const { order } = await shop.server.request(TimelineDocument, { by: { partnerReferenceNo } });
  return order?.timeline.nodes.map(({ type, source }) => `${type} ${source}`) ?? [];
}

async function incidentsOf(partnerReferenceNo: string): Promise<string[]> {
  const { incidents } = await shop.server.request(IncidentsDocument, { first: 100 });
  return incidents.nodes
    .filter((incident) => incident.partnerReferenceNo === partnerReferenceNo)
    .map(({ kind }) => kind);
}

test('minutes: recovery finds a payment that was never notified', async () => {
  const { id } = await anOrder('unnotified');
  await silence('unnotified');
  await desk.pay('unnotified');
  await pass(2 * minuteMs);
  await becomes(id, 'PAID');
  expect(await timelineOf('unnotified')).toEqual(['CREATED API', 'ACCEPTED CREATE_ANSWER', 'PAID QUERY']);
});

test('half an hour: an unpaid order is EXPIRED when DANA says so, and not while the payer is paying', async () => {
  const [unpaid, paying] = [await anOrder('unpaid'), await anOrder('paying')];
  await silence('unpaid');
  await desk.post('/simulator/orders/paying/start-paying');
  await pass(31 * minuteMs);
  await becomes(unpaid.id, 'EXPIRED');
  expect(await timelineOf('unpaid')).toContain('EXPIRED QUERY');
  expect(await shop.read(paying.id)).toMatchObject({ status: 'PENDING', instruction: null });
  await desk.pay('paying');
  await becomes(paying.id, 'PAID');
});

test('an order that never reached DANA is FAILED when DANA reported twice, a minute apart, that it has no such order', async () => {
  await desk.arm({
    operation: 'createOrder',
    fault: 'html-502',
    times: 1_000,
    partnerReferenceNo: 'ghost',
  });
  const { id, status } = await anOrder('ghost');
  expect(status).toBe('CONFIRMING');
  await pass(29 * minuteMs);
  expect((await shop.read(id)).status).toBe('CONFIRMING');
  await pass(3 * minuteMs);
  await eventually(
    () => timelineOf('ghost'),
    (timeline) => timeline.includes('NOT_FOUND QUERY'),
  );
  expect((await shop.read(id)).status).toBe('CONFIRMING');
  await pass(2 * minuteMs);
  await becomes(id, 'FAILED');
  expect(await timelineOf('ghost')).toEqual(['CREATED API', 'NOT_FOUND QUERY', 'NEVER_CREATED QUERY']);
});

test('a day: a slow cancellation succeeds, another is too late; a replayed notification changes nothing; a slow refund is an incident', async () => {
  const old = await aPaidOrder('old');
  await desk.arm({
    operation: 'notify',
    fault: 'replay-old',
    delayMs: 25 * hourMs,
    partnerReferenceNo: 'replayed',
  });
  const replayed = await aPaidOrder('replayed');
  const slow = await aPaidOrder('slow');
  await desk.arm({
    operation: 'refundOrder',
    fault: 'in-progress',
    delayMs: 3 * dayMs,
    partnerReferenceNo: 'slow',
  });
  expect((await shop.refund(slow.id, 'slow-r', '25000')).__typename).toBe('RefundOrderPending');

  const leaving = await aPaidOrder('leaving');
  await desk.arm({
    operation: 'cancelOrder',
    fault: 'in-progress',
    delayMs: 2 * hourMs,
    partnerReferenceNo: 'leaving',
  });
  expect((await shop.cancel(leaving.id)).__typename).toBe('CancelOrderPending');
  expect((await shop.refund(leaving.id, 'leaving-r')).__typename).toBe('OrderNotRefundable');

  await pass(26 * hourMs);
  expect(await becomes(leaving.id, 'CANCELLED')).toMatchObject({ voidedAmount: { value: '75000.00' } });
  expect((await shop.cancel(old.id)).__typename).toBe('OrderNotCancellable');
  expect(await desk.order('old')).toMatchObject({ acquirementStatus: 'SUCCESS' });
  await eventually(
    async () => (await desk.order('replayed')).deliveries.flatMap(({ attempts = [] }) => attempts).length,
    (count) => count === 2,
  );
  expect(await incidentsOf('replayed')).toEqual([]);
  expect(await shop.read(replayed.id)).toMatchObject({ status: 'PAID', version: replayed.version });
  await eventually(
    () => incidentsOf('slow'),
    (kinds) => kinds.includes('UNKNOWN_FOR_LONG'),
  );
  expect(await shop.read(slow.id)).toMatchObject({
    status: 'PAID',
    refundableAmount: { value: '50000.00' },
  });

  await pass(3 * dayMs);
  await becomes(slow.id, 'PARTIALLY_REFUNDED');
  expect((await desk.order('slow')).refunds).toHaveLength(1);
});

test('a month: final orders stay as they are, and new ones work', async () => {
  const references = ['unnotified', 'unpaid', 'paying', 'ghost', 'old', 'replayed', 'slow', 'leaving'];
  const before = await Promise.all(references.map(timelineOf));
  await pass(30 * dayMs);
  const order = await aPaidOrder('next-month');
  expect(await shop.cancel(order.id)).toMatchObject({
    __typename: 'CancelOrderSuccess',
    order: { voidedAmount: { value: '75000.00' } },
  });
  // Every instant of the timeline comes from the same moved clock.
  expect(Date.parse(order.createdAt) - Date.now()).toBeGreaterThan(30 * dayMs);
  expect((await Promise.all(references.map(timelineOf))).map((events) => events.slice(-1))).toEqual(
    before.map((events) => events.slice(-1)),
  );
});

test('afterwards DANA and the gateway say the same, and the inbox replayed changes nothing', async () => {
  const postgres = await startEmbeddedPostgres({ dataDir: join(gateway.dataDir, 'postgres') });
  const database = connectDatabase({ url: postgres.url, connectionsMax: 2 });
  try {
    const { merchantId } = embeddedMerchant;
    const truths = (await desk.orders()).map(truthOf);
    expect(await judge(database, { truths, isSettled: true, merchantId })).toEqual([]);
  } finally {
    await closeDatabase(database);
    await postgres.leave();
  }
  const replayed = await runCommand('inbox', ['replay', '--dry-run'], { DATA_DIR: gateway.dataDir });
  expect(replayed).toMatchObject({ stderr: '', exitCode: 0 });
});
