import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { translateFinishNotify } from '../../../src/dana/finish-notify.ts';
import { makeReplayInbox } from '../../../src/use-cases/notifications/replay-inbox.ts';
import { makeRequestReplay } from '../../../src/use-cases/notifications/request-replay.ts';
import { approver } from '../../support/actors.ts';
import { type MoneyStage, openMoneyStage } from '../../support/money-stage.ts';
import { minute } from '../../support/orders.ts';
import { readRecorded } from '../../support/recorded.ts';
import { scriptedMerchantId } from '../../support/scripted-order.ts';
import { silentLog } from '../../support/silent-log.ts';

let stage: MoneyStage;
beforeEach(async () => {
  stage = await openMoneyStage();
});
afterEach(() => stage.close());

/** Every step of a replay in words: how the notification ended before, and what the replay does with it. */
async function replay({ isDryRun = false, merchantId = scriptedMerchantId } = {}): Promise<string[]> {
  const { store, clock } = stage;
  const chance = { uuid: randomUUID, fraction: () => 0 };
  const replayInbox = makeReplayInbox({ store, clock, chance, merchantId, translateFinishNotify });
  const steps: string[] = [];
  for await (const { notification, effect } of replayInbox({ isDryRun })) {
    steps.push(`${notification.disposition} ${effect.kind}`);
  }
  return steps;
}

/** How the recorded notifications ended, oldest first. */
async function dispositions(): Promise<string[]> {
  return (await readRecorded(stage.database)).inbox.map(({ disposition }) => disposition);
}

/** Time between two notifications, so that the inbox has an order. */
async function deliverLater(body: string, signedAt?: Date): Promise<void> {
  stage.clock.advance(1_000);
  await stage.deliver(body, signedAt ?? stage.clock.now());
}

describe('replaying an inbox without errors', () => {
  test('changes nothing, whatever happened to the orders', async () => {
    const { dana } = stage;
    const references = ['paid', 'late', 'failed', 'refunded', 'cancelled', 'disputed'];
    for (const reference of references) await stage.create(reference);
    dana.pay('paid');
    await deliverLater(dana.notification('paid'));
    await deliverLater(dana.notification('paid'));
    // Closed, notified as closed, and then paid: the first notification contradicts what the order is now.
    await deliverLater(dana.notification('late', { latestTransactionStatus: '05' }));
    dana.pay('late');
    await deliverLater(dana.notification('late'));
    // Being paid, then failed: the first notification does not fit an order that failed.
    for (const latestTransactionStatus of ['02', '06']) {
      await deliverLater(dana.notification('failed', { latestTransactionStatus }));
    }
    for (const reference of ['refunded', 'cancelled', 'disputed']) {
      dana.pay(reference);
      await deliverLater(dana.notification(reference));
    }
    await stage.refund('refunded', 'r-1', (await stage.order('refunded')).amount);
    await stage.cancel('cancelled');
    await deliverLater(dana.notification('cancelled'));
    await deliverLater(dana.notification('disputed', { latestTransactionStatus: '05' }));
    await deliverLater(dana.notification('paid', { merchantId: 'somebody else' }));
    await deliverLater('{}');
    await deliverLater(dana.notification('paid', { originalPartnerReferenceNo: 'unknown' }));
    await stage.settle();
    stage.clock.advance(60 * 60_000);

    const before = await readRecorded(stage.database);
    const steps = await replay();
    expect(await readRecorded(stage.database)).toEqual(before);
    expect(steps.filter((step) => !/agrees|kept/.test(step))).toEqual([]);
    expect(steps).toHaveLength(before.inbox.length);
    expect(await stage.judge(true)).toEqual([]);
  });

  test('reads more than a page', async () => {
    await stage.create('ord-1');
    stage.dana.pay('ord-1');
    const body = stage.dana.notification('ord-1');
    for (let count = 0; count < 101; count++) await stage.deliver(body, minute(count / 60));
    const steps = await replay();
    expect(steps).toHaveLength(101);
    expect(new Set(steps)).toEqual(new Set(['APPLIED agrees', 'DUPLICATE agrees']));
  });
});

describe('an orphaned notification', () => {
  /** A notification that came before its order, and was not applied because the gateway died. */
  async function anOrphanedOneWithOrder(about: Record<string, unknown> = {}): Promise<void> {
    await stage.create('ord-1');
    stage.dana.pay('ord-1');
    await deliverLater(stage.dana.notification('ord-1', { originalPartnerReferenceNo: 'ord-2', ...about }));
    await stage.database.$client.unsafe("update orders set partner_reference_no = 'ord-2'");
  }

  test('whose order exists by now is applied', async () => {
    await anOrphanedOneWithOrder();
    expect(await replay({ isDryRun: true })).toEqual(['ORPHANED applied']);
    expect([(await stage.order('ord-2')).status, await dispositions()]).toEqual(['PENDING', ['ORPHANED']]);

    expect(await replay()).toEqual(['ORPHANED applied']);
    expect([(await stage.order('ord-2')).status, await dispositions()]).toEqual(['PAID', ['APPLIED']]);
    expect(await replay()).toEqual(['APPLIED agrees']);
  });

  test('whose order still does not exist stays orphaned', async () => {
    await stage.create('ord-1');
    await deliverLater(stage.dana.notification('ord-1', { originalPartnerReferenceNo: 'ord-9' }));
    expect(await replay()).toEqual(['ORPHANED kept']);
    expect(await dispositions()).toEqual(['ORPHANED']);
  });

  test('that does not fit its order stays orphaned', async () => {
    await anOrphanedOneWithOrder({ amount: { currency: 'IDR', value: '75001.00' } });
    expect(await replay()).toEqual(['ORPHANED kept']);
    expect((await stage.order('ord-2')).status).toBe('PENDING');
  });
});

