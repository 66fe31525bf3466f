import { WebhookParser } from 'dana-node/webhook/v1';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { untilSeen } from './support/feed.ts';
import { isGenuine, postSigned, refusalOf } from './support/merchant.ts';
import { anOrder, aReference, query } from './support/orders.ts';
import { type Scene, startScene } from './support/scene.ts';
import { failed } from './support/shop-server.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await startScene();
});
afterAll(() => scene.close());

const consultPath = '/v1.0/payment-gateway/consult-pay.htm';
const createPath = '/payment-gateway/v1.0/debit/payment-host-to-host.htm';

test('Consult Pay lists payment methods, QRIS only with a store', async () => {
  const envInfo = { sourcePlatform: 'IPG', terminalType: 'SYSTEM' } as const;
  const request = {
    merchantId: scene.merchant.merchantId,
    amount: { value: '75000.00', currency: 'IDR' },
    additionalInfo: { buyer: {}, envInfo },
  };
  const answer = await scene.api.consultPay(request);
  expect(answer.responseCode).toBe('2005700');
  const options = answer.paymentInfos?.map((info) => info.payOption);
  expect(options).toContain('VIRTUAL_ACCOUNT_BRI');
  expect(options).not.toContain('NETWORK_PAY_PG_QRIS');
  expect(answer.paymentInfos?.[0]).toEqual({
    payMethod: 'BALANCE',
    payOption: undefined,
    promoInfos: undefined,
  });

  const withStore = await postSigned(scene.merchant, scene.simulator.url, consultPath, {
    ...request,
    externalStoreId: 'shop-1',
  });
  expect(JSON.stringify(withStore.body)).toContain('NETWORK_PAY_PG_QRIS');
});

const instructions: [
  payMethod: string | undefined,
  payOption: string,
  given: 'paymentCode' | 'webRedirectUrl' | 'neither',
][] = [
  [undefined, '', 'webRedirectUrl'],
  ['BALANCE', '', 'webRedirectUrl'],
  ['CARD', '', 'webRedirectUrl'],
  ['NETWORK_PAY', 'NETWORK_PAY_PG_CARD', 'webRedirectUrl'],
  ['NETWORK_PAY', 'NETWORK_PAY_PG_GOPAY', 'webRedirectUrl'],
  ['NETWORK_PAY', 'NETWORK_PAY_PG_SPAY', 'webRedirectUrl'],
  ['NETWORK_PAY', 'NETWORK_PAY_PG_LINKAJA', 'webRedirectUrl'],
  ['NETWORK_PAY', 'NETWORK_PAY_PG_OVO', 'neither'],
  ['NETWORK_PAY', 'NETWORK_PAY_PG_QRIS', 'paymentCode'],
  ['NETWORK_PAY', 'NETWORK_PAY_PC_INDOMARET', 'paymentCode'],
  ['VIRTUAL_ACCOUNT', 'VIRTUAL_ACCOUNT_CIMB', 'paymentCode'],
];
test.each(instructions)('an order by %s %s gives the payer %3$s', async (payMethod, payOption, given) => {
  const wish = payMethod === undefined ? {} : { payMethod, payOption };
  const answer = await scene.api.createOrder(anOrder(scene.merchant, { ...wish, externalStoreId: 'shop-1' }));
  expect(answer).toMatchObject({ responseCode: '2005400', responseMessage: 'Successful' });
  expect(answer.referenceNo).toMatch(/^\d{35}$/);
  expect(answer.additionalInfo?.paymentCode !== undefined).toBe(given === 'paymentCode');
  expect(answer.webRedirectUrl !== undefined).toBe(given === 'webRedirectUrl');
  if (given === 'webRedirectUrl')
    expect(answer.webRedirectUrl).toContain(
      `${scene.simulator.url}/n/cashier/new/checkout?bizNo=${answer.referenceNo}`,
    );
});

