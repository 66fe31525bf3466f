import { afterEach, expect, test } from 'vitest';
import { IncidentsDocument } from '../../src/client/core/generated/graphql.ts';
import { startConfiguredWorld } from '../support/configured-world.ts';
import { openReceiver, webhookSecret } from '../support/event-receiver.ts';
import { eventually } from '../support/eventually.ts';
import { openShop } from '../support/shop.ts';

const cleanUp: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

/** Every second for ten seconds, then every four. */
const lateSeconds = [...Array.from({ length: 10 }, (_, index) => index + 1), 14, 18, 22, 26];

test('a chargeback and a freeze reach the order, its events, an incident and the webhook, and nobody asks', async () => {
  const receiver = await openReceiver();
  cleanUp.push(() => receiver.close());
  const world = await startConfiguredWorld({
    environment: {
      EVENTS_URL: receiver.url,
      EVENTS_SECRET: webhookSecret('the merchant'),
      EVENTS_ALLOW_PRIVATE: 'true',
      LATE_QUERY_DAYS: lateSeconds.map((count) => (count / 86_400).toFixed(6)).join(','),
    },
  });
  cleanUp.push(() => world.dispose());
  const shop = openShop(world.gateway.url, world.serverKey);
  cleanUp.push(() => shop.close());

  // The page of DANA was ordered; the payer uses the balance.
  const { order } = await shop.order({
    partnerReferenceNo: 'disputed',
    amount: '75000.00',
    title: 'Two tickets',
  });
  await world.desk.pay('disputed', { payMethod: 'BALANCE' });
  await world.desk.post('/simulator/orders/disputed/charge-back', { value: '25000.00' });
  await world.desk.post('/simulator/orders/disputed/freeze');

  const isTold = () => receiver.received.map(({ type }) => type);
  await eventually(
    async () => isTold(),
    (types) => types.includes('order.charged_back') && types.includes('order.frozen'),
  );
  const payload = receiver.received.find(({ type }) => type === 'order.frozen')?.payload;
  expect(payload).toMatchObject({
    data: {
      order: {
        status: 'PAID',
        payMethod: null,
        paidWith: [{ payMethod: 'BALANCE', payOption: null, amount: { value: '75000.00' } }],
        chargedBackAmount: { value: '25000.00' },
        isFrozen: true,
        refundableAmount: { value: '50000.00' },
      },
    },
  });
  const { incidents } = await shop.server.request(IncidentsDocument, { first: 10 });
  expect(incidents.nodes.map(({ kind }) => kind).sort()).toEqual(['CHARGED_BACK', 'FROZEN']);
  expect((await shop.refund(order.id, 'disputed-1', '60000')).__typename).toBe('RefundExceedsBalance');
  expect((await shop.refund(order.id, 'disputed-2', '50000')).__typename).toBe('OrderFrozen');
});
