import postgres from 'postgres';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { closeDatabase, connectDatabase, type Database } from '../../src/store/postgres/database.ts';
import { type ConfiguredWorld, merchantId, startConfiguredWorld } from '../support/configured-world.ts';
import { eventually } from '../support/eventually.ts';
import { judge } from '../support/recorded.ts';
import { sampleOf, testSeed } from '../support/sample.ts';
import { openShop, type Shop } from '../support/shop.ts';
import { simulatedTruth } from '../support/simulated-truth.ts';
import { openWatcher, type Watcher } from '../support/watcher.ts';

/** Every invariant must hold again this long after a restart; the machine is busy with other tests. */
const recoverWithinMs = 60_000;

/** What DANA did with the call whose end the gateway did not see. */
const danaDid = {
  'did it': { fault: 'commit-then-hang' },
  'did not': { fault: 'hang-before-commit' },
  'does it late': { fault: 'commit-late', delayMs: 11_000 },
} as const;

interface Cell {
  readonly operation: 'createOrder' | 'cancelOrder' | 'refundOrder' | 'notify' | 'recover';
  /**
   * A point inside the process, or killed from outside: `sent`, while DANA has the call; `writing`, while
   * Postgres has the statement; `given`, when the answer was given and nothing more was done.
   */
  readonly point: string;
  readonly dana: keyof typeof danaDid;
}

const inside: readonly (readonly [Cell['operation'], readonly string[]])[] = [
  ['createOrder', ['before insert', 'after insert', 'after createOrder', 'after change ACCEPTED']],
  [
    'cancelOrder',
    [
      'before change CANCELLATION_REQUESTED',
      'after change CANCELLATION_REQUESTED',
      'after cancelOrder',
      'after change CANCELLED',
    ],
  ],
  [
    'refundOrder',
    [
      'before change REFUND_REQUESTED',
      'after change REFUND_REQUESTED',
      'after refundOrder',
      'after change REFUNDED',
    ],
  ],
  ['notify', ['before change PAID', 'after change PAID']],
  ['recover', ['before queryOrder', 'after queryOrder', 'after change CANCELLED']],
];
const cells: readonly Cell[] = [
  ...inside.flatMap(([operation, points]) =>
    points.map((point): Cell => ({ operation, point, dana: 'did it' })),
  ),
  ...(['createOrder', 'cancelOrder', 'refundOrder'] as const).flatMap((operation): Cell[] => [
    ...(Object.keys(danaDid) as Cell['dana'][]).flatMap((dana): Cell[] => [
      { operation, point: 'sent', dana },
      { operation, point: 'given', dana },
    ]),
    // DANA stays silent until the gateway's deadline.
    { operation, point: `after ${operation}`, dana: 'did not' },
    { operation, point: `after ${operation}`, dana: 'does it late' },
  ]),
  { operation: 'notify', point: 'writing', dana: 'did it' },
  { operation: 'notify', point: 'given', dana: 'did it' },
];
const outside: readonly string[] = ['sent', 'writing', 'given'];

const chosen = sampleOf(cells, 30);

