import { expect, test } from 'vitest';
import { untilSeen } from './support/feed.ts';
import { stageNotifications } from './support/notification-stage.ts';
import { anOrder } from './support/orders.ts';
import { acknowledged, failed } from './support/shop-server.ts';

const { act, advance, createdOrder, notified, scene } = stageNotifications();

test('a slow receiver delays only notifications of its own order', async () => {
  const slow = await createdOrder();
  let answerSlow = () => {};
  scene().shop.answer = ({ body }) =>
    body.includes(slow) ? new Promise((resolve) => (answerSlow = () => resolve(acknowledged))) : acknowledged;
  await act(slow, 'expire');
  await scene().shop.arrived(slow);
  await act(slow, 'pay', { late: true });
  await notified();
  expect(scene().shop.received.filter((one) => one.body.includes(slow))).toHaveLength(1);
  answerSlow();
  const sent = await scene().shop.arrived(slow, 2);
  expect(sent.map((one) => JSON.parse(one.body).latestTransactionStatus)).toEqual(['05', '00']);
  answerSlow();
});

test('DANA gives up after seven days of failures and keeps the last attempts', async () => {
  scene().shop.answer = () => failed;
  const number = await createdOrder();
  await act(number, 'pay');
  const seen = async () => (await scene().orderSeen(number)).deliveries[0];
  let delivery = await seen();
  while (delivery?.status === 'PENDING') {
    const { attemptCount } = delivery;
    if (delivery.nextAttemptAt !== null) {
      const waitMs = Date.parse(delivery.nextAttemptAt) - scene().clock.now().getTime();
      await advance(Math.max(waitMs, 0) + 12 * 3_600_000);
    }
    delivery = await untilSeen(scene().simulator.url, 'another attempt', async () => {
      const now = await seen();
      return now !== undefined && now.attemptCount > attemptCount && now;
    });
  }
  expect(delivery).toMatchObject({ status: 'GIVEN_UP', nextAttemptAt: null });
  const ageMs = Date.parse(delivery?.attempts.at(-1)?.sentAt ?? '') - Date.parse(delivery?.createdAt ?? '');
  expect(ageMs).toBeGreaterThan(6 * 24 * 3_600_000);
  expect(delivery?.attempts[0]?.answer).toEqual(failed);
});

test('an order without a NOTIFICATION address sends nothing; an address that is not http or https fails with a reason', async () => {
  const silent = anOrder(scene().merchant);
  await scene().api.createOrder(silent);
  expect(await act(silent.partnerReferenceNo, 'pay')).toMatchObject({ body: { deliveries: [] } });
  const odd = await createdOrder({ notifyUrl: 'ftp://shop.example/notify' });
  await act(odd, 'pay');
  await untilSeen(scene().simulator.url, 'the failure', async () => {
    const [attempt] = (await scene().orderSeen(odd)).deliveries[0]?.attempts ?? [];
    return attempt?.failure?.includes('not http or https');
  });
});
