import { WebhookParser } from 'dana-node/webhook/v1';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type NotifyFaultName, notifyFaults } from '../../../src/simulator/model/fault-table.ts';
import { untilSeen } from './support/feed.ts';
import { isGenuine } from './support/merchant.ts';
import { anOrder, type OrderWish } from './support/orders.ts';
import { type Scene, startScene } from './support/scene.ts';
import { acknowledged, failed, type Notification } from './support/shop-server.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await startScene();
});
afterEach(async () => {
  scene.shop.answer = () => acknowledged;
  await scene.control('DELETE', '/simulator/faults');
});
afterAll(() => scene.close());

const arm = (fault: NotifyFaultName, options = {}) =>
  scene.control('POST', '/simulator/faults', { operation: 'notify', fault, ...options });
const advance = (advanceMs: number) => scene.control('POST', '/simulator/clock', { advanceMs });

async function createdOrder(wish: OrderWish = {}): Promise<string> {
  const request = anOrder(scene.merchant, { notifyUrl: scene.shop.notifyUrl, ...wish });
  await scene.api.createOrder(request);
  return request.partnerReferenceNo;
}
const order = (number: string, verb: string, body?: object) =>
  scene.control('POST', `/simulator/orders/${number}/${verb}`, body);

/** The first notification of an order that is paid now. */
async function notified(wish: OrderWish = {}, choice?: object): Promise<Notification> {
  const number = await createdOrder(wish);
  await order(number, 'pay', choice);
  const [notification] = await scene.shop.arrived(number);
  if (notification === undefined) throw new Error('none arrived');
  return notification;
}

const isSigned = (notification: Notification) => isGenuine(scene.simulator.publicKey, notification);
const parse = (notification: Notification) =>
  new WebhookParser(scene.simulator.publicKey).parseWebhook(
    'POST',
    '/v1.0/debit/notify',
    notification.headers,
    notification.body,
  );
const qris = { payMethod: 'NETWORK_PAY', payOption: 'NETWORK_PAY_PG_QRIS', externalStoreId: 'shop-1' };

test('a notification looks like a captured one: headers, their case, key order, minified', async () => {
  const { rawHeaders, headers, body } = await notified();
  const names = rawHeaders.filter((_, index) => index % 2 === 0);
  for (const name of [
    'X-Signature',
    'X-Timestamp',
    'X-External-Id',
    'X-Partner-Id',
    'Channel-Id',
    'Charset',
    'Content-Type',
    'User-Agent',
  ])
    expect(names).toContain(name);
  expect(headers['x-external-id']).toMatch(/^[0-9a-z]{32}$/i);
  expect(headers['x-timestamp']).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\+07:00$/);
  expect(headers).toMatchObject({
    'channel-id': 'DANA',
    charset: 'UTF-8',
    'content-type': 'application/json',
    'user-agent': 'Jakarta Commons-HttpClient/3.1',
    'x-partner-id': scene.merchant.partnerId,
  });
  const content = JSON.parse(body);
  expect(body).toBe(JSON.stringify(content));
  expect(Object.keys(content)).toEqual([
    'amount',
    'originalReferenceNo',
    'merchantId',
    'latestTransactionStatus',
    'additionalInfo',
    'originalPartnerReferenceNo',
    'createdTime',
    'finishedTime',
    'transactionStatusDesc',
  ]);
  expect(Object.keys(content.amount)).toEqual(['currency', 'value']);
  expect(content.additionalInfo.paymentInfo.extendInfo).toBe('{"externalPromoInfos":[]}');
});

test('a QRIS notification is about 5 KB of nested escapes and spells the shop externalStoreID', async () => {
  const notification = await notified(qris);
  expect(notification.body.length).toBeGreaterThan(4500);
  expect(notification.body.length).toBeLessThan(5500);
  expect(JSON.parse(notification.body).externalStoreID).toBe('shop-1');
  expect(notification.body).toContain('\\\\\\\\\\\\\\"');
  expect(notification.body).toContain('tipsAmount');
  expect(isSigned(notification)).toBe(true);
  expect(parse(notification).latestTransactionStatus).toBe('00');
});

test('the path that is really called is signed, without its query', async () => {
  const notification = await notified({ notifyUrl: `${scene.shop.notifyUrl}/of/shop%201?a=b` });
  expect(notification.path).toBe('/v1.0/debit/notify/of/shop%201?a=b');
  expect(isSigned({ ...notification, path: '/v1.0/debit/notify/of/shop%201' })).toBe(true);
});