test('a person replays only what is kept, some at a time, with a reason, and a repeat changes nothing', async () => {
  await stage.create('ord-1');
  stage.dana.pay('ord-1');
  await deliverLater(stage.dana.notification('ord-1'));
  for (let count = 0; count < 51; count++)
    await stage.deliver(stage.dana.notification('ord-1', { originalPartnerReferenceNo: `ord-${count + 2}` }));
  await stage.database.$client.unsafe(
    "update orders set partner_reference_no = 'ord-2', status = 'PENDING', paid = 0",
  );
  const { store, clock } = stage;
  const lines: unknown[] = [];
  const requestOn = (on: typeof store) =>
    makeRequestReplay({
      ...{ store: on, clock, merchantId: scriptedMerchantId, translateFinishNotify },
      chance: { uuid: randomUUID, fraction: () => 0 },
      log: { ...silentLog, info: (name, fields) => void lines.push([name, fields]) },
    });
  const request = requestOn(store);
  const ask = async (isDryRun: boolean, after: string | null = null) => {
    const outcome = await request({ reason: 'the number is corrected', isDryRun, after }, approver);
    if (outcome.kind !== 'ReplayInboxSuccess') throw new Error(outcome.kind);
    return outcome;
  };
  expect(await request({ reason: ' ', isDryRun: false, after: null }, approver)).toMatchObject({
    kind: 'InvalidInput',
  });
  const effects = (replayed: Awaited<ReturnType<typeof ask>>['replayed']) =>
    replayed.map(({ effect }) => effect.kind);
  const tried = await ask(true);
  expect(new Set(effects(tried.replayed))).toEqual(new Set(['applied', 'kept']));
  expect(tried.replayed).toHaveLength(50);
  expect(effects((await ask(true, tried.next)).replayed)).toHaveLength(1);
  expect([(await stage.order('ord-2')).status, lines]).toEqual(['PENDING', []]);

  expect(effects((await ask(false)).replayed)).toContain('applied');
  expect((await stage.order('ord-2')).status).toBe('PAID');
  const told = { kept: 49, unchanged: 0, applied: 1, actor: approver, reason: 'the number is corrected' };
  const asked = { after: null, actor: approver, reason: 'the number is corrected' };
  expect(lines).toEqual([
    ['notifications.replay_requested', asked],
    ['notifications.replayed', told],
  ]);
  expect(effects((await ask(false)).replayed)).not.toContain('applied');

  lines.length = 0;
  const broken = { ...store, pageInbox: () => Promise.reject(new Error('the database is gone')) };
  await expect(
    requestOn(broken)({ reason: asked.reason, isDryRun: false, after: null }, approver),
  ).rejects.toThrow('gone');
  expect(lines).toEqual([['notifications.replay_requested', asked]]);
});

describe('a notification in quarantine', () => {
  test('that fits after a fix is applied, but not with --dry-run', async () => {
    await stage.create('ord-1');
    stage.dana.pay('ord-1');
    await deliverLater(stage.dana.notification('ord-1', { merchantId: 'right all along' }));
    expect(await replay()).toEqual(['QUARANTINED kept']);

    const mended = { merchantId: 'right all along' };
    expect(await replay({ ...mended, isDryRun: true })).toEqual(['QUARANTINED applied']);
    expect((await stage.order('ord-1')).status).toBe('PENDING');
    expect(await replay(mended)).toEqual(['QUARANTINED applied']);
    expect([(await stage.order('ord-1')).status, await dispositions()]).toEqual(['PAID', ['APPLIED']]);
  });

  test('that fits but changes nothing ends as unchanged', async () => {
    await stage.create('ord-1');
    stage.dana.pay('ord-1');
    await deliverLater(stage.dana.notification('ord-1', { merchantId: 'right all along' }));
    await stage.settle();
    expect((await stage.order('ord-1')).status).toBe('PAID');
    expect(await replay({ merchantId: 'right all along' })).toEqual(['QUARANTINED unchanged']);
    expect(await dispositions()).toEqual(['NO_OP']);
  });

  test('because it was signed long ago is never applied', async () => {
    await stage.create('ord-1');
    stage.dana.pay('ord-1');
    await deliverLater(stage.dana.notification('ord-1'), new Date('2026-01-14T03:00:00Z'));
    stage.clock.advance(24 * 60 * 60_000);
    expect(await replay()).toEqual(['QUARANTINED kept']);
    expect((await stage.order('ord-1')).status).toBe('PENDING');
  });
});

test('with another merchant configured, applied notifications are disputed and nothing is undone', async () => {
  await stage.create('ord-1');
  stage.dana.pay('ord-1');
  await deliverLater(stage.dana.notification('ord-1'));
  expect(await replay({ merchantId: 'somebody else' })).toEqual(['APPLIED disputed']);
  expect((await stage.order('ord-1')).status).toBe('PAID');
});

test('a payment that only the inbox contains is applied', async () => {
  await stage.create('ord-1');
  stage.dana.pay('ord-1');
  await deliverLater(stage.dana.notification('ord-1'));
  const sql = stage.database.$client;
  await sql.unsafe('delete from order_events where version = 3');
  await sql.unsafe("update orders set status = 'PENDING', version = 2, paid = 0, paid_at = null");
  expect(await replay({ isDryRun: true })).toEqual(['APPLIED applied']);
  expect(await replay()).toEqual(['APPLIED applied']);
  expect((await stage.order('ord-1')).status).toBe('PAID');
  expect(await stage.judge(true)).toEqual([]);
});
