import { describe, expect, test } from 'vitest';
import type { FinishNotify, TranslatedFinishNotify } from '../../../src/use-cases/ports/finish-notify.ts';
import type { OrderStore } from '../../../src/use-cases/ports/order-store.ts';
import { aDetail } from '../../support/incidents.ts';
import { insertOrder } from '../../support/order-store-contract/steps.ts';
import { minute } from '../../support/orders.ts';
import { assembled } from './assembled.ts';

type Changes = Partial<Omit<FinishNotify, 'report'>> & { report?: Partial<FinishNotify['report']> };

/** A gateway with one open order, and everything that it logs. A body is the name of an entry of `bodies`. */
async function openGateway() {
  const lines: { level: string; event: string; fields: object }[] = [];
  const write =
    (level: string) =>
    (event: string, fields: object = {}) =>
      void lines.push({ level, event, fields });
  const bodies = new Map<string, TranslatedFinishNotify>();
  const calls = new Map<string, number>();
  const world = assembled({}, (store) => countCalls(store, calls), {
    log: { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') },
    translateFinishNotify: (body) => {
      const unreadable = {
        kind: 'unreadable',
        reason: aDetail('no JSON'),
        partnerReferenceNo: null,
      } as const;
      return bodies.get(Buffer.from(body).toString()) ?? unreadable;
    },
  });
  const order = await insertOrder(world.store);
  let count = 0;
  return {
    ...world,
    order,
    lines,
    calls,
    dispositions: () => [...world.store.tables.inbox.values()].map(({ disposition }) => disposition),
    /** Says what a body means: a payment of the order, with these changes. */
    write(body: string, { report, ...changes }: Changes = {}) {
      const { partnerReferenceNo, amount } = order;
      const paid: FinishNotify = {
        partnerReferenceNo,
        merchantId: 'merchant',
        currency: 'IDR',
        latestTransactionStatus: '00',
        ...changes,
        report: {
          state: 'PAID',
          referenceNo: 'DANA-1',
          amount,
          paidAt: minute(5),
          paidWith: [],
          refunded: null,
          voided: null,
          chargedBack: null,
          isFrozen: null,
          ...report,
        },
      };
      bodies.set(body, { kind: 'understood', notify: paid });
    },
    deliver(body: string) {
      const receivedAt = world.now();
      return world.useCases.receiveFinishNotify({
        id: `n-${++count}`,
        receivedAt,
        timestamp: receivedAt.toISOString(),
        keyFingerprint: 'SHA256:dana',
        body: Buffer.from(body),
      });
    },
  };
}

/** The store, which counts in `calls` how often each of its methods is called. */
function countCalls(store: OrderStore, calls: Map<string, number>): OrderStore {
  return new Proxy(store, {
    ownKeys: (target) => Reflect.ownKeys(target),
    get(target, name: keyof OrderStore) {
      const method = target[name] as (...input: unknown[]) => unknown;
      return (...input: unknown[]) => {
        calls.set(name, (calls.get(name) ?? 0) + 1);
        return method(...input);
      };
    },
  });
}

describe('receiveFinishNotify', () => {
  test('a payment is applied to its order, and logged once', async () => {
    const gateway = await openGateway();
    gateway.write('paid');
    expect(await gateway.deliver('paid')).toMatchObject({ kind: 'applied', order: { status: 'PAID' } });
    expect(gateway.dispositions()).toEqual(['APPLIED']);
    const { id: orderId, partnerReferenceNo } = gateway.order;
    expect(gateway.lines).toEqual([
      {
        level: 'info',
        event: 'finish_notify.recorded',
        fields: {
          notificationId: 'n-1',
          partnerReferenceNo,
          orderId,
          outcome: 'applied',
          status: 'PAID',
          durationMs: 0,
        },
      },
    ]);
  });

  test('the same notification, signed anew, leaves the order unchanged; its row is a DUPLICATE', async () => {
    const gateway = await openGateway();
    gateway.write('paid');
    await gateway.deliver('paid');
    gateway.pass(1_000);
    expect(await gateway.deliver('paid')).toMatchObject({ kind: 'unchanged', order: { version: 2 } });
    expect(gateway.dispositions()).toEqual(['APPLIED', 'DUPLICATE']);
  });

  test('a notification that does not fit its order is quarantined, and logged once', async () => {
    const gateway = await openGateway();
    gateway.write('foreign', { merchantId: 'another' });
    const reason = 'merchantId is not ours';
    expect(await gateway.deliver('foreign')).toEqual({ kind: 'quarantined', reason });
    expect(gateway.dispositions()).toEqual(['QUARANTINED']);
    expect(await gateway.store.find({ id: gateway.order.id })).toMatchObject({ version: 1 });
    expect(gateway.lines).toMatchObject([
      { level: 'error', event: 'finish_notify.quarantined', fields: { notificationId: 'n-1', reason } },
    ]);
  });

  test('a body that cannot be read is kept as it came, with the reason', async () => {
    const gateway = await openGateway();
    expect(await gateway.deliver('noise')).toEqual({ kind: 'quarantined', reason: 'no JSON' });
    const [stored] = gateway.store.tables.inbox.values();
    expect(stored).toMatchObject({
      disposition: 'QUARANTINED',
      entry: { id: 'n-1', body: 'noise', partnerReferenceNo: null, amount: null },
    });
    expect(gateway.lines.map(({ event }) => event)).toEqual(['finish_notify.quarantined']);
  });

  test('a notification for an unknown order is orphaned, and logged once', async () => {
    const gateway = await openGateway();
    gateway.write('early', { partnerReferenceNo: 'not-yet' });
    expect(await gateway.deliver('early')).toEqual({ kind: 'orphaned' });
    expect(gateway.dispositions()).toEqual(['ORPHANED']);
    expect(gateway.lines).toMatchObject([
      { level: 'warn', event: 'finish_notify.orphaned', fields: { partnerReferenceNo: 'not-yet' } },
    ]);
  });

  test('a message that comes again is counted on its first row and does nothing else, also if copies come at once', async () => {
    const gateway = await openGateway();
    gateway.write('paid');
    const ends = await Promise.all(Array.from({ length: 20 }, () => gateway.deliver('paid')));
    expect(ends.map(({ kind }) => kind)).toEqual(['applied', ...Array(19).fill('repeated')]);
    const [row, ...others] = gateway.store.tables.inbox.values();
    expect(row).toMatchObject({ disposition: 'APPLIED', replayCount: 19 });
    expect(others).toEqual([]);
  });

  test("another merchant's message does not wait for our next order of the same number", async () => {
    const gateway = await openGateway();
    gateway.write('foreign', { merchantId: 'another', partnerReferenceNo: 'our-next-number' });
    expect(await gateway.deliver('foreign')).toEqual({
      kind: 'quarantined',
      reason: 'merchantId is not ours',
    });
    expect(await gateway.deliver('foreign')).toEqual({ kind: 'repeated' });
    expect(await gateway.store.listEarlyNotifications('our-next-number')).toEqual([]);
    expect([...gateway.store.tables.inbox.values()]).toMatchObject([{ replayCount: 1, orderId: null }]);
  });

  test('however many came before their order, one statement reads them and one records all that they change', async () => {
    const gateway = await openGateway();
    const partnerReferenceNo = 'early';
    gateway.write('closed', {
      partnerReferenceNo,
      latestTransactionStatus: '05',
      report: { state: 'CLOSED', paidAt: null },
    });
    gateway.write('paid', { partnerReferenceNo });
    await gateway.deliver('closed');
    for (let count = 0; count < 120; count++) {
      gateway.pass(1_000);
      await gateway.deliver('paid');
    }
    const { id } = await insertOrder(gateway.store, { partnerReferenceNo });
    gateway.calls.clear();
    expect(await gateway.deliver('paid')).toEqual({ kind: 'repeated' });
    const order = await gateway.store.find({ id });
    expect(order).toMatchObject({ status: 'PAID', version: 3 });
    expect(gateway.dispositions()).toEqual(['APPLIED', 'APPLIED', ...Array(119).fill('DUPLICATE')]);
    expect([...gateway.calls]).toEqual([
      ['findNotified', 1],
      ['listEarlyNotifications', 1],
      ['reapply', 1],
    ]);
  });

  test('a repeated orphan is applied if the process that received it first died before that', async () => {
    const gateway = await openGateway();
    gateway.write('early', { partnerReferenceNo: 'early' });
    await gateway.deliver('early');
    const { id } = await insertOrder(gateway.store, { partnerReferenceNo: 'early' });
    expect(await gateway.deliver('early')).toEqual({ kind: 'repeated' });
    expect(await gateway.store.find({ id })).toMatchObject({ status: 'PAID' });
  });
});
