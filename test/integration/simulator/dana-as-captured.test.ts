import { afterAll, beforeAll, expect, test } from 'vitest';
import { postSigned, signedHeaders } from './support/merchant.ts';
import { anOrder, query, queryOf } from './support/orders.ts';
import { type Scene, startScene } from './support/scene.ts';

/** What integrators captured at DANA and DANA's own SDKs demand. */

let scene: Scene;
beforeAll(async () => {
  scene = await startScene();
});
afterAll(() => scene.close());

const idr = (value: string) => ({ value, currency: 'IDR' });
const refundPath = '/payment-gateway/v1.0/debit/refund.htm';
const queryPath = '/payment-gateway/v1.0/debit/status.htm';

async function order(wish: Parameters<typeof anOrder>[1] = {}, how?: object): Promise<string> {
  const request = anOrder(scene.merchant, { value: '10000.00', notifyUrl: scene.shop.notifyUrl, ...wish });
  await scene.api.createOrder(request);
  if (how !== undefined) await act(request.partnerReferenceNo, 'pay', how);
  return request.partnerReferenceNo;
}
const act = (number: string, step: string, body?: object) =>
  scene.control('POST', `/simulator/orders/${number}/${step}`, body);
const arm = (operation: string, fault: string, options: object = {}) =>
  scene.control('POST', '/simulator/faults', { operation, fault, ...options });
async function refund(number: string, value: string, partnerRefundNo = 'r-1') {
  const { merchantId } = scene.merchant;
  const content = {
    ...{ originalPartnerReferenceNo: number, partnerRefundNo, merchantId },
    refundAmount: idr(value),
  };
  return (await postSigned(scene.merchant, scene.simulator.url, refundPath, content)).body;
}

test.each([
  ['of an unknown order', () => Promise.resolve('nobody'), '1.00', '4045801'],
  ['of an unpaid order', () => order(), '1.00', '4045800'],
  ['of more than was paid', () => order({}, {}), '10000.01', '4035802'],
  ['of a malformed amount', () => order({}, {}), '10000', '4005801'],
  ['that DANA does not finish at once', () => order({}, {}), '225800.00', '2025800'],
  ['that the merchant cannot pay', () => order({}, {}), '435814.00', '4035814'],
  ['that DANA fails', () => order({}, {}), '505801.00', '5005801'],
] as const)('a refund %s is answered with its own numbers and amount', async (_name, number, value, code) => {
  const originalPartnerReferenceNo = await number();
  expect(await refund(originalPartnerReferenceNo, value)).toMatchObject({
    responseCode: code,
    originalPartnerReferenceNo,
    partnerRefundNo: 'r-1',
    refundAmount: idr(value),
  });
});

test.each([
  ['internal-error', {}, '5005801'],
  ['too-many-requests', {}, '4295800'],
  ['unknown-code', { responseCode: '4035805' }, '4035805'],
  ['in-progress', {}, '2025800'],
])(
  'a refund under the fault %s is answered with its own numbers and amount',
  async (fault, options, code) => {
    const originalPartnerReferenceNo = await order({}, {});
    await arm('refundOrder', fault, options);
    expect(await refund(originalPartnerReferenceNo, '1000.00')).toMatchObject({
      responseCode: code,
      originalPartnerReferenceNo,
      partnerRefundNo: 'r-1',
      refundAmount: idr('1000.00'),
    });
  },
);

test('a refund can be answered in cents without a point, once', async () => {
  const number = await order({}, {});
  await arm('refundOrder', 'amount-in-cents');
  expect(await refund(number, '10000.00')).toMatchObject({
    responseCode: '2005800',
    refundAmount: idr('1000000'),
  });
  expect(await refund(number, '10000.00')).toMatchObject({ refundAmount: idr('10000.00') });
});

test('one operation can be down while the others work', async () => {
  const number = await order({}, {});
  await arm('refundOrder', 'internal-error', { commits: false, times: 1000 });
  for (const value of ['1.00', '2.00'])
    expect(await refund(number, value, value)).toMatchObject({ responseCode: '5005801' });
  expect(await query(scene.api, scene.merchant, await order())).toMatchObject({ responseCode: '2005500' });
  await scene.control('DELETE', '/simulator/faults');
  expect((await scene.orderSeen(number)).refunds).toEqual([]);
});

