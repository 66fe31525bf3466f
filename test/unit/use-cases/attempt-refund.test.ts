import { expect, test } from 'vitest';
import { rupiah } from '../../../src/domain/money.ts';
import { readLagMaxMs } from '../../../src/use-cases/changes/schedule.ts';
import type { DeclineReason, RefundOrderAnswer } from '../../../src/use-cases/ports/payment-provider.ts';
import { aServerKey } from '../../support/actors.ts';
import { aRefund, insertPaidOrder, learn, requestRefund } from '../../support/order-store-contract/steps.ts';
import { minute } from '../../support/orders.ts';
import { assembled, found, refused, silence } from './assembled.ts';

/** DANA refuses a refund each time it is asked; what its account tells, a test says. */
async function aRefusedRefund(refundedAtDana: () => bigint) {
  const { store, useCases, pass, passToNextDue } = assembled({
    refundOrder: async () => refused,
    queryOrder: async () => found({ refunded: rupiah(refundedAtDana()) }),
  });
  const { id } = await insertPaidOrder(store);
  const refund = aRefund(id, { createdAt: minute(7) });
  await store.change(id, requestRefund(refund));
  const status = async () => (await store.findRefund({ id: refund.id }))?.status;
  return {
    store,
    refund,
    status,
    /** DANA is asked; how the refund stands then. */
    async ask() {
      await useCases.findOrder({ id }, { isFresh: true });
      return status();
    },
    pass,
    passToNextDue,
  };
}

test('a refund whose repeat is refused has failed where an account a minute younger has no room for it', async () => {
  const { ask, pass } = await aRefusedRefund(() => 0n);
  expect(await ask()).toBe('PENDING');
  pass(readLagMaxMs - 1);
  expect(await ask()).toBe('PENDING');
  pass(10_000);
  expect(await ask()).toBe('FAILED');
});

test('one that DANA had made is not taken for failed by an account that lags behind', async () => {
  let refunded = 0n;
  const { refund, ask, pass } = await aRefusedRefund(() => refunded);
  expect(await ask()).toBe('PENDING');
  refunded = refund.amount;
  pass(readLagMaxMs);
  expect(await ask()).toBe('SUCCEEDED');
});

test('the first refusal is on record: whichever process is asked a minute later calls it final', async () => {
  const { store, refund, ask } = await aRefusedRefund(() => 0n);
  await store.firstDecline(refund.id, new Date(minute(10).getTime() - readLagMaxMs));
  expect(await ask()).toBe('FAILED');
});

test('it is asked about again when that minute is over, however long the back-off was', async () => {
  const { ask, status, passToNextDue } = await aRefusedRefund(() => 0n);
  for (let asked = 0; asked < 8; asked++) await ask();
  const waitedMs = await passToNextDue();
  expect(waitedMs).toBeLessThanOrEqual(readLagMaxMs);
  while ((await status()) === 'PENDING') expect(await passToNextDue()).toBeLessThanOrEqual(readLagMaxMs);
});

test('a refund of the same amount as one that was refused is not taken for done by the total', async () => {
  let answer: RefundOrderAnswer = silence;
  const { store, useCases, passToNextDue } = assembled({
    refundOrder: async () => answer,
    queryOrder: async () => found({ refunded: aRefund('').amount }),
  });
  const { id } = await insertPaidOrder(store);
  const [failed, asked] = [aRefund(id), aRefund(id, { createdAt: minute(8) })] as const;
  await store.change(id, requestRefund(failed));
  const verdict = { refundId: failed.id, amount: failed.amount, ...refused } as const;
  await store.change(
    id,
    learn({ ...verdict, type: 'REFUND_DECLINED' }, { refund: { refund: { ...failed, status: 'FAILED' } } }),
  );
  await store.change(id, requestRefund(asked));
  const status = async () => (await store.findRefund({ id: asked.id }))?.status;
  await useCases.findOrder({ id }, { isFresh: true });
  expect(await status()).toBe('PENDING');
  answer = { kind: 'accepted', refundNo: 'R-2' };
  await passToNextDue();
  expect(await status()).toBe('SUCCEEDED');
});

test('after it was called final DANA is asked once more: money that went back late is known', async () => {
  let refunded = 0n;
  const { store, refund, ask, pass, passToNextDue } = await aRefusedRefund(() => refunded);
  await ask();
  pass(readLagMaxMs);
  expect(await ask()).toBe('FAILED');
  refunded = refund.amount;
  await passToNextDue();
  expect((await store.find({ id: refund.orderId }))?.refunded).toBe(refund.amount);
});

/** A paid order whose refunds DANA declines for this reason, while it reports the order as frozen or not. */
async function aDecliningDana(reason: DeclineReason, isFrozen: boolean) {
  const world = assembled({
    refundOrder: async () => ({ ...refused, reason, responseCode: '4035815' }),
    queryOrder: async () => found({ isFrozen }),
    writeRefundRequest: () => 'refund',
  });
  const { id: orderId } = await insertPaidOrder(world.store);
  const refund = (partnerRefundNo: string) =>
    world.useCases.refundOrder({ orderId, partnerRefundNo, amount: rupiah(100n), reason: null }, aServerKey);
  const incidents = async () => {
    const page = await world.store.pageIncidents({}, { first: 10 });
    return page.items.map(({ item }) => [item.kind, item.occurrenceCount]);
  };
  return { ...world, refund, incidents };
}

test('a refund that DANA does not permit is one of a frozen order if DANA reports so, each time it is asked for', async () => {
  const { refund, incidents } = await aDecliningDana('NOT_PERMITTED', true);
  expect(await refund('r-1')).toMatchObject({
    kind: 'OrderFrozen',
    order: { isFrozen: true, refundPending: 0n },
  });
  expect(await refund('r-1')).toMatchObject({ kind: 'OrderFrozen' });
  expect(await refund('r-2')).toMatchObject({ kind: 'OrderFrozen' });
  expect(await incidents()).toEqual([['FROZEN', 1]]);
});

test('a refund that DANA does not permit for another reason is declined', async () => {
  const { refund, incidents } = await aDecliningDana('NOT_PERMITTED', false);
  expect(await refund('r-1')).toMatchObject({ kind: 'ProviderDeclined', responseCode: '4035815' });
  expect(await incidents()).toEqual([]);
});

test('a merchant whose balance is too low is one incident, counted once an hour', async () => {
  const { refund, incidents, pass } = await aDecliningDana('INSUFFICIENT_MERCHANT_BALANCE', false);
  for (const number of ['r-1', 'r-2', 'r-3']) {
    expect(await refund(number)).toMatchObject({ kind: 'InsufficientMerchantBalance' });
  }
  expect(await incidents()).toEqual([['INSUFFICIENT_MERCHANT_BALANCE', 1]]);
  pass(60 * 60_000);
  await refund('r-4');
  await refund('r-5');
  expect(await incidents()).toEqual([['INSUFFICIENT_MERCHANT_BALANCE', 2]]);
});
