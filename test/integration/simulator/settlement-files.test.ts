import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SettlementLine } from '../../../src/domain/settlement/settlement-line.ts';
import { readSettlementFileName } from '../../../src/domain/settlement/settlement-unit.ts';
import { readSettlementFile } from '../../../src/settlement/read-settlement-file.ts';
import { settlementFaults } from '../../../src/simulator/model/fault-table.ts';
import { anOrder } from './support/orders.ts';
import { type Scene, startScene } from './support/scene.ts';

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;
let scene: Scene;

beforeAll(async () => {
  scene = await startScene();
  // Noon in Jakarta, so that no test crosses midnight by itself.
  const sinceNoonMs = (scene.clock.now().getTime() - 5 * hourMs) % dayMs;
  await advance(dayMs - sinceNoonMs);
});
afterAll(() => scene.close());

const advance = (advanceMs: number) => scene.control('POST', '/simulator/clock', { advanceMs });
const today = () => new Date(scene.clock.now().getTime() + 7 * hourMs).toISOString().slice(0, 10);
const act = (number: string, step: string, body?: object) =>
  scene.control('POST', `/simulator/orders/${number}/${step}`, body);

async function paidOrder(body?: object): Promise<string> {
  const request = anOrder(scene.merchant, { notifyUrl: scene.shop.notifyUrl });
  await scene.api.createOrder(request);
  await act(request.partnerReferenceNo, 'pay', body);
  return request.partnerReferenceNo;
}

const refund = (originalPartnerReferenceNo: string, partnerRefundNo: string, value: string) =>
  scene.api.refundOrder({
    originalPartnerReferenceNo,
    partnerRefundNo,
    merchantId: scene.merchant.merchantId,
    refundAmount: { value, currency: 'IDR' },
  });

/** The file of a day as the gateway reads it; null while there is none. */
async function fileOf(day: string, query = '') {
  const answer = await fetch(`${scene.simulator.url}/simulator/settlement-files/${day}${query}`);
  const text = await answer.text();
  if (answer.status !== 200) return null;
  async function* bytes() {
    yield Buffer.from(text);
  }
  const lines: SettlementLine[] = [];
  for await (const batch of readSettlementFile(bytes())) lines.push(...batch);
  const name = decodeURIComponent(
    /UTF-8''(.*)$/.exec(answer.headers.get('content-disposition') ?? '')?.[1] ?? '',
  );
  return { name, text, lines };
}

const shown = (lines: readonly SettlementLine[], number: string) =>
  lines
    .filter(({ partnerReferenceNo }) => partnerReferenceNo === number)
    .map(({ type, payMethod, gross, net, requestId }) => ({ type, payMethod, gross, net, requestId }));

test('the file of a day comes after midnight and has what was paid, given back and returned on that day', async () => {
  const [day, paid, withCoupon, cancelled, refunded] = [
    today(),
    await paidOrder(),
    await paidOrder({
      paidWith: [
        { payMethod: 'BALANCE', value: '73000.00' },
        { payMethod: 'COUPON', value: '2000.00' },
      ],
    }),
    await paidOrder(),
    await paidOrder(),
  ];
  const { merchantId } = scene.merchant;
  await scene.api.cancelOrder({ originalPartnerReferenceNo: cancelled, merchantId, reason: '' });
  await refund(refunded, 'r-1', '4000.00');
  expect(await fileOf(day)).toBeNull();
  const noDay = await fetch(`${scene.simulator.url}/simulator/settlement-files/2026-02-31`);
  expect(noDay.status).toBe(400);
  await advance(11 * hourMs);
  expect(await fileOf(day)).toBeNull();
  await advance(2 * hourMs);
  expect((await scene.control('GET', '/simulator/settlement-files')).body).toMatchObject({
    files: [{ day }],
  });
  const file = await fileOf(day);
  expect(readSettlementFileName(file?.name ?? '')).toMatchObject({ merchantId, unitKind: 'MERCHANT', day });
  const lines = file?.lines ?? [];
  const sale = {
    type: 'ACQUIRING_ORDER',
    payMethod: 'BALANCE',
    gross: 7_500_000n,
    net: 7_441_725n,
    requestId: null,
  };
  expect(shown(lines, paid)).toEqual([sale]);
  const coupon = { payMethod: 'COUPON_DEALS', requestId: null };
  expect(shown(lines, withCoupon)).toEqual([
    { ...sale, gross: 7_300_000n, net: 7_243_279n },
    { ...coupon, type: 'ACQUIRING_ORDER', gross: 200_000n, net: 200_000n },
    { ...coupon, type: 'VOUCHER_DEDUCTION', gross: -200_000n, net: -200_000n },
  ]);
  expect(shown(lines, cancelled)).toEqual([
    sale,
    { ...sale, type: 'CANCEL', gross: -7_500_000n, net: -7_441_725n },
  ]);
  expect(shown(lines, refunded)).toEqual([
    sale,
    { ...sale, type: 'REFUND', gross: -400_000n, net: -400_000n, requestId: 'r-1' },
  ]);
});

