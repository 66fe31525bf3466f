import { afterAll, beforeAll, expect, test } from 'vitest';
import { refusalOf } from './support/merchant.ts';
import { anOrder, query } from './support/orders.ts';
import { type OrderSeen, type Scene, startScene } from './support/scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await startScene();
});
afterAll(() => scene.close());

const idr = (value: string) => ({ value, currency: 'IDR' });

async function paidOrder(): Promise<string> {
  const request = anOrder(scene.merchant, { notifyUrl: scene.shop.notifyUrl });
  await scene.api.createOrder(request);
  await act(request.partnerReferenceNo, 'pay');
  return request.partnerReferenceNo;
}
const act = (number: string, step: string, body?: object) =>
  scene.control<OrderSeen & { error?: string }>('POST', `/simulator/orders/${number}/${step}`, body);
const refund = (number: string, value: string) =>
  scene.api.refundOrder({
    originalPartnerReferenceNo: number,
    partnerRefundNo: `r-${value}`,
    merchantId: scene.merchant.merchantId,
    refundAmount: idr(value),
  });
const cancel = (number: string) =>
  scene.api.cancelOrder({
    originalPartnerReferenceNo: number,
    merchantId: scene.merchant.merchantId,
    reason: '',
  });
const codeOf = async (call: Promise<unknown>) => (await refusalOf(call)).body.responseCode;
const reported = async (number: string) => {
  const { additionalInfo, latestTransactionStatus } = await query(scene.api, scene.merchant, number);
  return {
    latestTransactionStatus,
    chargebackAmount: additionalInfo?.amountDetail?.chargebackAmount?.value,
    frozen: additionalInfo?.statusDetail?.frozen,
  };
};

test('an order nobody disputes is reported as captured: nothing charged back, not frozen', async () => {
  expect(await reported(await paidOrder())).toEqual({
    latestTransactionStatus: '00',
    chargebackAmount: '0.00',
    frozen: 'false',
  });
});

test('a chargeback is reported by Query Payment alone, part by part, and no notification is sent', async () => {
  const number = await paidOrder();
  expect(await act(number, 'charge-back', { value: '25000.00' })).toMatchObject({
    httpStatus: 200,
    body: { chargedBackAmount: idr('25000.00'), isFrozen: false, acquirementStatus: 'SUCCESS' },
  });
  expect(await reported(number)).toMatchObject({
    latestTransactionStatus: '00',
    chargebackAmount: '25000.00',
  });
  await act(number, 'charge-back');
  expect(await reported(number)).toMatchObject({
    latestTransactionStatus: '00',
    chargebackAmount: '75000.00',
  });
  expect((await scene.orderSeen(number)).deliveries).toHaveLength(1);
});

test('nobody charges back more than was paid, or what was never paid', async () => {
  const number = await paidOrder();
  expect(await act(number, 'charge-back', { value: '75000.01' })).toMatchObject({ httpStatus: 409 });
  expect(await act(number, 'charge-back', { value: '75000' })).toMatchObject({ httpStatus: 400 });
  await act(number, 'charge-back');
  expect(await act(number, 'charge-back')).toMatchObject({ httpStatus: 409 });
  const unpaid = anOrder(scene.merchant);
  await scene.api.createOrder(unpaid);
  for (const step of ['charge-back', 'freeze', 'release', 'withdraw-charge-back'])
    expect((await act(unpaid.partnerReferenceNo, step)).httpStatus, step).toBe(409);
});

test('what was charged back cannot be refunded, and a withdrawn chargeback can', async () => {
  const number = await paidOrder();
  await act(number, 'charge-back', { value: '70000.00' });
  expect(await codeOf(refund(number, '5000.01'))).toBe('4035802');
  expect(await refund(number, '5000.00')).toMatchObject({ responseCode: '2005800' });
  expect(await codeOf(cancel(number))).toBe('4045700');
  expect(await act(number, 'withdraw-charge-back')).toMatchObject({
    body: { chargedBackAmount: idr('0.00') },
  });
  expect(await refund(number, '70000.00')).toMatchObject({ responseCode: '2005800' });
});

test('a chargeback after a full refund is real: the merchant pays twice', async () => {
  const number = await paidOrder();
  await refund(number, '75000.00');
  await act(number, 'charge-back');
  const { additionalInfo } = await query(scene.api, scene.merchant, number);
  expect(additionalInfo?.amountDetail).toMatchObject({
    refundAmount: idr('75000.00'),
    chargebackAmount: idr('75000.00'),
  });
});

test('a frozen order is reported so, and gives no money back until it is released', async () => {
  const number = await paidOrder();
  expect(await act(number, 'freeze')).toMatchObject({ httpStatus: 200, body: { isFrozen: true } });
  expect(await reported(number)).toMatchObject({ latestTransactionStatus: '00', frozen: 'true' });
  expect(await codeOf(refund(number, '1000.00'))).toBe('4035815');
  expect(await codeOf(cancel(number))).toBe('4035715');
  expect((await act(number, 'freeze')).httpStatus).toBe(409);
  expect(await act(number, 'release')).toMatchObject({ body: { isFrozen: false } });
  expect((await act(number, 'release')).httpStatus).toBe(409);
  expect(await reported(number)).toMatchObject({ frozen: 'false' });
  expect(await refund(number, '1000.00')).toMatchObject({ responseCode: '2005800' });
});

test('one answer alone can report a chargeback or a freeze, which the next one does not know', async () => {
  const number = await paidOrder();
  for (const fault of ['charged-back', 'frozen'])
    await scene.control('POST', '/simulator/faults', { operation: 'queryPayment', fault });
  expect(await reported(number)).toMatchObject({ chargebackAmount: '75000.00', frozen: 'false' });
  expect(await reported(number)).toMatchObject({ chargebackAmount: '0.00', frozen: 'true' });
  expect(await reported(number)).toMatchObject({ chargebackAmount: '0.00', frozen: 'false' });
});

test('the desk charges back and freezes by buttons, and shows both', async () => {
  const number = await paidOrder();
  const { referenceNo } = await scene.orderSeen(number);
  const page = `${scene.simulator.url}/order?referenceNo=${referenceNo}`;
  const press = async (form: Record<string, string>) =>
    (await fetch(page, { method: 'POST', body: new URLSearchParams(form) })).text();
  expect(await press({ do: 'charge-back', value: '25000.00' })).toContain('Rp25.000');
  expect(await scene.orderSeen(number)).toMatchObject({ chargedBackAmount: idr('25000.00') });
  await press({ do: 'charge-back', value: '' });
  const shown = await press({ do: 'freeze' });
  expect(shown).toContain('>Frozen<');
  expect(shown).toContain('>Charged back<');
  expect(shown).toContain('value="release"');
  expect(shown).toContain('value="withdraw-charge-back"');
  expect(shown).not.toContain('value="freeze"');
  expect(await scene.orderSeen(number)).toMatchObject({ chargedBackAmount: idr('75000.00'), isFrozen: true });
});
