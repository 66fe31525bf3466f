import { afterAll, beforeAll, expect, test } from 'vitest';
import { refusalOf } from './support/merchant.ts';
import { anOrder, query } from './support/orders.ts';
import { type Scene, startScene } from './support/scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await startScene();
});
afterAll(() => scene.close());

const idr = (value: string) => ({ value, currency: 'IDR' });
const codeOf = (call: Promise<{ responseCode: string }>) =>
  call.then(
    (answer) => answer.responseCode,
    async () => (await refusalOf(call)).body.responseCode,
  );

async function order(isPaid: boolean): Promise<string> {
  const request = anOrder(scene.merchant);
  await scene.api.createOrder(request);
  if (isPaid) await scene.control('POST', `/simulator/orders/${request.partnerReferenceNo}/pay`);
  return request.partnerReferenceNo;
}
const cancel = (originalPartnerReferenceNo: string, merchantId = scene.merchant.merchantId) =>
  scene.api.cancelOrder({ originalPartnerReferenceNo, merchantId, reason: 'sold out' });
const refund = (
  originalPartnerReferenceNo: string,
  partnerRefundNo: string,
  value: string,
  reason?: string,
) =>
  scene.api.refundOrder({
    originalPartnerReferenceNo,
    partnerRefundNo,
    merchantId: scene.merchant.merchantId,
    refundAmount: idr(value),
    ...(reason !== undefined && { reason }),
  });
const detail = async (number: string) => (await query(scene.api, scene.merchant, number)).additionalInfo;

test('an unpaid order can be cancelled; a repeat gets the same answer; only late money can pay it', async () => {
  const number = await order(false);
  expect(await cancel(number)).toMatchObject({
    responseCode: '2005700',
    responseMessage: 'Success',
    originalPartnerReferenceNo: number,
    cancelTime: expect.stringMatching(/\+07:00$/),
  });
  expect(await codeOf(cancel(number))).toBe('2005700');
  expect(await detail(number)).toMatchObject({
    statusDetail: { acquirementStatus: 'CANCELLED', cancelled: 'true' },
    timeDetail: { cancelledTime: expect.stringMatching(/\+07:00$/) },
    amountDetail: { voidAmount: idr('0.00') },
  });
  expect(await scene.control('POST', `/simulator/orders/${number}/pay`)).toMatchObject({ httpStatus: 409 });
  expect(await scene.control('POST', `/simulator/orders/${number}/pay`, { late: true })).toMatchObject({
    httpStatus: 200,
  });
  expect(await codeOf(refund(number, 'r-1', '75000.00'))).toBe('2005800');
});

test('a paid order can be cancelled for 24 hours, and its money is voided once', async () => {
  const [early, late] = [await order(true), await order(true)];
  expect(await codeOf(cancel(early))).toBe('2005700');
  expect(await detail(early)).toMatchObject({
    amountDetail: { voidAmount: idr('75000.00'), refundAmount: idr('0.00') },
  });
  expect(await codeOf(refund(early, 'r-1', '1.00'))).toBe('4045800');
  await scene.control('POST', '/simulator/clock', { advanceMs: 24 * 3_600_000 + 1000 });
  expect((await refusalOf(cancel(late))).body).toMatchObject({
    responseCode: '4035700',
    originalPartnerReferenceNo: late,
  });
  expect(await codeOf(cancel(early))).toBe('2005700');
});

test('refunds never exceed the payment, and each number refunds once', async () => {
  const number = await order(true);
  const first = await refund(number, 'r-1', '50000.00');
  expect(first).toMatchObject({
    partnerRefundNo: 'r-1',
    refundAmount: idr('50000.00'),
    refundTime: expect.any(String),
  });
  expect((await refund(number, 'r-1', '50000.00')).refundNo).toBe(first.refundNo);
  expect(await codeOf(refund(number, 'r-1', '50000.01'))).toBe('4045818');
  expect(await codeOf(refund(number, 'r-1', '50000.00', 'another reason'))).toBe('4045818');
  expect(await codeOf(refund(number, 'r-2', '25000.01'))).toBe('4035802');
  expect(await codeOf(refund(number, 'r-2', '25000.00'))).toBe('2005800');
  expect(await codeOf(refund(number, 'r-3', '0.01'))).toBe('4035802');
  expect(await detail(number)).toMatchObject({
    amountDetail: { refundAmount: idr('75000.00'), payAmount: idr('75000.00') },
  });
  const { refunds, refundedAmount } = await scene.orderSeen(number);
  expect([refunds.length, refundedAmount]).toEqual([2, idr('75000.00')]);
});

test('of a hundred parallel refunds of 60 %, exactly one succeeds', async () => {
  const number = await order(true);
  const numbers = Array.from({ length: 100 }, (_, index) => `r-${index}`);
  const codes = await Promise.all(numbers.map((one) => codeOf(refund(number, one, '45000.00'))));
  expect(codes.filter((code) => code === '2005800')).toHaveLength(1);
  expect(codes.filter((code) => code === '4035802')).toHaveLength(99);
});

test('two orders may use one refund number: numbers are unique within an order', async () => {
  const [one, other] = [await order(true), await order(true)];
  expect(await codeOf(refund(one, 'same', '1.00'))).toBe('2005800');
  expect(await codeOf(refund(other, 'same', '2.00'))).toBe('2005800');
});

test('a merchant cannot reach another merchant’s order', async () => {
  const number = await order(true);
  expect((await refusalOf(cancel(number, '216620000000000000002'))).body.responseCode).toBe('4045708');
});

test('an expired order can be neither cancelled nor refunded', async () => {
  const number = await order(false);
  await scene.control('POST', `/simulator/orders/${number}/expire`);
  expect(await codeOf(cancel(number))).toBe('4045700');
  expect(await codeOf(refund(number, 'r-1', '1.00'))).toBe('4045800');
});