const qris = { payMethod: 'NETWORK_PAY', payOption: 'NETWORK_PAY_PG_QRIS', externalStoreId: 'store-1' };

test.each([
  [
    'a coupon beside a balance',
    {},
    [
      { payMethod: 'COUPON', value: '2000.00' },
      { payMethod: 'BALANCE', value: '8000.00' },
    ],
  ],
  ['a QRIS code paid from the balance', qris, [{ payMethod: 'BALANCE', value: '10000.00' }]],
])('what the payer used is reported and notified: %s', async (_name, wish, paidWith) => {
  const number = await order(wish, { paidWith });
  const used = paidWith.map(({ payMethod, value }) => ({
    payMethod,
    payAmount: idr(value),
    transAmount: idr(value),
  }));
  const { additionalInfo } = await query(scene.api, scene.merchant, number);
  expect(additionalInfo?.paymentViews?.[0]?.payOptionInfos).toMatchObject(used);
  expect(additionalInfo?.paymentViews?.[0]?.payOptionInfos?.[0]?.payOption).toBeUndefined();
  const [notification] = await scene.shop.arrived(number);
  const { paymentInfo } = JSON.parse(notification?.body ?? '').additionalInfo;
  expect(paymentInfo.payOptionInfos).toMatchObject(used);
  expect(paymentInfo.payOptionInfos).toHaveLength(used.length);
  expect(paymentInfo.payOptionInfos[0]).not.toHaveProperty('payOption');
});

test('the desk pays with a coupon beside the balance', async () => {
  const number = await order();
  const { referenceNo } = await scene.orderSeen(number);
  const pay = (coupon: string) =>
    fetch(`${scene.simulator.url}/order?referenceNo=${referenceNo}`, {
      method: 'POST',
      body: new URLSearchParams({ do: 'pay', coupon }),
      redirect: 'manual',
    });
  expect((await pay('2000')).status).toBe(400);
  expect((await pay('10000.01')).status).toBe(400);
  expect((await pay('2000.00')).status).toBe(303);
  const { additionalInfo } = await query(scene.api, scene.merchant, number);
  expect(additionalInfo?.paymentViews?.[0]?.payOptionInfos).toMatchObject([
    { payMethod: 'BALANCE', payAmount: idr('8000.00') },
    { payMethod: 'COUPON', payAmount: idr('2000.00') },
  ]);
});

test('what the payer used must add up to the order', async () => {
  const number = await order();
  const paidWith = [{ payMethod: 'BALANCE', value: '9999.99' }];
  expect(await act(number, 'pay', { paidWith })).toMatchObject({
    httpStatus: 400,
    body: { error: 'paidWith must add up to 10000.00, not 9999.99.' },
  });
  expect(await scene.orderSeen(number)).toMatchObject({ status: 'INIT' });
});

test('the payment page shows QRIS for numbers of up to 25 characters only', async () => {
  const shown = async (length: number) => {
    const partnerReferenceNo = `${'q'.repeat(length - 3)}-${length}`;
    const { merchant, api } = scene;
    const request = anOrder(merchant, { partnerReferenceNo, externalStoreId: 'store-1' });
    const { webRedirectUrl = '' } = await api.createOrder(request);
    return (await (await fetch(webRedirectUrl)).text()).includes('value="NETWORK_PAY_PG_QRIS"');
  };
  expect([await shown(25), await shown(26)]).toEqual([true, false]);
});

test('a request that was signed in one spelling and sent in another is taken on the wire', async () => {
  const minified = JSON.stringify(queryOf(scene.merchant, await order()));
  const headers = signedHeaders(scene.merchant, queryPath, minified);
  const ask = (sent: string) =>
    postSigned(scene.merchant, scene.simulator.url, queryPath, sent, headers).then(({ body }) => body);
  const spaced = `${minified.replaceAll('":', '": ').replaceAll(',"', ', "')}\n`;
  expect(await ask(spaced)).toMatchObject({ responseCode: '2005500' });
  expect(await ask(spaced.replace('"54"', '"47"'))).toMatchObject({ responseCode: '4015500' });
});
