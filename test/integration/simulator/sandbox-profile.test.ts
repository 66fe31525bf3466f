import { afterAll, beforeAll, expect, test } from 'vitest';
import { formatJakarta } from '../../../src/simulator/model/jakarta-time.ts';
import { aMerchant, postSigned, signedHeaders } from './support/merchant.ts';
import { anOrder, queryOf } from './support/orders.ts';
import { control, type Scene, startScene } from './support/scene.ts';

const createPath = '/payment-gateway/v1.0/debit/payment-host-to-host.htm';
const consultPath = '/v1.0/payment-gateway/consult-pay.htm';
const queryPath = '/payment-gateway/v1.0/debit/status.htm';
const debug = { 'X-Debug-Mode': 'true' };

let sandbox: Scene;
let generous: Scene;
beforeAll(async () => {
  [sandbox, generous] = await Promise.all([startScene({ profile: 'sandbox' }), startScene()]);
  const { merchantId } = sandbox.merchant;
  for (const unit of [
    { merchantId, kind: 'store', externalId: 'store-1' },
    { merchantId, kind: 'division', externalId: 'division-1' },
  ])
    expect(await sandbox.control('POST', '/simulator/units', unit)).toEqual({ httpStatus: 200, body: unit });
});
afterAll(() => Promise.all([sandbox.close(), generous.close()]));

async function post(scene: Scene, path: string, body: object, headers: Record<string, string> = {}) {
  const { body: answer } = await postSigned(scene.merchant, scene.simulator.url, path, body, headers);
  return answer as { responseCode: string; additionalInfo?: { debugMessage?: string } };
}
const create = (scene: Scene, wish: Parameters<typeof anOrder>[1] = {}, more: object = {}) =>
  post(scene, createPath, { ...anOrder(scene.merchant, wish), ...more }, debug);
const later = (ms: number) => formatJakarta(new Date(Date.now() + ms));
const minute = 60_000;

test.each([
  ['10 million rupiah', { value: '10000000.00' }, '2005400', '2005400'],
  ['more than 10 million rupiah', { value: '10000000.01' }, '4035402', '2005400'],
  ['half an hour to pay', { minutes: 30 }, '2005400', '2005400'],
  ['more than half an hour to pay', { minutes: 31 }, '4005401', '2005400'],
  ...['BRI', 'PANI', 'CIMB', 'BTPN', 'BSI_PAYMENT'].map(
    (bank) =>
      [
        bank,
        { payMethod: 'VIRTUAL_ACCOUNT', payOption: `VIRTUAL_ACCOUNT_${bank}` },
        '2005400',
        '2005400',
      ] as const,
  ),
  ['BCA', { payMethod: 'VIRTUAL_ACCOUNT', payOption: 'VIRTUAL_ACCOUNT_BCA' }, '4035415', '2005400'],
  ['OVO', { payMethod: 'NETWORK_PAY', payOption: 'NETWORK_PAY_PG_OVO' }, '4035415', '2005400'],
  ['Indodana', { payMethod: 'NETWORK_PAY', payOption: 'NETWORK_PAY_PL_INDODANA' }, '4035415', '2005400'],
  ['a credit card', { payMethod: 'CREDIT_CARD' }, '2005400', '2005400'],
] as const)(
  '%s: %j answers %s in the sandbox profile and %s by default',
  async (_name, wish, inSandbox, byDefault) => {
    const wished = 'minutes' in wish ? { validUpTo: later(wish.minutes * minute) } : wish;
    expect((await create(sandbox, wished)).responseCode).toBe(inSandbox);
    expect((await create(generous, wished)).responseCode).toBe(byDefault);
  },
);

test('Consult Pay lists the sandbox’s methods in the sandbox profile, and all of them by default', async () => {
  const listed = async (scene: Scene) => {
    const { merchantId } = scene.merchant;
    const body = {
      merchantId,
      amount: { value: '1.00', currency: 'IDR' },
      externalStoreId: 'store-1',
      additionalInfo: { buyer: {}, envInfo: { sourcePlatform: 'IPG', terminalType: 'SYSTEM' } },
    };
    const answer = (await post(scene, consultPath, body)) as unknown as {
      paymentInfos: { payMethod: string; payOption?: string }[];
    };
    return answer.paymentInfos.map(({ payMethod, payOption }) => payOption ?? payMethod).sort();
  };
  const inSandbox = [
    'BALANCE',
    'NETWORK_PAY_PG_CARD',
    'NETWORK_PAY_PG_QRIS',
    'VIRTUAL_ACCOUNT_BRI',
    'VIRTUAL_ACCOUNT_BSI_PAYMENT',
    'VIRTUAL_ACCOUNT_BTPN',
    'VIRTUAL_ACCOUNT_CIMB',
    'VIRTUAL_ACCOUNT_PANI',
  ];
  expect(await listed(sandbox)).toEqual(inSandbox);
  expect(await listed(generous)).toEqual(
    expect.arrayContaining([...inSandbox, 'VIRTUAL_ACCOUNT_BCA', 'NETWORK_PAY_PL_INDODANA']),
  );
});

