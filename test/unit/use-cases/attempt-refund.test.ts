import { expect, test } from 'vitest';
import { rupiah, zeroRupiah } from '../../../src/domain/money.ts';
import { assembleUseCases } from '../../../src/use-cases/assemble.ts';
import { refusalSettlesMs } from '../../../src/use-cases/due.ts';
import type { PaymentProvider } from '../../../src/use-cases/ports.ts';
import { createInMemoryCheckoutStore } from '../../support/in-memory-checkout-store.ts';
import { createInMemoryOrderStore } from '../../support/in-memory-order-store.ts';
import {
  accepted,
  aRefund,
  insertOrder,
  learn,
  paid,
  requestRefund,
} from '../../support/order-store-contract/steps.ts';
import { minute } from '../../support/orders.ts';
import { silentLog } from '../../support/silent-log.ts';

/** DANA refuses a refund each time it is asked; what its account tells, a test says. */
async function aRefusedRefund(refundedAtDana: () => bigint) {
  const store = createInMemoryOrderStore();
  let nowMs = minute(10).getTime();
  const { id, amount } = await insertOrder(store);
  for (const fact of [accepted, paid]) await store.change(id, learn(fact));
  const refund = aRefund(id, { createdAt: minute(7) });
  await store.change(id, requestRefund(refund));
  const refused = { responseCode: '4035802', responseMessage: 'refused', reason: 'REFUSED' } as const;
  const provider: Partial<PaymentProvider> = {
    refundOrder: async () => ({ kind: 'declined', ...refused }),
    queryOrder: async () => ({
      kind: 'found',
      report: {
        state: 'PAID',
        referenceNo: 'DANA-1',
        amount,
        paidAt: minute(5),
        payMethod: null,
        payOption: null,
        refunded: rupiah(refundedAtDana()),
        voided: zeroRupiah,
      },
    }),
    unavailableForMs: () => null,
  };
  const { useCases } = assembleUseCases({
    store,
    checkouts: createInMemoryCheckoutStore(store.tables, () => undefined),
    feed: store.feed,
    provider: provider as PaymentProvider,
    clock: { now: () => new Date(nowMs), at: () => () => {} },
    chance: { uuid: () => 'id', fraction: () => 0 },
    log: silentLog,
    merchantId: 'merchant',
    rules: {
      returnUrlsAllowed: [],
      returnUrlDefault: '',
      isLoopbackReturnAllowed: false,
      externalStoreIdDefault: null,
      expiresInMaxMs: 1,
    },
    readFinishNotify: () => null,
  });
  return {
    refund,
    /** DANA is asked; how the refund stands then. */
    async ask() {
      await useCases.findOrder({ id }, { isFresh: true });
      return (await store.findRefund({ id: refund.id }))?.status;
    },
    pass(ms: number) {
      nowMs += ms;
    },
  };
}

test('a refund whose repeat is refused has failed where an account a minute younger has no room for it', async () => {
  const { ask, pass } = await aRefusedRefund(() => 0n);
  expect(await ask()).toBe('PENDING');
  pass(refusalSettlesMs - 1);
  expect(await ask()).toBe('PENDING');
  pass(10_000);
  expect(await ask()).toBe('FAILED');
});

test('one that DANA had made is not taken for failed by an account that lags behind', async () => {
  let refunded = 0n;
  const { refund, ask, pass } = await aRefusedRefund(() => refunded);
  expect(await ask()).toBe('PENDING');
  refunded = refund.amount;
  pass(refusalSettlesMs);
  expect(await ask()).toBe('SUCCEEDED');
});
