import { afterAll, beforeAll, test } from 'vitest';
import {
  IncidentsDocument,
  type OrderFieldsFragment,
  TimelineDocument,
} from '../../../src/client/core/generated/graphql.ts';
import { closeDatabase, connectDatabase, type Database } from '../../../src/store/postgres/database.ts';
import { type ConfiguredWorld, startConfiguredWorld } from '../../support/configured-world.ts';
import { eventually } from '../../support/eventually.ts';
import { readRecorded } from '../../support/recorded.ts';
import { openShop, type Shop } from '../../support/shop.ts';

/** DANA repeats a failed notification after 1 s, 2 s, 5 s. */
export const deliveredWithinMs = 40_000;

/** Starts this many gateways on one database, beside a simulator, for the tests of one file. */
export function stageNotifiedGateways(gatewayCount: number) {
  let world: ConfiguredWorld;
  let shop: Shop;
  let database: Database;

  beforeAll(async () => {
    world = await startConfiguredWorld({ poolTimeoutSeconds: 30, gatewayCount });
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

  /** Arms a fault for the next notifications of this order. */
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

  /** What DANA sent about this order and how the gateway answered, oldest first. */
  async function attemptsOf(partnerReferenceNo: string) {
    const { deliveries } = await world.desk.order(partnerReferenceNo);
    return deliveries.flatMap(
      ({ attempts }) => attempts as { answer: { httpStatus: number; body: string } | null; body: string }[],
    );
  }

  /** The gateway's 4xx answers, after which DANA must not retry. A busy gateway may answer late and get a repeat. */
  async function refusalsOf(partnerReferenceNo: string): Promise<string[]> {
    const answers = (await attemptsOf(partnerReferenceNo)).flatMap(({ answer }) => answer ?? []);
    return answers.filter(({ httpStatus }) => httpStatus >= 400 && httpStatus < 500).map(({ body }) => body);
  }

  function delivered(partnerReferenceNo: string, count: number) {
    const isDone = (answers: string[]) =>
      answers.filter((answer) => answer.includes('2005600')).length >= count;
    const answers = async () =>
      (await attemptsOf(partnerReferenceNo)).map(({ answer }) => answer?.body ?? '');
    return eventually(answers, isDone, { withinMs: deliveredWithinMs });
  }

  /** How the gateway disposed of each notification of an order, oldest first; counted replays are duplicates. */
  async function endsOf(partnerReferenceNo: string): Promise<string[]> {
    const { inbox } = await readRecorded(database);
    return inbox
      .filter(({ entry }) => entry.partnerReferenceNo === partnerReferenceNo)
      .flatMap(({ disposition, replayCount }) => [disposition, ...Array(replayCount).fill('DUPLICATE')]);
  }

  async function timelineOf(partnerReferenceNo: string): Promise<string[]> {
    const { order } = await shop.server.request(TimelineDocument, { by: { partnerReferenceNo } });
    return order?.timeline.nodes.map(({ type, source }) => `${type} ${source}`) ?? [];
  }

  /** The incidents that an operator sees about an order, oldest first. */
  async function incidentsOf(partnerReferenceNo: string): Promise<string[]> {
    const { incidents } = await shop.server.request(IncidentsDocument, { first: 100 });
    const ofOrder = incidents.nodes.filter((incident) => incident.partnerReferenceNo === partnerReferenceNo);
    return ofOrder.map(({ kind, detail }) => `${kind} ${detail}`).reverse();
  }

  /** The last test of a file: DANA and the gateway agree on every order. */
  function testAgreement(): void {
    test('afterwards DANA and the gateway agree, and no invariant is broken', async () => {
      await eventually(
        () => world.judge(true),
        (broken) => broken.length === 0,
      );
    });
  }

  return {
    world: () => world,
    shop: () => shop,
    anInput,
    anOrder,
    arm,
    becomes,
    attemptsOf,
    refusalsOf,
    delivered,
    endsOf,
    timelineOf,
    incidentsOf,
    testAgreement,
  };
}