/** Faults that bend one notification: what is said, and whether it was signed by DANA over the very bytes. */
const shapes: [
  fault: NotifyFaultName,
  wish: OrderWish,
  says: object,
  isSignedRaw: boolean,
  isParsed: boolean,
][] = [
  ['wrong-amount', {}, { amount: { value: '75001.00' } }, true, true],
  ['wrong-merchant', {}, { merchantId: '216620000000000099999' }, true, true],
  ['unknown-status', {}, { latestTransactionStatus: '99' }, true, true],
  [
    'epoch-times',
    {},
    {
      createdTime: expect.stringMatching(/^\d{13}$/),
      additionalInfo: { paidTime: expect.stringMatching(/^\d{13}$/) },
    },
    true,
    true,
  ],
  ['no-finished-time', {}, { latestTransactionStatus: '00' }, true, true],
  [
    'unknown-pay-option',
    {},
    { additionalInfo: { paymentInfo: { payOptionInfos: [{ payOption: 'NETWORK_PAY_PG_UNHEARD_OF' }] } } },
    true,
    true,
  ],
  ['unknown-fields', {}, { riskLevel: 'LOW' }, true, true],
  ['lower-case-headers', {}, {}, true, true],
  ['escaped-body', {}, {}, true, true],
  // DANA signs the minified form; dana-node's parser minifies too, a verifier over raw bytes must do so itself.
  ['spaced-body', {}, {}, false, true],
  ['wrong-key', {}, {}, false, false],
];
const wallet = { payMethod: 'NETWORK_PAY', payOption: 'NETWORK_PAY_PG_GOPAY' };
test.each(shapes)(
  '%s: one attempt is distorted, what follows is as it should be',
  async (fault, wish, says, isSignedRaw, isParsed) => {
    await arm(fault);
    const distorted = await notified(wish, wallet);
    expect(JSON.parse(distorted.body)).toMatchObject(says);
    expect(isSigned(distorted)).toBe(isSignedRaw);
    if (isParsed) expect(parse(distorted).originalReferenceNo).toMatch(/^\d{35}$/);
    else expect(() => parse(distorted)).toThrow(/Signature verification failed/);
    expect(isSigned(await notified(wish, wallet))).toBe(true);
  },
);

test('an escaped body is genuine, and dana-node’s parser refuses it where a text has ", " in it', async () => {
  await arm('escaped-body');
  const distorted = await notified({ ...qris, orderTitle: 'Coffee, café / tea' });
  expect(distorted.body).toContain('\\/');
  expect(distorted.body).toContain('\\u00e9');
  expect(isSigned(distorted)).toBe(true);
  expect(() => parse(distorted)).toThrow(/Signature verification failed/);
});

test('a spaced body carries the signature of its minified form', async () => {
  await arm('spaced-body');
  const distorted = await notified();
  expect(distorted.body).toContain('\n  ');
  expect(isSigned({ ...distorted, body: JSON.stringify(JSON.parse(distorted.body)) })).toBe(true);
});

test('without finishedTime nothing else is missing', async () => {
  await arm('no-finished-time');
  const content = JSON.parse((await notified()).body);
  expect(content).not.toHaveProperty('finishedTime');
  expect(content).toHaveProperty('createdTime');
});

test('lower-case headers are in lower case on the wire', async () => {
  await arm('lower-case-headers');
  expect((await notified()).rawHeaders).toContain('x-signature');
});

test('dropped: nothing arrives, the retry does', async () => {
  const number = await createdOrder();
  await arm('drop');
  await order(number, 'pay');
  await untilSeen(
    scene.simulator.url,
    'the loss',
    async () => (await scene.orderSeen(number)).deliveries[0]?.attemptCount === 1,
  );
  await advance(1000);
  await scene.shop.arrived(number);
  const { deliveries } = await scene.orderSeen(number);
  expect(deliveries[0]?.attempts[0]).toMatchObject({
    fault: 'drop',
    isSuccess: false,
    failure: expect.stringMatching(/^Lost/),
  });
});

test('duplicated: all copies arrive, each signed anew', async () => {
  const number = await createdOrder();
  await arm('duplicate', { copies: 9 });
  await order(number, 'pay');
  const sent = await scene.shop.arrived(number, 10);
  expect(new Set(sent.map((one) => one.headers['x-external-id'])).size).toBe(10);
  expect(sent.every(isSigned)).toBe(true);
});

test('delayed: it comes when its time has come', async () => {
  const number = await createdOrder();
  await arm('delay', { delayMs: 3_600_000 });
  await order(number, 'pay');
  await untilSeen(scene.simulator.url, 'the delay', async () => {
    const [delivery] = (await scene.orderSeen(number)).deliveries;
    return Date.parse(delivery?.nextAttemptAt ?? '') - scene.clock.now().getTime() > 3_500_000;
  });
  expect(scene.shop.received.filter((one) => one.body.includes(number))).toHaveLength(0);
  await advance(3_600_000);
  await scene.shop.arrived(number);
});