describe(`kill -9 at named points: ${chosen.length} of ${cells.length} cells, TEST_SEED=${testSeed}`, () => {
  let world: ConfiguredWorld;
  let shop: Shop;
  let database: Database;
  const pages: Watcher[] = [];

  beforeAll(async () => {
    world = await startConfiguredWorld({ entry: 'test/support/killable-gateway.ts' });
    shop = openShop(world.gateway.url, world.serverKey);
    database = connectDatabase({ url: world.databaseUrl, connectionsMax: 2 });
  });

  afterAll(async () => {
    await shop?.close();
    if (database !== undefined) await closeDatabase(database);
    await world?.dispose();
  });

  afterEach(() => {
    for (const page of pages.splice(0)) page.close();
  });

  const input = (partnerReferenceNo: string) => ({
    partnerReferenceNo,
    amount: '75000.00',
    title: 'Two tickets',
    payMethod: 'VIRTUAL_ACCOUNT',
    payOption: 'VIRTUAL_ACCOUNT_BRI',
  });

  /** The order as it must be before the operation of a cell, made by a gateway that is not killed, and its page. */
  async function prepare({ operation }: Cell, reference: string): Promise<string | null> {
    if (operation === 'createOrder') return null;
    const { order, clientToken } = await shop.order(input(reference));
    pages.push(openWatcher(world.gateway.url, { orderId: order.id, token: clientToken }));
    if (operation === 'notify') return order.id;
    await world.desk.pay(reference);
    await eventually(
      () => shop.read(order.id),
      ({ status }) => status === 'PAID',
      { withinMs: recoverWithinMs },
    );
    return order.id;
  }

  /** Starts the operation during which the gateway is killed; the operation's own answer is lost with it. */
  function begin({ operation }: Cell, reference: string, orderId: string | null): Promise<unknown> {
    const started = {
      createOrder: () => shop.order(input(reference)),
      cancelOrder: () => shop.cancel(orderId ?? ''),
      refundOrder: () => shop.refund(orderId ?? '', `${reference}-r`, '25000'),
      notify: () => world.desk.pay(reference),
      recover: () => shop.cancel(orderId ?? ''),
    }[operation]();
    return started.catch(() => 'lost with the gateway');
  }

  /** The client repeats the request that got no answer; afterwards nothing is pending on either side. */
  async function repeat({ operation }: Cell, reference: string, orderId: string | null): Promise<void> {
    const { order } = await shop.order(input(reference));
    if (operation === 'cancelOrder' || operation === 'recover') await shop.cancel(order.id);
    if (operation === 'refundOrder') await shop.refund(orderId ?? order.id, `${reference}-r`, '25000');
    const wanted = {
      createOrder: 'PENDING',
      cancelOrder: 'CANCELLED',
      refundOrder: 'PARTIALLY_REFUNDED',
      notify: 'PAID',
      recover: 'CANCELLED',
    }[operation];
    await eventually(
      () => shop.read(order.id),
      ({ status }) => status === wanted,
      { withinMs: recoverWithinMs },
    );
    for (const page of pages) await page.sees(wanted, (view) => view.order?.status === wanted);
  }

  /** Starts the operation and kills the process from outside at the moment that the cell names. */
  async function killFromOutside(cell: Cell, reference: string, orderId: string | null): Promise<void> {
    const { operation, point, dana } = cell;
    const isSilent = point === 'sent' || dana !== 'did it';
    const faultId = isSilent
      ? await world.desk.arm({ operation, partnerReferenceNo: reference, ...danaDid[dana] })
      : null;
    if (point === 'writing') return killWhileWriting(cell, reference, orderId);
    const begun = begin(cell, reference, orderId);
    if (point === 'sent' && faultId !== null) {
      await eventually(
        () => world.desk.strikesLeft(faultId),
        (left) => left === 0,
        { withinMs: recoverWithinMs },
      );
    } else {
      await begun;
      if (operation === 'notify') await answered(reference);
    }
    await world.gateway.kill();
    await begun;
  }

  /**
   * The statement waits in Postgres for a row that this test locks; when the test unlocks it, the process is
   * gone.
   */
  async function killWhileWriting(cell: Cell, reference: string, orderId: string | null): Promise<void> {
    const sql = postgres(world.databaseUrl, { max: 2, onnotice: () => undefined });
    await sql.begin(async (holder) => {
      await holder`select from orders where partner_reference_no = ${reference} for update`;
      await begin(cell, reference, orderId);
      await eventually(
        () => sql`
          select from pg_stat_activity
          where application_name = 'gapura' and datname = current_database() and wait_event_type = 'Lock'`,
        (waiting) => waiting.length > 0,
        { withinMs: recoverWithinMs },
      );
      await world.gateway.kill();
    });
    await sql.end();
  }

  /** The gateway has answered DANA with 2005600. */
  async function answered(reference: string): Promise<void> {
    await eventually(
      () => world.desk.order(reference),
      ({ deliveries }) => deliveries.some(({ status }) => status === 'DELIVERED'),
      { withinMs: recoverWithinMs },
    );
  }

  test.each(chosen)('$operation, $point, DANA $dana', async (cell) => {
    const reference = `kill-${cells.indexOf(cell)}`;
    const isInside = !outside.includes(cell.point);
    if (isInside) {
      await world.gateway.stop();
      await world.gateway.start({ KILL_AT: cell.point, KILL_FOR: reference });
    }
    const orderId = await prepare(cell, reference);
    const isArmed = isInside && (cell.operation === 'recover' || cell.dana !== 'did it');
    if (isArmed) {
      const operation = cell.operation === 'recover' ? 'cancelOrder' : cell.operation;
      await world.desk.arm({ operation, partnerReferenceNo: reference, ...danaDid[cell.dana] });
    }
    if (isInside) await Promise.all([begin(cell, reference, orderId), world.gateway.ended()]);
    else await killFromOutside(cell, reference, orderId);
    await world.gateway.start();
    await repeat(cell, reference, orderId);

    const references = cells.map((_, index) => `kill-${index}`);
    const truths = await Promise.all(references.map((name) => simulatedTruth(world.desk, name)));
    const judged = await judge(database, {
      truths: truths.filter((truth) => truth !== null),
      isSettled: true,
      merchantId,
    });
    expect(judged).toEqual([]);
  });
});