test('the same content returns the same order; other content is refused and changes nothing', async () => {
  const request = anOrder(scene.merchant, { value: '1.00' });
  const first = await scene.api.createOrder(request);
  const respelt = JSON.stringify(Object.fromEntries(Object.entries(request).reverse()), null, 2);
  const again = await postSigned(scene.merchant, scene.simulator.url, createPath, respelt);
  expect(again).toMatchObject({
    httpStatus: 200,
    body: { responseCode: '2005400', referenceNo: first.referenceNo },
  });

  const changed = { ...request, amount: { value: '10000.00', currency: 'IDR' } };
  expect(await refusalOf(scene.api.createOrder(changed))).toMatchObject({
    httpStatus: 404,
    body: {
      responseCode: '4045418',
      responseMessage: 'Inconsistent Request',
      partnerReferenceNo: request.partnerReferenceNo,
    },
  });
  const order = await query(scene.api, scene.merchant, request.partnerReferenceNo);
  expect(order.amount?.value).toBe('1.00');
});

test('a paid order is notified at once, signed over the exact bytes, and a query reports it paid', async () => {
  const request = anOrder(scene.merchant, {
    payMethod: 'VIRTUAL_ACCOUNT',
    payOption: 'VIRTUAL_ACCOUNT_CIMB',
    notifyUrl: scene.shop.notifyUrl,
  });
  const created = await scene.api.createOrder(request);
  const unpaid = await query(scene.api, scene.merchant, request.partnerReferenceNo);
  expect(unpaid).toMatchObject({
    responseCode: '2005500',
    originalReferenceNo: created.referenceNo,
    latestTransactionStatus: '01',
    transactionStatusDesc: 'INIT',
    title: 'Two tickets',
    additionalInfo: {
      statusDetail: { acquirementStatus: 'INIT' },
      virtualAccountInfo: { virtualAccountCode: created.additionalInfo?.paymentCode },
    },
  });
  expect(unpaid.additionalInfo?.timeDetail?.expiryTime).toMatch(/^.{19}\+07:00$/);

  const paid = await scene.control('POST', `/simulator/orders/${request.partnerReferenceNo}/pay`);
  expect(paid).toMatchObject({ httpStatus: 200, body: { status: 'SUCCESS' } });
  const [notification] = await scene.shop.arrived(request.partnerReferenceNo);
  if (notification === undefined) throw new Error('no notification');
  expect(isGenuine(scene.simulator.publicKey, notification)).toBe(true);
  const parsed = new WebhookParser(scene.simulator.publicKey).parseWebhook(
    'POST',
    '/v1.0/debit/notify',
    notification.headers,
    notification.body,
  );
  expect(parsed).toMatchObject({
    originalPartnerReferenceNo: request.partnerReferenceNo,
    originalReferenceNo: created.referenceNo,
    merchantId: scene.merchant.merchantId,
    latestTransactionStatus: '00',
    amount: { value: '75000.00', currency: 'IDR' },
  });
  expect(
    isGenuine(scene.simulator.publicKey, {
      ...notification,
      body: notification.body.replace('75000', '75001'),
    }),
  ).toBe(false);

  const after = await query(scene.api, scene.merchant, request.partnerReferenceNo);
  expect(after).toMatchObject({
    latestTransactionStatus: '00',
    transactionStatusDesc: 'SUCCESS',
    additionalInfo: {
      statusDetail: { acquirementStatus: 'SUCCESS' },
      amountDetail: { payAmount: { value: '75000.00' }, refundAmount: { value: '0.00' } },
      paymentViews: [
        { payOptionInfos: [{ payMethod: 'VIRTUAL_ACCOUNT', payOption: 'VIRTUAL_ACCOUNT_CIMB' }] },
      ],
    },
  });
  expect(await scene.control('POST', `/simulator/orders/${request.partnerReferenceNo}/pay`)).toMatchObject({
    httpStatus: 409,
    body: { error: 'The order is SUCCESS; it cannot be paid.' },
  });
});

