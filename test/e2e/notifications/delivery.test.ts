import { describe, expect, test } from 'vitest';
import { OrderDocument } from '../../../src/client/core/generated/graphql.ts';
import { eventually } from '../../support/eventually.ts';
import { openShop } from '../../support/shop.ts';
import { deliveredWithinMs, stageNotifiedGateways } from './stage.ts';

const {
  anInput,
  anOrder,
  arm,
  becomes,
  delivered,
  endsOf,
  incidentsOf,
  shop,
  testAgreement,
  timelineOf,
  world,
} = stageNotifiedGateways(2);

describe('a notification delivered many times at once', () => {
  // Not concurrent, so that a hundred copies have the machine to themselves.
  test.each([2, 10, 100])('%i copies cause one change, and every copy is kept', async (count) => {
    const reference = `copies-${count}`;
    const { id } = await anOrder(reference);
    await arm('duplicate', reference, { copies: count - 1 });
    await world().desk.pay(reference);
    expect(await becomes(id, 'PAID')).toMatchObject({ version: 3 });
    await delivered(reference, 1);
    // DANA repeats what a busy machine answers too late, although that notification is on disk already.
    const ends = await eventually(
      () => endsOf(reference),
      ({ length }) => length >= count,
      {
        withinMs: deliveredWithinMs,
      },
    );
    expect(ends.filter((end) => end === 'APPLIED')).toHaveLength(1);
    expect(ends.filter((end) => end === 'DUPLICATE')).toHaveLength(ends.length - 1);
    expect(await incidentsOf(reference)).toEqual([]);
  });
});

describe.concurrent('a payment', () => {
  test('is found by a query when no notification arrives', async () => {
    const { id } = await anOrder('never');
    await arm('drop', 'never', { times: 1_000 });
    await world().desk.pay('never');
    const { order } = await shop().server.request(OrderDocument, { by: { id }, fresh: true });
    expect(order).toMatchObject({ status: 'PAID', version: 3 });
    expect(await timelineOf('never')).toEqual(['CREATED API', 'ACCEPTED CREATE_ANSWER', 'PAID QUERY']);
    expect(await endsOf('never')).toEqual([]);
  });

  test('notified again and again changes the order once', async () => {
    const { id } = await anOrder('serial');
    await world().desk.pay('serial');
    await becomes(id, 'PAID');
    for (let count = 2; count <= 4; count++) {
      await world().desk.post('/simulator/orders/serial/notify');
      await delivered('serial', count);
    }
    expect((await shop().read(id)).version).toBe(3);
    // DANA repeats a notification by itself if the answer took longer than 8 s.
    const [first, ...others] = await endsOf('serial');
    expect(first).toBe('APPLIED');
    expect(others.length).toBeGreaterThanOrEqual(3);
    expect(new Set(others)).toEqual(new Set(['DUPLICATE']));
  });

  test('notified before createOrder is answered makes the answer PAID', async () => {
    await arm('before-create-answer', 'overtaken');
    const order = await anOrder('overtaken');
    expect(order).toMatchObject({ status: 'PAID', paidAt: expect.any(String) });
    expect(await timelineOf('overtaken')).toContain('PAID FINISH_NOTIFY');
    expect(await shop().read(order.id)).toMatchObject({ status: 'PAID', referenceNo: order.referenceNo });
  });

  test('notified before createOrder is answered, with the gateway killed in between, makes the repeat PAID', async () => {
    const [, victim] = world().gateways;
    const doomed = openShop(victim?.url ?? '', world().serverKey);
    await arm('before-create-answer', 'orphaned-answer');
    await world().desk.arm({
      operation: 'createOrder',
      fault: 'commit-then-hang',
      partnerReferenceNo: 'orphaned-answer',
    });
    const cutOff = doomed.order(anInput('orphaned-answer')).catch((error: Error) => error);
    await eventually(
      () => endsOf('orphaned-answer'),
      ({ length }) => length > 0,
    );
    await victim?.kill();
    expect(await cutOff).toBeInstanceOf(Error);
    await doomed.close();
    expect(await anOrder('orphaned-answer')).toMatchObject({ status: 'PAID' });
    await victim?.start();
  });

  test('after the order expired makes it PAID and records an incident', async () => {
    const { id } = await anOrder('late');
    await world().desk.post('/simulator/orders/late/expire');
    await becomes(id, 'EXPIRED');
    await world().desk.post('/simulator/orders/late/pay', { late: true });
    await becomes(id, 'PAID');
    expect(await incidentsOf('late')).toEqual(['CONTRADICTED PAID after the order was final']);
  });

  test('after expiry, notified in the opposite order, stays PAID after one query', async () => {
    const { id } = await anOrder('reordered');
    await arm('reorder', 'reordered');
    await world().desk.post('/simulator/orders/reordered/expire');
    await world().desk.post('/simulator/orders/reordered/pay', { late: true });
    await becomes(id, 'PAID');
    await delivered('reordered', 2);
    expect((await shop().read(id)).status).toBe('PAID');
    expect(await timelineOf('reordered')).toContain('CONTRADICTED FINISH_NOTIFY');
    expect(await incidentsOf('reordered')).toEqual(['CONTRADICTED EXPIRED while PAID']);
  });

  test('after our own cancellation makes the order PAID and records an incident', async () => {
    const { id } = await anOrder('cancelled-late');
    expect(await shop().cancel(id)).toMatchObject({ __typename: 'CancelOrderSuccess' });
    await world().desk.post('/simulator/orders/cancelled-late/pay', { late: true });
    expect(await becomes(id, 'PAID')).toMatchObject({ cancellation: { status: 'FAILED' } });
    expect(await incidentsOf('cancelled-late')).toEqual(['CONTRADICTED PAID after the order was final']);
  });

  test('notified again after its refund changes nothing', async () => {
    const { id } = await anOrder('refunded');
    await world().desk.pay('refunded');
    await becomes(id, 'PAID');
    await shop().refund(id, 'refunded-r');
    const { version } = await becomes(id, 'REFUNDED');
    await world().desk.post('/simulator/orders/refunded/notify');
    await delivered('refunded', 2);
    expect(await shop().read(id)).toMatchObject({ status: 'REFUNDED', version });
  });
});

testAgreement();
