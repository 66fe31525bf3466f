import { setImmediate as aTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createEventOutbox } from '../../../src/store/events/event-outbox.ts';
import { makeEventRelay } from '../../../src/use-cases/events/relay-events.ts';
import { createOrderWatchers } from '../../../src/wake-ups/order-watchers.ts';
import { aServerKey } from '../../support/actors.ts';
import { anInput, type MoneyStage, openMoneyStage, orderAmount } from '../../support/money-stage.ts';
import { silentFailures } from '../../support/silent-failures.ts';
import { silentLog } from '../../support/silent-log.ts';

/** Every statement costs a round trip while a payer waits, so the usual paths have a budget. */
const statementsMax = {
  /** The insert with the lease, and DANA's answer, which releases it. */
  createOrder: 2,
  /** The limits of the caller, the order, the request with the lease, and DANA's answer. */
  cancelOrder: 4,
  /** Also whether a second person has decided about the number. */
  refundOrder: 5,
  /** Everything that decides, and the change with its notification. */
  receiveFinishNotify: 2,
} as const;

const declined = {
  kind: 'declined',
  reason: 'OTHER',
  responseCode: '4005400',
  responseMessage: 'Bad Request',
} as const;

let stage: MoneyStage;
let statements: string[];
let underWay: number;
let isDeclined: boolean;
beforeEach(async () => {
  statements = [];
  underWay = 0;
  isDeclined = false;
  stage = await openMoneyStage({
    database(database) {
      const { $client: client } = database;
      const send = client.unsafe;
      client.unsafe = ((text: string, ...rest: []) => {
        // The heartbeat of the feed comes when it is due, whatever a test does.
        if (!text.includes('order_feed_beat')) statements.push(text);
        underWay += 1;
        const sent = send(text, ...rest);
        const end = () => {
          underWay -= 1;
        };
        sent.then(end, end);
        return sent;
      }) as typeof send;
      return database;
    },
    ports(ports) {
      const { provider } = ports;
      const declining = <Call>(call: Call) => (isDeclined ? async () => declined : call);
      return {
        ...ports,
        provider: {
          ...provider,
          createOrder: (request) => declining(provider.createOrder)(request),
          refundOrder: (request) => declining(provider.refundOrder)(request),
          cancelOrder: (order) => declining(provider.cancelOrder)(order),
        },
      };
    },
  });
});
afterEach(() => stage.close());

async function expectAtMost(countMax: number, act: () => Promise<unknown>): Promise<void> {
  statements.length = 0;
  await act();
  expect(statements.length).toBeGreaterThan(0);
  expect(statements.length, statements.join('\n\n')).toBeLessThanOrEqual(countMax);
}

async function aPaidOrder(): Promise<string> {
  await stage.create('ord-1');
  stage.dana.pay('ord-1');
  await stage.deliver(stage.dana.notification('ord-1'));
  return (await stage.order('ord-1')).id;
}

/** Somebody else may query DANA about the order at once. */
async function expectNoLease(): Promise<void> {
  const { id } = await stage.order('ord-1');
  const now = stage.clock.now();
  expect(await stage.store.lease(id, now, new Date(now.getTime() + 1))).not.toBeNull();
}

