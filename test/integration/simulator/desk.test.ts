import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { formatJakarta } from '../../../src/simulator/model/jakarta-time.ts';
import { aMerchant, danaApi, postSigned, refusalOf } from './support/merchant.ts';
import { anOrder, query, queryOf } from './support/orders.ts';
import { control, type Scene, startScene } from './support/scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await startScene();
});
afterAll(() => scene.close());

const later = (ms: number) => formatJakarta(new Date(scene.clock.now().getTime() + ms));
const refusedCreate = async (wish: Parameters<typeof anOrder>[1]) => {
  // The SDK itself refuses what lies more than 7 days and 7 hours ahead.
  const { body } = await refusalOf(scene.api.createOrder(anOrder(scene.merchant, wish)));
  return `${body.responseCode} ${body.responseMessage}`;
};

test.each([
  ['an expiry in the past', () => ({ validUpTo: later(-1000) }), '4005401 Invalid Field Format validUpTo'],
  [
    'an expiry in over a week',
    () => ({ validUpTo: later(7 * 86_400_000 + 60_000) }),
    '4005401 Invalid Field Format validUpTo',
  ],
  [
    'QRIS without a shop',
    () => ({ payMethod: 'NETWORK_PAY', payOption: 'NETWORK_PAY_PG_QRIS' }),
    '4005402 Invalid Mandatory Field externalStoreId',
  ],
  [
    'QRIS with a number over 25 characters',
    () => ({
      payMethod: 'NETWORK_PAY',
      payOption: 'NETWORK_PAY_PG_QRIS',
      externalStoreId: 's',
      partnerReferenceNo: 'x'.repeat(26),
    }),
    '4005401 Invalid Field Format partnerReferenceNo',
  ],
  [
    'an option that does not exist',
    () => ({ payMethod: 'NETWORK_PAY', payOption: 'NETWORK_PAY_PG_X' }),
    '4005401 Invalid Field Format payOption',
  ],
  ['a blank title', () => ({ orderTitle: '   ' }), '4005401 Invalid Field Format orderTitle'],
])('%s is refused', async (_name, wish, answer) => {
  expect(await refusedCreate(wish())).toBe(answer);
});

test('an order without validUpTo lives for 30 minutes; repeated after its end it is still the same order', async () => {
  const request = anOrder(scene.merchant);
  const { referenceNo } = await scene.api.createOrder(request);
  const { createdAt, expiresAt } = await scene.orderSeen(request.partnerReferenceNo);
  expect(Date.parse(expiresAt) - Date.parse(createdAt)).toBe(30 * 60_000);
  await scene.control('POST', '/simulator/clock', { advanceMs: 30 * 60_000 });
  expect(await query(scene.api, scene.merchant, request.partnerReferenceNo)).toMatchObject({
    latestTransactionStatus: '05',
    transactionStatusDesc: 'CLOSED',
    additionalInfo: { closeReason: 'ORDER_EXPIRED' },
  });
  expect(await scene.api.createOrder(request)).toMatchObject({ responseCode: '2005400', referenceNo });
});

test('an order is also found by DANA’s number, and by no number of another merchant', async () => {
  const request = anOrder(scene.merchant);
  const { referenceNo = '' } = await scene.api.createOrder(request);
  const { merchantId } = scene.merchant;
  const found = await scene.api.queryPayment({
    originalReferenceNo: referenceNo,
    serviceCode: '54',
    merchantId,
  });
  expect(found.originalPartnerReferenceNo).toBe(request.partnerReferenceNo);

  const otherMerchant = aMerchant('216620000000000000002');
  await scene.control('POST', '/simulator/partners', {
    partnerId: otherMerchant.partnerId,
    merchantId: otherMerchant.merchantId,
    publicKey: otherMerchant.publicKey,
  });
  const othersApi = danaApi(otherMerchant, scene.simulator.url);
  const query = { originalReferenceNo: referenceNo, serviceCode: '54', merchantId: otherMerchant.merchantId };
  expect((await refusalOf(othersApi.queryPayment(query))).body.responseCode).toBe('4045501');
});

test('two merchants may use one number; the desk then requires the merchant', async () => {
  const other = aMerchant('216620000000000000003');
  const { partnerId, merchantId, publicKey } = other;
  expect(
    await scene.control('POST', '/simulator/partners', { partnerId, merchantId, publicKey }),
  ).toMatchObject({ httpStatus: 200 });
  const request = anOrder(scene.merchant);
  const { partnerReferenceNo } = request;
  await scene.api.createOrder(request);
  await danaApi(other, scene.simulator.url).createOrder({ ...request, merchantId });
  expect(await scene.control('GET', `/simulator/orders/${partnerReferenceNo}`)).toMatchObject({
    httpStatus: 409,
  });
  const paid = await scene.control(
    'POST',
    `/simulator/orders/${partnerReferenceNo}/pay?merchantId=${merchantId}`,
  );
  expect(paid).toMatchObject({ httpStatus: 200, body: { merchantId, status: 'SUCCESS' } });
  expect((await query(scene.api, scene.merchant, partnerReferenceNo)).latestTransactionStatus).toBe('01');
});

