import { expect, expectTypeOf, test } from 'vitest';
import { rupiah } from '../../../src/domain/money.ts';
import type { OrderState } from '../../../src/domain/order.ts';
import {
  type columnsOfState,
  type StateColumn,
  snapshotOf,
  stateColumns,
} from '../../../src/store/rows/order-state.ts';
import { aServerKey } from '../../support/actors.ts';
import { anOrder } from '../../support/orders.ts';

type Listed = (typeof columnsOfState)[keyof OrderState][number];

test('every column of the state of an order is listed', () => {
  // Checked by the compiler: a column that is missing from the record stands in this type.
  expectTypeOf<Exclude<StateColumn, Listed>>().toBeNever();
  expectTypeOf<keyof typeof columnsOfState>().toEqualTypeOf<keyof OrderState>();
  expect(new Set(stateColumns).size).toBe(stateColumns.length);
});

test('a snapshot holds every column of the state that is not empty, but the instruction', () => {
  const [some, one] = [new Date(), rupiah(1n)];
  const full = anOrder({
    status: 'PENDING',
    ...{ paidAt: some, notFoundAt: some, payMethod: 'BALANCE', payOption: 'BALANCE', isFrozen: true },
    ...{ paid: one, refunded: one, returned: one, refundPending: one, reserved: one, voided: one },
    ...{ chargedBack: one, chargebackWon: one, transferred: one, returnedTwice: one },
    paidWith: [{ payMethod: 'BALANCE', payOption: null, amount: null }],
    waitingApprovals: [{ id: 'a', requesterId: null, act: 'REFUND', amount: one, expiresAt: some }],
    cancellation: { status: 'PENDING', requestedAt: some, actor: aServerKey, reason: 'none left' },
    contradictions: ['EXPIRED'],
  });
  expect(Object.keys(snapshotOf(full))).toHaveLength(stateColumns.length - 1);
  expect(snapshotOf(full)).not.toHaveProperty('instruction');
  expect(Object.keys(snapshotOf(anOrder())).sort()).toEqual([
    'expires_at',
    'status',
    'updated_at',
    'version',
  ]);
});
