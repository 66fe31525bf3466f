import { expect, expectTypeOf, test } from 'vitest';
import type { OrderState } from '../../../src/domain/order.ts';
import {
  type columnsOfState,
  type StateColumn,
  snapshotOf,
  stateColumns,
} from '../../../src/store/orders/order-state.ts';
import { anOrder } from '../../support/orders.ts';

type Listed = (typeof columnsOfState)[keyof OrderState][number];

test('every column of the state of an order is listed', () => {
  // Checked by the compiler: a column that is missing from the record stands in this type.
  expectTypeOf<Exclude<StateColumn, Listed>>().toBeNever();
  expectTypeOf<keyof typeof columnsOfState>().toEqualTypeOf<keyof OrderState>();
  expect(new Set(stateColumns).size).toBe(stateColumns.length);
});

test('a snapshot holds every column of the state but the instruction', () => {
  expect(Object.keys(snapshotOf(anOrder()))).toHaveLength(stateColumns.length - 1);
  expect(snapshotOf(anOrder())).not.toHaveProperty('instruction');
});
