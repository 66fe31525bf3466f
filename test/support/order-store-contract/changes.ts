import { describe, expect, test } from 'vitest';
import { zeroRupiah } from '../../../src/domain/money.ts';
import type { Order } from '../../../src/domain/order.ts';
import { aServerKey } from '../actors.ts';
import { aDetail, newlyRecorded } from '../incidents.ts';
import { anOrder, birth, minute } from '../orders.ts';
import {
  accepted,
  anIncident,
  changed,
  claimDue,
  force,
  insertOrder,
  insertPaidOrder,
  inVain,
  learn,
  paid,
} from './steps.ts';
import type { StoreUnderTest } from './store-under-test.ts';

const { amount } = anOrder();

export function describeChanges(subject: () => StoreUnderTest): void {
  describe('a change', () => {
    test('records the next order and its event', async () => {
      const { store } = subject();
      const { id } = await insertOrder(store);
      const outcome = await store.change(id, learn(accepted));
      if (outcome.kind !== 'changed') throw new Error(outcome.kind);
      expect(outcome.order).toMatchObject({ id, status: 'PENDING', version: 2, referenceNo: 'DANA-1' });
      expect(await store.find({ id })).toEqual(outcome.order);
      const { items } = await store.pageTimeline(id, { first: 10 });
      expect(items.map(({ item }) => item.version)).toEqual([1, 2]);
      expect(items.at(-1)?.item).toEqual(outcome.event);
    });

    test('records every field that a fact may touch', async () => {
      const { store } = subject();
      const { id } = await insertOrder(store);
      const everything: Partial<Order> = {
        status: 'CANCELLED',
        updatedAt: minute(8),
        referenceNo: 'DANA-9',
        payMethod: 'CARD',
        payOption: 'NETWORK_PAY_PG_CARD',
        instruction: { kind: 'PAYMENT_CODE', outlet: 'Alfamart', code: '0123' },
        paidAt: minute(5),
        paid: amount,
        voided: amount,
        paidWith: [{ payMethod: 'COUPON', payOption: null, amount }],
        chargedBack: amount,
        returnedTwice: amount,
        isFrozen: true,
        cancellation: { status: 'SUCCEEDED', requestedAt: minute(7), reason: 'sold out', actor: aServerKey },
        notFoundAt: minute(2),
        contradictions: ['EXPIRED', 'PAYMENT_FAILED'],
      };
      const order = changed(await store.change(id, force(everything)));
      expect(order).toMatchObject(everything);
      expect(await store.find({ id })).toEqual(order);
    });

    test('returns what it wrote', async () => {
      const { store } = subject();
      const { id } = await insertOrder(store);
      const incident = anIncident();
      const outcome = await store.change(id, learn(accepted, { incident, dueAt: minute(9) }));
      expect(outcome).toMatchObject({ kind: 'changed', incident, dueAt: minute(9) });
    });

    test('may release the lease of its caller, and no other', async () => {
      const { store } = subject();
      const { id } = await insertOrder(store, {}, minute(4));
      await store.change(id, learn(accepted, { releasedLease: minute(3) }));
      expect(await store.lease(id, minute(1), minute(2))).toBeNull();
      await store.change(id, learn(paid, { releasedLease: minute(4) }));
      expect(await store.lease(id, minute(1), minute(2))).not.toBeNull();
    });

    test('without a decision returns the order and its refunds as they were read', async () => {
      const { store } = subject();
      const order = await insertOrder(store);
      expect(await store.change(order.id, () => null)).toEqual({ kind: 'unchanged', order, refunds: [] });
      expect((await store.pageTimeline(order.id, { first: 10 })).items).toHaveLength(1);
    });

    test('of an order that is known is decided from it, and again from the row if that has changed', async () => {
      const { store } = subject();
      const known = await insertOrder(store);
      const fresh = { order: known, refunds: [] };
      const accept = await store.change(known.id, learn(accepted), { known: fresh });
      expect(changed(accept)).toMatchObject({ status: 'PENDING', version: 2 });
      const news = (order: Order) => force({ contradictions: [...order.contradictions, 'NEWS'] })(order, []);
      expect(changed(await store.change(known.id, news, { known: fresh }))).toMatchObject({
        status: 'PENDING',
        version: 3,
      });
      expect((await store.change(known.id, learn(accepted), { known: fresh })).kind).toBe('unchanged');
      expect(await store.find({ id: known.id })).toMatchObject({ version: 3, contradictions: ['NEWS'] });
    });

    test('of an order that is known demands its lease', async () => {
      const { store } = subject();
      const known = await insertOrder(store, {}, minute(4));
      const options = { known: { order: known, refunds: [] }, whileLeased: minute(3) };
      expect((await store.change(known.id, learn(accepted), options)).kind).toBe('unchanged');
      expect(await store.find({ id: known.id })).toMatchObject({ version: 1 });
    });

    test('lets exactly one of many competitors win each version, and the others decide again', async () => {
      const { store } = subject();
      const { id } = await insertOrder(store);
      const news = Array.from({ length: 20 }, (_, index) => `NEWS-${index}`);
      const outcomes = await Promise.all(
        news.map((kind) =>
          store.change(id, (order, refunds) =>
            force({ contradictions: [...order.contradictions, kind] })(order, refunds),
          ),
        ),
      );
      const versions = outcomes.map((outcome) => changed(outcome).version).sort((a, b) => a - b);
      expect(versions).toEqual(news.map((_, index) => index + 2));
      const order = await store.find({ id });
      expect(order?.version).toBe(21);
      expect(new Set(order?.contradictions)).toEqual(new Set(news));
    });

    test('that was not made records nothing of what belongs to it', async () => {
      const { store } = subject();
      const { id } = await insertOrder(store);
      const outcomes = await Promise.all(
        Array.from({ length: 20 }, () =>
          store.change(id, (order, refunds) =>
            learn(paid, { incident: anIncident({ detail: aDetail(`seen at version ${order.version}`) }) })(
              order,
              refunds,
            ),
          ),
        ),
      );
      expect(outcomes.filter(({ kind }) => kind === 'changed')).toHaveLength(1);
      expect((await store.pageIncidents({}, { first: 50 })).items).toHaveLength(1);
    });

    test('that only one may make is made by one', async () => {
      const { store } = subject();
      const { id } = await insertOrder(store);
      const outcomes = await Promise.all(Array.from({ length: 20 }, () => store.change(id, learn(paid))));
      expect(outcomes.filter(({ kind }) => kind === 'changed')).toHaveLength(1);
      expect(outcomes.filter(({ kind }) => kind === 'unchanged')).toHaveLength(19);
      expect((await store.find({ id }))?.version).toBe(2);
    });

    test('brings its incident, once for each key', async () => {
      const { store } = subject();
      const { id } = await insertOrder(store);
      const incident = anIncident({ dedupeKey: 'same', orderId: id });
      await store.change(id, learn(accepted, { incident }));
      await store.change(id, learn(paid, { incident: { ...incident, detail: aDetail('again') } }));
      const { items } = await store.pageIncidents({}, { first: 10 });
      expect(items.map(({ item }) => item)).toEqual([
        { ...incident, ...newlyRecorded(minute(6)), id: expect.any(String) },
      ]);
    });

    test('sets when DANA is queried, forgets earlier attempts, and leaves the lease alone', async () => {
      const { store } = subject();
      const { id } = await insertOrder(store, {}, minute(1));
      await store.release(id, minute(1), inVain(minute(1)));
      await store.lease(id, minute(1), minute(3));
      await store.change(id, learn(accepted, { dueAt: minute(2) }));
      expect(await claimDue(store, minute(2), minute(9), 10)).toEqual([]);
      const claimed = await claimDue(store, minute(3), minute(9), 10);
      expect(claimed.map(({ attemptCount }) => attemptCount)).toEqual([0]);
      await store.change(id, learn(paid, { dueAt: null }));
      expect(await store.nextDueAt()).toBeNull();
    });
  });

  describe('an order that can never be true is refused as a whole', () => {
    const pending = { status: 'PENDING', requestedAt: birth, actor: aServerKey, reason: null } as const;
    test.each<[string, Partial<Order>]>([
      ['orders_paid_is_within_amount', { paid: (amount + 1n) as typeof amount }],
      ['orders_sums_are_not_negative', { refundPending: -1n as typeof amount }],
      ['orders_sums_are_not_negative', { voided: -1n as typeof amount }],
      ['orders_sums_are_not_negative', { refunded: -1n as typeof amount, returned: -1n as typeof amount }],
      ['orders_sums_are_not_negative', { reserved: -1n as typeof amount }],
      ['orders_sums_are_not_negative', { chargebackWon: -1n as typeof amount }],
      [
        'orders_sums_are_not_negative',
        { transferred: -1n as typeof amount, returnedTwice: -1n as typeof amount },
      ],
      ['orders_reserved_is_left', { refunded: amount, refundPending: 1n as typeof amount }],
      ['orders_reserved_is_left', { paid: zeroRupiah, voided: 1n as typeof amount }],
      ['orders_returned_is_within_refunded', { returned: 1n as typeof amount }],
      ['orders_charged_back_is_within_paid', { chargedBack: (amount + 1n) as typeof amount }],
      ['orders_chargeback_won_is_charged_back', { chargebackWon: 1n as typeof amount }],
      [
        'orders_transferred_is_within_paid',
        { transferred: (amount + 1n) as typeof amount, returnedTwice: 1n as typeof amount },
      ],
      ['orders_returned_twice_is_past_dana', { returnedTwice: 1n as typeof amount }],
      ['orders_reserved_is_left', { chargedBack: amount, refundPending: 1n as typeof amount }],
      [
        'orders_void_excludes_pending_refund',
        { voided: 1n as typeof amount, refundPending: 1n as typeof amount },
      ],
      [
        'orders_pending_cancel_excludes_refunds',
        { refundPending: 1n as typeof amount, cancellation: pending },
      ],
      ['orders_pending_cancel_excludes_refunds', { reserved: 1n as typeof amount, cancellation: pending }],
    ])('%s: %o', async (constraint, attributes) => {
      const { store } = subject();
      const order = await insertPaidOrder(store);
      const incident = anIncident();
      const change = store.change(order.id, (current, refunds) => {
        const forced = force(attributes)(current, refunds);
        return forced && { ...forced, incident };
      });
      await expect(change).rejects.toThrow(constraint);
      expect(await store.find({ id: order.id })).toEqual(order);
      expect((await store.pageTimeline(order.id, { first: 10 })).items).toHaveLength(3);
      expect((await store.pageIncidents({}, { first: 10 })).items).toEqual([]);
    });
  });
}