test('refuse closes the order and notifies 05; start-paying reports 02', async () => {
  const request = anOrder(scene.merchant, { notifyUrl: scene.shop.notifyUrl });
  const { partnerReferenceNo } = request;
  await scene.api.createOrder(request);
  await scene.control('POST', `/simulator/orders/${partnerReferenceNo}/start-paying`);
  expect(await query(scene.api, scene.merchant, partnerReferenceNo)).toMatchObject({
    latestTransactionStatus: '02',
    transactionStatusDesc: 'PAYING',
  });
  await scene.control('POST', `/simulator/orders/${partnerReferenceNo}/refuse`);
  const [notification] = await scene.shop.arrived(partnerReferenceNo);
  expect(JSON.parse(notification?.body ?? '').latestTransactionStatus).toBe('05');
});

test('a cancellation is not notified by itself; the desk can notify it, and any state again', async () => {
  const request = anOrder(scene.merchant, { notifyUrl: scene.shop.notifyUrl });
  const { partnerReferenceNo } = request;
  await scene.api.createOrder(request);
  const notify = () => scene.control('POST', `/simulator/orders/${partnerReferenceNo}/notify`);
  expect(await notify()).toMatchObject({ httpStatus: 409 });
  await scene.api.cancelOrder({
    originalPartnerReferenceNo: partnerReferenceNo,
    merchantId: scene.merchant.merchantId,
  });
  expect((await scene.orderSeen(partnerReferenceNo)).deliveries).toEqual([]);
  await notify();
  await notify();
  const sent = await scene.shop.arrived(partnerReferenceNo, 2);
  expect(sent.map((one) => JSON.parse(one.body).latestTransactionStatus)).toEqual(['05', '05']);
});

test('the list shows the newest orders first, up to the limit', async () => {
  const newest = anOrder(scene.merchant);
  await scene.api.createOrder(newest);
  const { body } = await scene.control<{ orders: { partnerReferenceNo: string }[]; totalCount: number }>(
    'GET',
    '/simulator/orders?limit=2',
  );
  expect(body.orders).toHaveLength(2);
  expect(body.orders[0]?.partnerReferenceNo).toBe(newest.partnerReferenceNo);
  expect(body.totalCount).toBeGreaterThan(2);
  const byCode = anOrder(scene.merchant, { payMethod: 'VIRTUAL_ACCOUNT', payOption: 'VIRTUAL_ACCOUNT_BRI' });
  const { additionalInfo } = await scene.api.createOrder(byCode);
  const found = await scene.control('GET', `/simulator/orders?paymentCode=${additionalInfo?.paymentCode}`);
  expect(found.body).toMatchObject({
    totalCount: 1,
    orders: [{ partnerReferenceNo: byCode.partnerReferenceNo }],
  });
  expect(await scene.control('GET', '/simulator/orders?limit=0')).toMatchObject({ httpStatus: 400 });
});

test('the live feed reports each stored change: the order, its delivery, its attempt', async () => {
  const request = anOrder(scene.merchant, { notifyUrl: scene.shop.notifyUrl });
  await scene.api.createOrder(request);
  const hangUp = new AbortController();
  const response = await fetch(`${scene.simulator.url}/simulator/events`, { signal: hangUp.signal });
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  await scene.control('POST', `/simulator/orders/${request.partnerReferenceNo}/pay`);
  let told = '';
  const kinds = () => [...told.matchAll(/"kind":"(\w+)"/g)].map(([, kind]) => kind);
  for await (const chunk of response.body ?? []) {
    told += Buffer.from(chunk).toString();
    if (kinds().includes('attempt')) break;
  }
  hangUp.abort();
  expect(told).toMatch(/^event: ready\n/);
  expect(kinds().slice(0, 3)).toEqual(['order', 'delivery', 'attempt']);
  expect(told).toContain('"acquirementStatus":"SUCCESS"');
});

test('health answers, and the public key verifies notifications', async () => {
  expect(await scene.control('GET', '/simulator/health')).toMatchObject({
    httpStatus: 200,
    body: { status: 'ok' },
  });
  expect((await scene.control('GET', '/simulator/public-key')).body).toEqual({
    publicKey: scene.simulator.publicKey,
  });
});

test('lenient timestamps accept other time zones', async () => {
  const strict = await startScene();
  const lenient = await startScene({ strictTimestamps: false });
  for (const one of [strict, lenient]) {
    const request = anOrder(one.merchant);
    vi.stubEnv('TZ', 'UTC');
    const code = await one.api.createOrder(request).then(
      (answer) => answer.responseCode,
      (error: { rawResponse: { responseMessage: string } }) => error.rawResponse.responseMessage,
    );
    vi.unstubAllEnvs();
    expect(code).toBe(one === strict ? 'Invalid Field Format X-TIMESTAMP' : '2005400');
    await one.close();
  }
});

test('X-Debug-Mode makes DANA explain its answer', async () => {
  const path = '/payment-gateway/v1.0/debit/status.htm';
  const content = queryOf(scene.merchant, 'ord-unknown');
  const asked = (headers = {}) => postSigned(scene.merchant, scene.simulator.url, path, content, headers);
  expect((await asked()).body).not.toHaveProperty('additionalInfo');
  expect((await asked({ 'X-Debug-Mode': 'true' })).body).toMatchObject({
    responseCode: '4045501',
    additionalInfo: { debugMessage: expect.any(String) },
  });
});

test('the clock of an embedding process moves with the simulator', async () => {
  const before = scene.clock.now().getTime();
  await control(scene.simulator.url, 'POST', '/simulator/clock', { advanceMs: 86_400_000 });
  expect(scene.clock.now().getTime() - before).toBeGreaterThanOrEqual(86_400_000);
  const { body } = await scene.control<{ now: string }>('GET', '/simulator/clock');
  expect(Date.parse(body.now) - before).toBeGreaterThanOrEqual(86_400_000);
});