test('DANA retries a notification until it is acknowledged, each time with a new signature and timestamp', async () => {
  const answers = [
    failed,
    { httpStatus: 200, body: 'Webhook received' },
    { httpStatus: 201, body: '{"responseCode":"2005600"}' },
  ];
  scene.shop.answer = () => answers.shift() ?? { httpStatus: 200, body: '{"responseCode":"2005600"}' };
  const request = anOrder(scene.merchant, { notifyUrl: scene.shop.notifyUrl });
  await scene.api.createOrder(request);
  await scene.control('POST', `/simulator/orders/${request.partnerReferenceNo}/pay`, {
    payMethod: 'NETWORK_PAY',
    payOption: 'NETWORK_PAY_PG_GOPAY',
  });
  await scene.shop.arrived(request.partnerReferenceNo);
  const { url } = scene.simulator;
  const deliverySeen = async () => (await scene.orderSeen(request.partnerReferenceNo)).deliveries[0];
  for (let count = 1; count <= 3; count += 1) {
    await untilSeen(url, `attempt ${count}`, async () => (await deliverySeen())?.attemptCount === count);
    await scene.control('POST', '/simulator/clock', { advanceMs: 60_000 });
    await scene.shop.arrived(request.partnerReferenceNo, count + 1);
  }
  const delivery = await untilSeen(url, 'the delivery', async () => {
    const seen = await deliverySeen();
    return seen?.status === 'DELIVERED' && seen;
  });
  expect(delivery.attempts.map((one) => one.isSuccess)).toEqual([false, false, false, true]);
  const sent = await scene.shop.arrived(request.partnerReferenceNo, 4);
  expect(new Set(sent.map((one) => one.body)).size).toBe(1);
  expect(new Set(sent.map((one) => one.headers['x-signature'])).size).toBe(4);
  expect(new Set(sent.map((one) => one.headers['x-external-id'])).size).toBe(4);
  expect(sent.every((one) => isGenuine(scene.simulator.publicKey, one))).toBe(true);
});

test('the hosted page pays and redirects the browser to the shop', async () => {
  const request = anOrder(scene.merchant);
  const { webRedirectUrl = '', referenceNo } = await scene.api.createOrder(request);
  expect(await (await fetch(webRedirectUrl)).text()).toContain('Two tickets');
  const form = new URLSearchParams({ payMethod: 'BALANCE', payOption: '' });
  const response = await fetch(webRedirectUrl, { method: 'POST', body: form, redirect: 'manual' });
  expect(response.status).toBe(303);
  expect(response.headers.get('location')).toBe(
    `https://shop.example/return?originalReferenceNo=${referenceNo}&originalPartnerReferenceNo=${request.partnerReferenceNo}&merchantId=${scene.merchant.merchantId}&status=SUCCESS`,
  );
  expect((await query(scene.api, scene.merchant, request.partnerReferenceNo)).latestTransactionStatus).toBe(
    '00',
  );
});

test('the control interface explains why it refuses invalid input', async () => {
  const partnerReferenceNo = aReference();
  const refused: [string, string, unknown, number, RegExp][] = [
    ['POST', '/simulator/clock', '{', 400, /not JSON/],
    ['POST', '/simulator/clock', { advanceMs: -1 }, 400, /advanceMs/],
    ['POST', '/simulator/clock', { advance: 1 }, 400, /advance/],
    ['POST', '/simulator/partners', { partnerId: 'p', merchantId: 'm', publicKey: 'no key' }, 400, /RSA/],
    ['POST', `/simulator/orders/${partnerReferenceNo}/pay`, undefined, 404, /no order/],
    ['DELETE', '/simulator/clock', undefined, 405, /GET or POST/],
    ['GET', '/simulator/nothing', undefined, 404, /nothing at/],
    ['POST', '/simulator/clock', ' '.repeat(300_000), 413, /bytes/],
  ];
  for (const [method, path, body, httpStatus, error] of refused) {
    const answer = await scene.control(method, path, body);
    expect(answer.httpStatus, path).toBe(httpStatus);
    expect(answer.body.error).toMatch(error);
  }
});
