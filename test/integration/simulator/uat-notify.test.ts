import { afterAll, beforeAll, expect, test } from 'vitest';
import { formatJakarta } from '../../../src/simulator/model/jakarta-time.ts';
import { untilSeen } from './support/feed.ts';
import { anOrder } from './support/orders.ts';
import { type Scene, startScene } from './support/scene.ts';
import { acknowledged, failed } from './support/shop-server.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await startScene();
});
afterAll(() => scene.close());

const cimb = { payMethod: 'VIRTUAL_ACCOUNT', payOption: 'VIRTUAL_ACCOUNT_CIMB' };

/** As the suite does it: through the portal's tool, which knows nothing but the virtual account's number. */
async function payByTool(virtualAccountNo: string) {
  return scene.control<{ responseBody: { responseCode: string } }>(
    'POST',
    '/merchant-portal-app/api/sandbox-tools/execute',
    { urlEndpoint: '/v1.0/transfer-va/payment.htm', requestBody: { virtualAccountNo } },
  );
}

test.each([
  ['TransactionSuccessNotify', '11011.00', acknowledged],
  ['InternalServerErrorNotify', '11012.00', failed],
])(
  '%s: order %s, paid by the portal tool, is notified, and DANA’s verdict is as expected',
  async (scenario, value, shopAnswer) => {
    scene.shop.answer = () => shopAnswer;
    const request = anOrder(scene.merchant, { ...cimb, value, notifyUrl: scene.shop.notifyUrl });
    const { additionalInfo } = await scene.api.createOrder(request);
    expect((await scene.orderSeen(request.partnerReferenceNo)).uatNotify).toMatchObject({
      scenario,
      isPassed: false,
    });
    const paid = await payByTool(additionalInfo?.paymentCode ?? '');
    expect(paid).toMatchObject({ httpStatus: 200, body: { responseBody: { responseCode: '2002500' } } });
    const order = await untilSeen(scene.simulator.url, 'the verdict', async () => {
      const seen = await scene.orderSeen(request.partnerReferenceNo);
      return seen.uatNotify?.isPassed === true && seen;
    });
    expect(order.deliveries[0]?.latestTransactionStatus).toBe('00');
    expect((await payByTool(additionalInfo?.paymentCode ?? '')).httpStatus).toBe(404);
  },
);

test('an order of 11013.00 that expires after 2 min 15 s is closed and notified (ExpiredNotify)', async () => {
  scene.shop.answer = () => acknowledged;
  const validUpTo = formatJakarta(new Date(scene.clock.now().getTime() + 135_000));
  const request = anOrder(scene.merchant, {
    ...cimb,
    value: '11013.00',
    validUpTo,
    notifyUrl: scene.shop.notifyUrl,
  });
  await scene.api.createOrder(request);
  await scene.control('POST', '/simulator/clock', { advanceMs: 136_000 });
  const [notification] = await scene.shop.arrived(request.partnerReferenceNo);
  expect(JSON.parse(notification?.body ?? '')).toMatchObject({
    originalPartnerReferenceNo: request.partnerReferenceNo,
    latestTransactionStatus: '05',
    transactionStatusDesc: 'CLOSED',
    additionalInfo: {},
  });
  expect(notification?.body).not.toContain('finishedTime');
  await untilSeen(
    scene.simulator.url,
    'the verdict',
    async () => (await scene.orderSeen(request.partnerReferenceNo)).uatNotify?.isPassed,
  );
});

test('the portal tool refuses unknown numbers and other endpoints', async () => {
  expect(await payByTool('8059000000000000')).toMatchObject({ httpStatus: 404 });
  const path = '/merchant-portal-app/api/sandbox-tools/execute';
  expect(await scene.control('POST', path, { urlEndpoint: '/v1.0/other.htm' })).toMatchObject({
    httpStatus: 400,
  });
});
