import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeDatabase, connectDatabase, type Database } from '../../src/store/database.ts';
import { type ConfiguredWorld, merchantId, startConfiguredWorld } from '../support/configured-world.ts';
import { eventually } from '../support/eventually.ts';
import { judge } from '../support/recorded.ts';
import { openShop, type Shop } from '../support/shop.ts';
import { simulatedTruth } from '../support/simulated-truth.ts';

/** After a restart everything must be true again within this; the machine is busy with other tests. */
const settleWithinMs = 30_000;

/** What became of the call that the gateway did not live to see the end of. */
const danaDid = {
  'did it': { fault: 'commit-then-hang' },
  'did not': { fault: 'hang-before-commit' },
  'does it late': { fault: 'commit-late', delayMs: 11_000 },
} as const;

interface Cell {
  readonly operation: 'createOrder' | 'cancelOrder' | 'refundOrder' | 'notify' | 'reconcile';
  /** A point inside the process, or `sent`: killed from outside while DANA has the call. */
  readonly point: string;
  readonly dana: keyof typeof danaDid;
}

const inside: readonly (readonly [Cell['operation'], readonly string[]])[] = [
  ['createOrder', ['before insert', 'after insert', 'after createOrder', 'after change ACCEPTED']],
  [
    'cancelOrder',
    [
      'before change CANCEL_REQUESTED',
      'after change CANCEL_REQUESTED',
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
  ['reconcile', ['before queryOrder', 'after queryOrder', 'after change CANCELLED']],
];
const cells: readonly Cell[] = [
  ...inside.flatMap(([operation, points]) =>
    points.map((point): Cell => ({ operation, point, dana: 'did it' })),
  ),
  ...(['createOrder', 'cancelOrder', 'refundOrder'] as const).flatMap((operation) =>
    (Object.keys(danaDid) as Cell['dana'][]).map((dana): Cell => ({ operation, point: 'sent', dana })),
  ),
];

/** `npm test` kills at some of the points, another choice each time the seed changes; TEST_LONG at all of them. */
const seed = Number(process.env.TEST_SEED ?? 1);
const isChosen = (_: Cell, index: number) => process.env.TEST_LONG === '1' || (index + seed) % 7 === 0;
const chosen = cells.filter(isChosen);

describe(`kill -9 at named points: ${chosen.length} of ${cells.length} cells, TEST_SEED=${seed}`, () => {
  let world: ConfiguredWorld;
  let shop: Shop;
  let database: Database;

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

  const input = (partnerReferenceNo: string) => ({
    partnerReferenceNo,
    amount: '75000.00',
    title: 'Two tickets',
    payMethod: 'VIRTUAL_ACCOUNT',
    payOption: 'VIRTUAL_ACCOUNT_BRI',
  });

  /** The order as it must be before the operation of a cell, made by a gateway that is not killed. */
  async function prepare({ operation }: Cell, reference: string): Promise<string | null> {
    if (operation === 'createOrder') return null;
    const { order } = await shop.order(input(reference));
    if (operation === 'notify') return order.id;
    await world.desk.pay(reference);
    await eventually(
      () => shop.read(order.id),
      ({ status }) => status === 'PAID',
      { withinMs: settleWithinMs },
    );
    return order.id;
  }

  /** Starts what the gateway is killed in; its own call is lost with it. */
  function begin({ operation }: Cell, reference: string, orderId: string | null): Promise<unknown> {
    const started = {
      createOrder: () => shop.order(input(reference)),
      cancelOrder: () => shop.cancel(orderId ?? ''),
      refundOrder: () => shop.refund(orderId ?? '', `${reference}-r`, '25000'),
      notify: () => world.desk.pay(reference),
      reconcile: () => shop.cancel(orderId ?? ''),
    }[operation]();
    return started.catch(() => 'lost with the gateway');
  }

  /** The client asks again for what it got no answer to, and both sides come to rest. */
  async function repeat({ operation }: Cell, reference: string, orderId: string | null): Promise<void> {
    const { order } = await shop.order(input(reference));
    if (operation === 'cancelOrder' || operation === 'reconcile') await shop.cancel(order.id);
    if (operation === 'refundOrder') await shop.refund(orderId ?? order.id, `${reference}-r`, '25000');
    const wanted = {
      createOrder: 'PENDING',
      cancelOrder: 'CANCELLED',
      refundOrder: 'PARTIALLY_REFUNDED',
      notify: 'PAID',
      reconcile: 'CANCELLED',
    }[operation];
    await eventually(
      () => shop.read(order.id),
      ({ status }) => status === wanted,
      { withinMs: settleWithinMs },
    );
  }

  test.each(chosen)('$operation, $point, DANA $dana', async (cell) => {
    const reference = `kill-${cells.indexOf(cell)}`;
    const isInside = cell.point !== 'sent';
    if (isInside) {
      await world.gateway.stop();
      await world.gateway.start({ KILL_AT: cell.point, KILL_FOR: reference });
    }
    const orderId = await prepare(cell, reference);
    if (cell.operation === 'reconcile') {
      await world.desk.arm({ operation: 'cancelOrder', partnerReferenceNo: reference, ...danaDid['did it'] });
    }
    if (!isInside) {
      const faultId = await world.desk.arm({
        operation: cell.operation,
        partnerReferenceNo: reference,
        ...danaDid[cell.dana],
      });
      const lost = begin(cell, reference, orderId);
      await eventually(
        () => world.desk.strikesLeft(faultId),
        (left) => left === 0,
        { withinMs: settleWithinMs },
      );
      await world.gateway.kill();
      await lost;
    } else {
      await Promise.all([begin(cell, reference, orderId), world.gateway.ended()]);
    }
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
