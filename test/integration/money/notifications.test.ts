import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openOrder } from '../../../src/domain/lifecycle.ts';
import { aServerKey } from '../../support/actors.ts';
import { said } from '../../support/incidents.ts';
import { type MoneyStage, openMoneyStage, orderAmount } from '../../support/money-stage.ts';
import { minute, openNewOrder } from '../../support/orders.ts';
import { readRecorded } from '../../support/recorded.ts';

let stage: MoneyStage;
beforeEach(async () => {
  stage = await openMoneyStage();
});
afterEach(async () => {
  expect(await stage.judge(true)).toEqual([]);
  await stage.close();
});

async function ends(): Promise<string[]> {
  return (await readRecorded(stage.database)).inbox.map(({ disposition }) => disposition);
}

async function sources(partnerReferenceNo: string): Promise<string[]> {
  const { orders } = await readRecorded(stage.database);
  const found = orders.find(({ order }) => order.partnerReferenceNo === partnerReferenceNo);
  return found?.events.map(({ fact, source }) => `${fact.type} ${source}`) ?? [];
}

async function incidents(): Promise<string[]> {
  const { items } = await stage.store.pageIncidents({}, { first: 100 });
  return items.map(({ item }) => `${item.kind} ${said(item)}`).reverse();
}

/** DANA has the order that `create` will request, as after a request whose sender lost its data. */
async function danaHas(partnerReferenceNo: string): Promise<void> {
  const { event: _, order } = openOrder(
    {
      ...openNewOrder().order,
      partnerReferenceNo,
      amount: orderAmount,
      expiresAt: minute(30),
    },
    aServerKey,
  );
  const { provider } = stage.dana;
  const nothing = {} as Parameters<typeof provider.writeCreateRequest>[1];
  await provider.createOrder(provider.writeCreateRequest(order, nothing));
}

describe('a payment that is notified before its order is recorded', () => {
  beforeEach(async () => {
    await danaHas('ord-1');
    stage.dana.pay('ord-1');
  });

  test('is applied when the order is created, and the answer shows it', async () => {
    await stage.deliver(stage.dana.notification('ord-1'));
    expect(await ends()).toEqual(['ORPHANED']);
    expect(await stage.create('ord-1')).toMatchObject({
      kind: 'CreateOrderSuccess',
      order: { status: 'PAID' },
    });
    expect(await sources('ord-1')).toContain('PAID FINISH_NOTIFY');
    expect(await ends()).toEqual(['APPLIED']);
  });

  test('and was signed long ago is not applied: the gateway queries DANA', async () => {
    await stage.deliver(stage.dana.notification('ord-1'), minute(-60));
    await stage.create('ord-1');
    expect(await ends()).toEqual(['QUARANTINED']);
    await stage.settle();
    expect(await sources('ord-1')).toEqual(['CREATED API', 'ACCEPTED CREATE_ANSWER', 'PAID QUERY']);
    expect((await incidents()).toSorted()).toEqual([
      'ORPHANED no order has this partnerReferenceNo',
      'QUARANTINED X-Timestamp 2026-01-15T09:00:00+07:00 is far from now',
    ]);
  });

  test('and does not fit it is not applied: it causes an incident, and the gateway queries DANA', async () => {
    await stage.deliver(stage.dana.notification('ord-1', { amount: { currency: 'IDR', value: '75001.00' } }));
    await stage.create('ord-1');
    expect(await ends()).toEqual(['QUARANTINED']);
    expect(await incidents()).toContain('QUARANTINED amount is not the order’s');
    await stage.settle();
    expect(await sources('ord-1')).toContain('PAID QUERY');
  });
});

describe('a notification whose time is far from ours', () => {
  test.each([
    ['11 minutes ago', -11, 'QUARANTINED', 'PAID QUERY'],
    ['11 minutes ahead', 11, 'QUARANTINED', 'PAID QUERY'],
    ['9 minutes ago', -9, 'APPLIED', 'PAID FINISH_NOTIFY'],
  ])('signed %s', async (_, minutes, end, source) => {
    await stage.create('ord-1');
    stage.dana.pay('ord-1');
    await stage.deliver(stage.dana.notification('ord-1'), minute(minutes));
    expect(await ends()).toEqual([end]);
    // The gateway queries DANA about a kept notification at once, before any time passes.
    await stage.recover();
    expect((await sources('ord-1')).at(-1)).toBe(source);
  });
});

test('a body that cannot be understood is kept, and the gateway queries DANA about its order at once', async () => {
  await stage.create('ord-1');
  stage.dana.pay('ord-1');
  await stage.deliver(stage.dana.notification('ord-1', { merchantId: 7 }));
  expect(await ends()).toEqual(['QUARANTINED']);
  await stage.recover();
  expect((await sources('ord-1')).at(-1)).toBe('PAID QUERY');
});

test.each([
  ['no time at all', { createdTime: undefined, finishedTime: undefined }],
  ['year 1', { finishedTime: '0001-01-01T00:00:00+07:00', createdTime: '0001-01-01T00:00:00+07:00' }],
  ['year 9999', { finishedTime: '9999-12-31T23:59:59+07:00', additionalInfo: '' }],
  ['text in place of additionalInfo', { additionalInfo: 'none' }],
])('a payment notified with %s is applied at once, and its time is a time of this order', async (_, more) => {
  await stage.create('ord-1');
  stage.dana.pay('ord-1');
  await stage.deliver(stage.dana.notification('ord-1', more));
  expect(await ends()).toEqual(['APPLIED']);
  expect(await incidents()).toEqual([]);
  const { orders } = await readRecorded(stage.database);
  const [recorded] = orders;
  expect(recorded?.order.status).toBe('PAID');
  expect(recorded?.order.paidAt?.getFullYear()).toBe(minute(0).getFullYear());
});