test('a timestamp in UTC is taken in the sandbox profile alone', async () => {
  for (const [scene, answer] of [
    [sandbox, '4045501'],
    [generous, '4005501'],
  ] as const) {
    const body = JSON.stringify(queryOf(scene.merchant, 'nobody'));
    // Signed over the same instant, written with +00:00.
    const utc = `${new Date().toISOString().slice(0, 19)}+00:00`;
    const headers = signedHeaders(scene.merchant, queryPath, body, new Date(), utc);
    expect((await post(scene, queryPath, JSON.parse(body), headers)).responseCode).toBe(answer);
  }
});

const { merchantId } = aMerchant();
const unknownUnits = [
  [{ externalStoreId: 'store-2' }, 'SHOP_NOT_EXIST:store-2'],
  [{ subMerchantId: 'division-2' }, 'DIVISION_NOT_EXIST:division-2'],
  [{ externalStoreId: 'division-1' }, 'SHOP_NOT_EXIST:division-1'],
  [{ merchantId: '216620000000000000999' }, 'MERCHANT_NOT_EXIST:216620000000000000999'],
] as const;

test.each(unknownUnits)(
  'an order of %j, which nobody registered, answers 4045408: %s',
  async (unit, reason) => {
    const virtualAccount = { payMethod: 'VIRTUAL_ACCOUNT', payOption: 'VIRTUAL_ACCOUNT_BRI' };
    expect(await create(sandbox, virtualAccount, unit)).toMatchObject({
      responseCode: '4045408',
      partnerReferenceNo: expect.any(String),
      additionalInfo: { debugMessage: reason },
    });
  },
);

test('an order of a registered store and division is taken; the reason is told only when asked for', async () => {
  expect(
    await create(sandbox, {}, { externalStoreId: 'store-1', subMerchantId: 'division-1' }),
  ).toMatchObject({ responseCode: '2005400' });
  const refused = { ...anOrder(sandbox.merchant), externalStoreId: 'store-2' };
  expect((await post(sandbox, createPath, refused)).additionalInfo).toBeUndefined();
  const python = await post(sandbox, createPath, refused, { 'X-Debug-Mode': '1' });
  expect(python.additionalInfo?.debugMessage).toBe('SHOP_NOT_EXIST:store-2');
  const created = await create(sandbox);
  expect(created.additionalInfo?.debugMessage).toBeUndefined();
});

test('by default any store is taken until one is registered, and again once none is', async () => {
  const answerTo = async (externalStoreId: string) =>
    (await create(generous, {}, { externalStoreId })).responseCode;
  expect(await answerTo('store-2')).toBe('2005400');
  const unit = { merchantId, kind: 'store', externalId: 'store-1' };
  await generous.control('POST', '/simulator/units', unit);
  expect(await answerTo('store-1')).toBe('2005400');
  expect(await answerTo('store-2')).toBe('4045408');
  expect(await generous.control('DELETE', '/simulator/units', unit)).toMatchObject({ body: { units: [] } });
  expect(await answerTo('store-2')).toBe('2005400');
  expect(await generous.control('DELETE', '/simulator/units', unit)).toMatchObject({ httpStatus: 404 });
});

test('the desk registers and removes a store', async () => {
  const press = async (form: Record<string, string>) =>
    (await fetch(generous.simulator.url, { method: 'POST', body: new URLSearchParams(form) })).text();
  const unit = { merchantId, kind: 'store', externalId: 'toko-1' };
  expect(await press({ do: 'add-unit', ...unit })).toContain('Remove the store toko-1');
  expect((await control(generous.simulator.url, 'GET', '/simulator/units')).body).toEqual({ units: [unit] });
  expect(await press({ do: 'remove-unit', ...unit })).not.toContain('Remove the store toko-1');
});

test('in the sandbox profile a virtual account gives no money back in its first seconds', async () => {
  const request = anOrder(sandbox.merchant, {
    payMethod: 'VIRTUAL_ACCOUNT',
    payOption: 'VIRTUAL_ACCOUNT_BRI',
  });
  await post(sandbox, createPath, request);
  const number = request.partnerReferenceNo;
  await sandbox.control('POST', `/simulator/orders/${number}/pay`);
  const refund = () =>
    post(
      sandbox,
      '/payment-gateway/v1.0/debit/refund.htm',
      {
        originalPartnerReferenceNo: number,
        partnerRefundNo: 'r-1',
        merchantId,
        refundAmount: { value: '1000.00', currency: 'IDR' },
      },
      debug,
    );
  expect(await refund()).toMatchObject({
    responseCode: '4045800',
    additionalInfo: { debugMessage: 'PAYMENT_NOT_SETTLED' },
  });
  await sandbox.control('POST', '/simulator/clock', { advanceMs: 5000 });
  expect(await refund()).toMatchObject({ responseCode: '2005800' });
});