describe('on the usual path', () => {
  test('a Finish Notify of a known order sends two statements', async () => {
    await stage.create('ord-1');
    stage.dana.pay('ord-1');
    const body = stage.dana.notification('ord-1');
    await expectAtMost(statementsMax.receiveFinishNotify, () => stage.deliver(body));
    expect(await stage.order('ord-1')).toMatchObject({ status: 'PAID' });
  });

  test('a Finish Notify whose payer watches sends two statements: what was committed is pushed', async () => {
    await stage.create('ord-1');
    const { id } = await stage.order('ord-1');
    const { signal } = new AbortController();
    const states = stage.useCases.watchOrder(id, { afterVersion: null, signal });
    expect((await states.next()).value).toMatchObject({ status: 'PENDING' });
    const pushed = states.next();
    await aTurn();
    stage.dana.pay('ord-1');
    const body = stage.dana.notification('ord-1');
    await expectAtMost(statementsMax.receiveFinishNotify, async () => {
      await stage.deliver(body);
      expect((await pushed).value).toMatchObject({ status: 'PAID' });
    });
    expect((await pushed).value).toEqual(await stage.order('ord-1'));
    await states.return();
  });

  test('createOrder sends two statements, and the second releases the lease', async () => {
    await expectAtMost(statementsMax.createOrder, async () => {
      expect(await stage.create('ord-1')).toMatchObject({ kind: 'CreateOrderSuccess' });
    });
    await expectNoLease();
  });

  test('createOrder that DANA declines sends two statements, and the second releases the lease', async () => {
    isDeclined = true;
    await expectAtMost(statementsMax.createOrder, async () => {
      expect(await stage.create('ord-1')).toMatchObject({ kind: 'ProviderDeclined' });
    });
    await expectNoLease();
  });

  test('cancelOrder sends four statements, and the last releases the lease', async () => {
    await stage.create('ord-1');
    const { id: orderId } = await stage.order('ord-1');
    await expectAtMost(statementsMax.cancelOrder, async () => {
      expect(await stage.useCases.cancelOrder({ orderId, reason: null }, aServerKey)).toMatchObject({
        kind: 'CancelOrderSuccess',
        order: { status: 'CANCELLED' },
      });
    });
    await expectNoLease();
  });

  test('cancelOrder that DANA declines leaves no lease behind', async () => {
    await stage.create('ord-1');
    isDeclined = true;
    expect(await stage.cancel('ord-1')).toMatchObject({ kind: 'ProviderDeclined' });
    await expectNoLease();
  });

  test('refundOrder sends five statements, and the last releases the lease', async () => {
    const orderId = await aPaidOrder();
    const refund = { orderId, partnerRefundNo: 'ref-1', amount: orderAmount, reason: null };
    await expectAtMost(statementsMax.refundOrder, async () => {
      expect(await stage.useCases.refundOrder(refund, aServerKey)).toMatchObject({
        kind: 'RefundOrderSuccess',
        refund: { status: 'SUCCEEDED' },
        order: { status: 'REFUNDED' },
      });
    });
    await expectNoLease();
  });

  test('refundOrder that DANA declines leaves no lease behind', async () => {
    await aPaidOrder();
    isDeclined = true;
    expect(await stage.refund('ord-1', 'ref-1', orderAmount)).toMatchObject({ kind: 'ProviderDeclined' });
    await expectNoLease();
  });
});

test('background work sends no statement because of a createOrder, but one after the pause of the relay', async () => {
  const { clock } = stage;
  const { useCases, recovery, lateQueries } = stage.processAhead(0);
  const feed = createOrderWatchers();
  const outbox = createEventOutbox(stage.database);
  const relay = makeEventRelay({
    outbox,
    feed,
    clock,
    log: silentLog,
    failures: silentFailures,
    onRound: () => undefined,
  });
  const workers = [recovery, lateQueries, relay];
  /** Resolves when the workers have sent what they send by themselves, and wait for the clock. */
  async function rest(): Promise<void> {
    do await aTurn();
    while (underWay > 0);
  }
  for (const worker of workers) worker.start();
  try {
    await rest();
    expect(statements.length).toBeGreaterThan(0);
    await expectAtMost(statementsMax.createOrder, async () => {
      const created = await useCases.createOrder(anInput('ord-1'), aServerKey);
      if (created.kind !== 'CreateOrderSuccess') throw new Error(created.kind);
      feed.wake(created.order.id);
      await rest();
    });
    await expectAtMost(1, async () => {
      clock.advance(100);
      await rest();
    });
  } finally {
    await Promise.all(workers.map((worker) => worker.stop()));
  }
});