test('a refund that comes back is an adjustment of that day, and its money can be refunded again', async () => {
  await advance(11 * hourMs);
  const number = await paidOrder();
  await refund(number, 'r-2', '75000.00');
  expect(await act(number, 'return-refund')).toMatchObject({ httpStatus: 200 });
  expect(await act(number, 'return-refund')).toMatchObject({ httpStatus: 409 });
  expect(await refund(number, 'r-3', '75000.00')).toMatchObject({ responseCode: '2005800' });
  const day = today();
  await advance(dayMs);
  expect(shown((await fileOf(day))?.lines ?? [], number)).toContainEqual(
    expect.objectContaining({ payMethod: 'ADJUSTMENT', gross: 7_500_000n, requestId: 'r-2' }),
  );
});

test('a file is written once: what happens afterwards does not change it', async () => {
  await paidOrder();
  const day = today();
  await advance(dayMs);
  const first = await fileOf(day);
  await scene.control('POST', '/simulator/faults', {
    operation: 'settlement',
    fault: 'line-missing',
    times: 9,
  });
  expect((await fileOf(day))?.text).toBe(first?.text);
  await scene.control('DELETE', '/simulator/faults');
});

test('a shop’s file has its own orders only', async () => {
  await paidOrder();
  const day = today();
  await advance(dayMs);
  const file = await fileOf(day, '?unit=SHOP&unitName=nowhere');
  expect(file?.lines).toEqual([]);
  expect(readSettlementFileName(file?.name ?? '')).toMatchObject({ unitKind: 'SHOP', unitName: 'nowhere' });
});

const distorted: Record<keyof typeof settlementFaults, object[]> = {
  'line-missing': [],
  'line-doubled': [{ gross: 7_500_000n }, { gross: 7_500_000n }],
  'line-late': [],
  'wrong-fee': [{ gross: 7_500_000n, net: 7_441_625n }],
  'amount-off': [{ gross: 7_500_001n, net: 7_441_726n }],
  'unknown-order': [{ gross: 7_500_000n }],
};

test.each(Object.keys(settlementFaults) as (keyof typeof settlementFaults)[])(
  'the fault %s',
  async (fault) => {
    const number = await paidOrder();
    const partnerReferenceNo = number;
    await scene.control('POST', '/simulator/faults', { operation: 'settlement', fault, partnerReferenceNo });
    const day = today();
    await advance(dayMs);
    const lines = (await fileOf(day))?.lines ?? [];
    expect(shown(lines, number)).toMatchObject(distorted[fault]);
    const strangers = lines.filter((line) => line.partnerReferenceNo.startsWith('unknown-'));
    expect(strangers).toHaveLength(fault === 'unknown-order' ? 1 : 0);
    if (fault !== 'line-late') return;
    const next = today();
    await advance(dayMs);
    expect(shown((await fileOf(next))?.lines ?? [], number)).toMatchObject([{ gross: 7_500_000n }]);
  },
);

test('a merchant of T+3 gets the file of a day three midnights after it began, under the name of its day', async () => {
  const slow = await startScene({ settlementDays: 3 });
  try {
    const move = (advanceMs: number) => slow.control('POST', '/simulator/clock', { advanceMs });
    await move(dayMs - ((slow.clock.now().getTime() - 5 * hourMs) % dayMs));
    const day = new Date(slow.clock.now().getTime() + 7 * hourMs).toISOString().slice(0, 10);
    const request = anOrder(slow.merchant, { notifyUrl: slow.shop.notifyUrl });
    await slow.api.createOrder(request);
    await slow.control('POST', `/simulator/orders/${request.partnerReferenceNo}/pay`);
    const fetchFile = () => fetch(`${slow.simulator.url}/simulator/settlement-files/${day}`);
    await move(2 * dayMs);
    expect((await fetchFile()).status).toBe(404);
    await move(dayMs);
    const file = await fetchFile();
    expect(file.headers.get('content-disposition')).toContain(`_${day.replaceAll('-', '')}.csv`);
    const settledOn = new Date(Date.parse(`${day}T00:00:00Z`) + 3 * dayMs).toISOString().slice(0, 10);
    expect(await file.text()).toContain(`;${settledOn}T00:00:00+07:00;`);
  } finally {
    await slow.close();
  }
});
