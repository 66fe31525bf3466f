import { describe, expect, test } from 'vitest';
import { CreateOrderDocument } from '../../../src/client/core/generated/graphql.ts';
import { stageNotifiedGateways } from './stage.ts';

const {
  anOrder,
  arm,
  attemptsOf,
  becomes,
  delivered,
  endsOf,
  incidentsOf,
  refusalsOf,
  shop,
  testAgreement,
  timelineOf,
  world,
} = stageNotifiedGateways(2);

describe('a genuine notification in another form', () => {
  test.each([
    'epoch-times',
    'unknown-pay-option',
    'unknown-fields',
    'escaped-body',
    'spaced-body',
    'lower-case-headers',
    'no-finished-time',
    'paid-time-only',
    'no-created-time',
    'additional-info-text',
    'additional-info-empty',
    'no-additional-info',
    'no-external-id',
  ])('%s is accepted at once', async (fault) => {
    const { id } = await anOrder(fault);
    await arm(fault, fault);
    await world().desk.pay(fault);
    await becomes(id, 'PAID');
    await delivered(fault, 1);
    expect(await timelineOf(fault)).toContain('PAID FINISH_NOTIFY');
    expect(await refusalsOf(fault)).toEqual([]);
    const [first, ...repeats] = await endsOf(fault);
    expect(first).toBe('APPLIED');
    expect(repeats.filter((end) => end !== 'DUPLICATE')).toEqual([]);
  });

  test('5 KB of JSON in JSON, as QRIS sends it, is accepted at once', async () => {
    const input = { partnerReferenceNo: 'qris-1', amount: '75000', title: 'Kopi', payMethod: 'NETWORK_PAY' };
    const { createOrder } = await shop().server.request(CreateOrderDocument, {
      input: { ...input, payOption: 'NETWORK_PAY_PG_QRIS', phoneNumber: '08123456789' },
    });
    if (createOrder.__typename !== 'CreateOrderSuccess') throw new Error(JSON.stringify(createOrder));
    await world().desk.pay('qris-1');
    await becomes(createOrder.order.id, 'PAID');
    const [attempt] = await attemptsOf('qris-1');
    expect(attempt?.body.length).toBeGreaterThan(4_000);
    expect(await endsOf('qris-1')).toEqual(['APPLIED']);
  });

  test('a closed order without finishedTime is accepted at once', async () => {
    const { id } = await anOrder('closed');
    await world().desk.post('/simulator/orders/closed/refuse');
    await becomes(id, 'EXPIRED');
    expect(await endsOf('closed')).toEqual(['APPLIED']);
  });
});

describe('a notification that must not be believed', () => {
  test('with a wrong signature is refused and not kept; the genuine repeat is applied', async () => {
    const { id } = await anOrder('wrong-key');
    await arm('wrong-key', 'wrong-key');
    await world().desk.pay('wrong-key');
    await becomes(id, 'PAID');
    // DANA records the answer a moment after the gateway has committed.
    await delivered('wrong-key', 1);
    const [forged, genuine] = await attemptsOf('wrong-key');
    expect(forged?.answer).toMatchObject({ httpStatus: 401, body: expect.stringContaining('4015600') });
    expect(genuine?.answer).toMatchObject({ httpStatus: 200 });
    expect(await endsOf('wrong-key')).toEqual(['APPLIED']);
  });

  test.each([
    ['wrong-amount', 'amount is not the order’s'],
    ['wrong-merchant', 'merchantId is not ours'],
    ['unknown-status', 'latestTransactionStatus 99 is unknown'],
  ])(
    '%s, genuinely signed, is quarantined with an incident, and the gateway queries DANA instead',
    async (fault, reason) => {
      const { id } = await anOrder(fault);
      await arm(fault, fault);
      await world().desk.pay(fault);
      await delivered(fault, 1);
      expect(await refusalsOf(fault)).toEqual([]);
      const ends = await endsOf(fault);
      expect(ends).toContain('QUARANTINED');
      // DANA repeats what was answered late; by then the order may be final.
      expect(ends).not.toContain('APPLIED');
      expect(await incidentsOf(fault)).toEqual([`QUARANTINED ${reason}`]);
      await becomes(id, 'PAID');
      expect(await timelineOf(fault)).toEqual(['CREATED API', 'ACCEPTED CREATE_ANSWER', 'PAID QUERY']);
    },
  );
});

testAgreement();