test('reordered: closed and then paid late is told the other way round', async () => {
  const number = await createdOrder();
  await arm('reorder');
  await order(number, 'expire');
  await untilSeen(
    scene.simulator.url,
    'the hold',
    async () => (await scene.orderSeen(number)).deliveries[0]?.isHeld,
  );
  expect(await order(number, 'pay')).toMatchObject({ httpStatus: 409 });
  expect(await order(number, 'pay', { late: true })).toMatchObject({
    httpStatus: 200,
    body: { status: 'SUCCESS' },
  });
  const sent = await scene.shop.arrived(number, 2);
  expect(sent.map((one) => JSON.parse(one.body).latestTransactionStatus)).toEqual(['00', '05']);
});

test('before-create-answer: the merchant hears of the payment while it still waits for the order', async () => {
  await arm('before-create-answer');
  const request = anOrder(scene.merchant, { notifyUrl: scene.shop.notifyUrl });
  let isCreateAnswered = false;
  const wasAnsweredFirst = new Promise((resolve) => {
    scene.shop.answer = () => {
      resolve(isCreateAnswered);
      return acknowledged;
    };
  });
  const created = await scene.api.createOrder(request);
  isCreateAnswered = true;
  expect(created.responseCode).toBe('2005400');
  expect(await wasAnsweredFirst).toBe(false);
});

test('replay-old: the very same request comes once more a day later', async () => {
  const number = await createdOrder();
  await arm('replay-old');
  await order(number, 'pay');
  await untilSeen(
    scene.simulator.url,
    'the replay planned',
    async () => (await scene.orderSeen(number)).deliveries[1] !== undefined,
  );
  await advance(24 * 3_600_000);
  const [first, second] = await scene.shop.arrived(number, 2);
  expect(second?.headers).toEqual(first?.headers);
  expect(second?.body).toBe(first?.body);
});

test('every fault of notifications is tried here', () => {
  const tried = [
    ...shapes.map(([fault]) => fault),
    'drop',
    'duplicate',
    'delay',
    'reorder',
    'before-create-answer',
    'replay-old',
  ];
  expect(tried.sort()).toEqual(Object.keys(notifyFaults).sort());
});

test('a slow receiver does not keep other orders waiting, and holds back only its own order', async () => {
  const slow = await createdOrder();
  let answerSlow = () => {};
  scene.shop.answer = ({ body }) =>
    body.includes(slow) ? new Promise((resolve) => (answerSlow = () => resolve(acknowledged))) : acknowledged;
  await order(slow, 'expire');
  await scene.shop.arrived(slow);
  await order(slow, 'pay', { late: true });
  await notified();
  expect(scene.shop.received.filter((one) => one.body.includes(slow))).toHaveLength(1);
  answerSlow();
  const sent = await scene.shop.arrived(slow, 2);
  expect(sent.map((one) => JSON.parse(one.body).latestTransactionStatus)).toEqual(['05', '00']);
  answerSlow();
});

test('after seven days of refusals DANA gives up; the last attempts are kept', async () => {
  scene.shop.answer = () => failed;
  const number = await createdOrder();
  await order(number, 'pay');
  const seen = async () => (await scene.orderSeen(number)).deliveries[0];
  let delivery = await seen();
  while (delivery?.status === 'PENDING') {
    const { attemptCount } = delivery;
    if (delivery.nextAttemptAt !== null) {
      const waitMs = Date.parse(delivery.nextAttemptAt) - scene.clock.now().getTime();
      await advance(Math.max(waitMs, 0) + 12 * 3_600_000);
    }
    delivery = await untilSeen(scene.simulator.url, 'another attempt', async () => {
      const now = await seen();
      return now !== undefined && now.attemptCount > attemptCount && now;
    });
  }
  expect(delivery).toMatchObject({ status: 'GIVEN_UP', nextAttemptAt: null });
  const ageMs = Date.parse(delivery?.attempts.at(-1)?.sentAt ?? '') - Date.parse(delivery?.createdAt ?? '');
  expect(ageMs).toBeGreaterThan(6 * 24 * 3_600_000);
  expect(delivery?.attempts[0]?.answer).toEqual(failed);
});

test('an order without a NOTIFICATION address is paid in silence; one that is no web address fails in words', async () => {
  const silent = anOrder(scene.merchant);
  await scene.api.createOrder(silent);
  expect(await order(silent.partnerReferenceNo, 'pay')).toMatchObject({ body: { deliveries: [] } });
  const odd = await createdOrder({ notifyUrl: 'ftp://shop.example/notify' });
  await order(odd, 'pay');
  await untilSeen(scene.simulator.url, 'the failure', async () => {
    const [attempt] = (await scene.orderSeen(odd)).deliveries[0]?.attempts ?? [];
    return attempt?.failure?.includes('not http or https');
  });
});
