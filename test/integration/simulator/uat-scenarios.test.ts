import type { PaymentGatewayApi } from 'dana-node/payment_gateway/v1';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { formatJakarta } from '../../../src/simulator/model/jakarta-time.ts';
import { untilSeen } from './support/feed.ts';
import { wireAnswer } from './support/merchant.ts';
import { anOrder, aReference, queryOf } from './support/orders.ts';
import { type Scene, startScene } from './support/scene.ts';
import { acknowledged, failed } from './support/shop-server.ts';
import { type UatScenario, uatScenarios } from './support/uat-scenarios.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await startScene();
});
afterAll(() => scene.close());

test('the table holds every row of the suite', () => {
  expect(uatScenarios).toHaveLength(47);
});

test.each(uatScenarios)('$operation $name: $responseCode $responseMessage', async (scenario) => {
  const ordinary = ordinaryRequest(scenario.operation, await preparedOrder(scenario));
  if (scenario.before !== undefined) await send(scenario, { ...ordinary, ...scenario.before });
  const answer = await send(scenario, { ...ordinary, ...scenario.send });
  const { responseCode, responseMessage, also } = scenario;
  expect(answer.body).toMatchObject({ responseCode, responseMessage, ...also });
  expect(answer.httpStatus).toBe(Number(responseCode.slice(0, 3)));
});

function send({ operation, headers }: UatScenario, request: Record<string, unknown>) {
  const { merchant, simulator } = scene;
  type AnyCall = (request: unknown, overrides: unknown) => Promise<unknown>;
  return wireAnswer(merchant, simulator.url, (api: PaymentGatewayApi) =>
    (api[operation] as AnyCall).call(api, request, changeHeaders(headers)),
  );
}

/** The SDK signs the request and then lets us spoil its headers, as the suite's own helper does. */
function changeHeaders(headers: UatScenario['headers'] = {}) {
  return async ({ init }: { init: { headers: Record<string, string> } }) => {
    const changed = Object.entries({ ...init.headers, ...headers }).filter(
      ([, value]) => value !== undefined,
    );
    return { headers: Object.fromEntries(changed) };
  };
}

/** The number of an order in the state that the row asks for; a new number where it asks for none. */
async function preparedOrder({ order }: UatScenario): Promise<string> {
  const { merchant, api } = scene;
  if (order === undefined) return aReference();
  const request = anOrder(merchant);
  const { partnerReferenceNo } = request;
  await api.createOrder(request);
  if (order === 'paid' || order === 'refunded')
    await scene.control('POST', `/simulator/orders/${partnerReferenceNo}/pay`);
  const original = { originalPartnerReferenceNo: partnerReferenceNo, merchantId: merchant.merchantId };
  if (order === 'cancelled') await api.cancelOrder(original);
  if (order === 'refunded')
    await api.refundOrder({
      ...original,
      partnerRefundNo: 'r-1',
      refundAmount: { value: '1.00', currency: 'IDR' },
    });
  return partnerReferenceNo;
}

function ordinaryRequest(
  operation: UatScenario['operation'],
  partnerReferenceNo: string,
): Record<string, unknown> {
  const { merchant } = scene;
  const { merchantId } = merchant;
  const original = { originalPartnerReferenceNo: partnerReferenceNo, merchantId };
  switch (operation) {
    case 'consultPay': {
      const envInfo = { sourcePlatform: 'IPG', terminalType: 'SYSTEM' };
      return {
        merchantId,
        amount: { value: '75000.00', currency: 'IDR' },
        additionalInfo: { buyer: {}, envInfo },
      };
    }
    case 'createOrder':
      return { ...anOrder(merchant, { partnerReferenceNo }) };
    case 'queryPayment':
      return queryOf(merchant, partnerReferenceNo);
    case 'cancelOrder':
      return original;
    case 'refundOrder':
      // The suite uses the order's own number for the refund: the two are separate namespaces.
      return {
        ...original,
        partnerRefundNo: partnerReferenceNo,
        refundAmount: { value: '1.00', currency: 'IDR' },
      };
  }
}

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
])('%s: order %s, paid by the portal tool, is notified and judged', async (scenario, value, shopAnswer) => {
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
});

test('ExpiredNotify: order 11013.00 with 2 min 15 s to live is closed and notified', async () => {
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

test('the portal tool knows no other numbers and no other endpoints', async () => {
  expect(await payByTool('8059000000000000')).toMatchObject({ httpStatus: 404 });
  const path = '/merchant-portal-app/api/sandbox-tools/execute';
  expect(await scene.control('POST', path, { urlEndpoint: '/v1.0/other.htm' })).toMatchObject({
    httpStatus: 400,
  });
});
