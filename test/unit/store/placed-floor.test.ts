import { expect, test } from 'vitest';
import { createPlacedFloor, sweepEveryMs } from '../../../src/store/events/placed-floor.ts';

/** A floor, and a placing that sees this number as the last one while these transactions run. */
function openFloor() {
  let nowMs = 0;
  const floor = createPlacedFloor(() => nowMs);
  return {
    later(ms: number) {
      nowMs += ms;
    },
    place(lastNumber: bigint, { xmin, xmax }: { xmin: bigint; xmax: bigint }): bigint {
      const above = floor.take();
      floor.note({ lastNumber, xmin, xmax });
      return above;
    },
    takeOnly: () => floor.take(),
  };
}

test('what was visible a minute ago is the floor once every transaction of then has ended', () => {
  const { place, later } = openFloor();
  expect(place(100n, { xmin: 7n, xmax: 9n })).toBe(0n);
  later(sweepEveryMs);
  // Transaction 8 still runs.
  expect(place(200n, { xmin: 8n, xmax: 20n })).toBe(0n);
  later(10);
  expect(place(200n, { xmin: 8n, xmax: 21n })).toBe(0n);
  later(10);
  expect(place(200n, { xmin: 9n, xmax: 22n })).toBe(0n);
  later(10);
  expect(place(200n, { xmin: 22n, xmax: 23n })).toBe(100n);
});

test('a boundary that is young is not trusted, whatever runs', () => {
  const { place, later } = openFloor();
  place(100n, { xmin: 9n, xmax: 9n });
  later(sweepEveryMs - 1);
  place(200n, { xmin: 30n, xmax: 30n });
  expect(place(200n, { xmin: 30n, xmax: 30n })).toBe(0n);
});

test('once a minute all events are looked at, until a placing found no more', () => {
  const { place, later, takeOnly } = openFloor();
  place(100n, { xmin: 9n, xmax: 9n });
  later(sweepEveryMs);
  place(200n, { xmin: 30n, xmax: 30n });
  expect(place(200n, { xmin: 30n, xmax: 30n })).toBe(100n);
  later(sweepEveryMs);
  // The first two placings are full, so there may be more.
  expect(takeOnly()).toBe(0n);
  expect(takeOnly()).toBe(0n);
  expect(place(300n, { xmin: 40n, xmax: 40n })).toBe(0n);
  expect(takeOnly()).toBe(200n);
});

test('a database that lost its newest events is looked at as a whole', () => {
  const { place, later, takeOnly } = openFloor();
  place(100n, { xmin: 9n, xmax: 9n });
  later(sweepEveryMs);
  place(100n, { xmin: 30n, xmax: 30n });
  later(1);
  expect(place(90n, { xmin: 25n, xmax: 25n })).toBe(100n);
  expect(takeOnly()).toBe(0n);
});
