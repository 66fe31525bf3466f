import { expect, test } from 'vitest';
import { untilSeen } from './support/feed.ts';
import { stageNotifications } from './support/notification-stage.ts';
import { anOrder } from './support/orders.ts';
import { acknowledged } from './support/shop-server.ts';

const { act, advance, arm, createdOrder, isSigned, scene } = stageNotifications();

test('drop loses an attempt; the retry arrives', async () => {
  const number = await createdOrder();
  await arm('drop');
  await act(number, 'pay');
  await untilSeen(
    scene().simulator.url,
    'the loss',
    async () => (await scene().orderSeen(number)).deliveries[0]?.attemptCount === 1,
  );
  await advance(1000);
  await scene().shop.arrived(number);
  const { deliveries } = await scene().orderSeen(number);
  expect(deliveries[0]?.attempts[0]).toMatchObject({
    fault: 'drop',
    isSuccess: false,
    failure: expect.stringMatching(/^Lost/),
  });
});

test('duplicate sends all copies, each signed anew', async () => {
  const number = await createdOrder();
  await arm('duplicate', { copies: 9 });
  await act(number, 'pay');
  const sent = await scene().shop.arrived(number, 10);
  expect(new Set(sent.map((one) => one.headers['x-external-id'])).size).toBe(10);
  expect(sent.every(isSigned)).toBe(true);
});

test('delay holds the notification back until its time', async () => {
  const number = await createdOrder();
  await arm('delay', { delayMs: 3_600_000 });
  await act(number, 'pay');
  await untilSeen(scene().simulator.url, 'the delay', async () => {
    const [delivery] = (await scene().orderSeen(number)).deliveries;
    return Date.parse(delivery?.nextAttemptAt ?? '') - scene().clock.now().getTime() > 3_500_000;
  });
  expect(scene().shop.received.filter((one) => one.body.includes(number))).toHaveLength(0);
  await advance(3_600_000);
  await scene().shop.arrived(number);
});

test('reorder reports an order that was closed and then paid late in the opposite order', async () => {
  const number = await createdOrder();
  await arm('reorder');
  await act(number, 'expire');
  await untilSeen(
    scene().simulator.url,
    'the hold',
    async () => (await scene().orderSeen(number)).deliveries[0]?.isHeld,
  );
  expect(await act(number, 'pay')).toMatchObject({ httpStatus: 409 });
  expect(await act(number, 'pay', { late: true })).toMatchObject({
    httpStatus: 200,
    body: { status: 'SUCCESS' },
  });
  const sent = await scene().shop.arrived(number, 2);
  expect(sent.map((one) => JSON.parse(one.body).latestTransactionStatus)).toEqual(['00', '05']);
});

test('before-create-answer notifies the payment while the merchant still waits for the created order', async () => {
  await arm('before-create-answer');
  const request = anOrder(scene().merchant, { notifyUrl: scene().shop.notifyUrl });
  let isCreateAnswered = false;
  const wasAnsweredFirst = new Promise((resolve) => {
    scene().shop.answer = () => {
      resolve(isCreateAnswered);
      return acknowledged;
    };
  });
  const created = await scene().api.createOrder(request);
  isCreateAnswered = true;
  expect(created.responseCode).toBe('2005400');
  expect(await wasAnsweredFirst).toBe(false);
});

test('replay-old sends the very same request once more a day later', async () => {
  const number = await createdOrder();
  await arm('replay-old');
  await act(number, 'pay');
  await untilSeen(
    scene().simulator.url,
    'the replay planned',
    async () => (await scene().orderSeen(number)).deliveries[1] !== undefined,
  );
  await advance(24 * 3_600_000);
  const [first, second] = await scene().shop.arrived(number, 2);
  expect(second?.headers).toEqual(first?.headers);
  expect(second?.body).toBe(first?.body);
});
