import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makePlaces } from '../../../src/store/driver/places.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const inASecond = () => performance.now() + 1_000;

test('places are given first come, first served, and a statement that is sent again comes first', async () => {
  const places = makePlaces(1);
  const order: string[] = [];
  await places.take(inASecond());
  const waiting = [
    places.take(inASecond()).then(() => order.push('first')),
    places.take(inASecond()).then(() => order.push('second')),
    places.take(inASecond(), true).then(() => order.push('again')),
  ];
  for (const next of [2, 0, 1]) {
    places.giveBack();
    await waiting[next];
  }
  expect(order).toEqual(['again', 'first', 'second']);
});

test('a statement that finds no place in time was certainly not sent, and takes nobody’s place', async () => {
  const places = makePlaces(1);
  await places.take(inASecond());
  const late = places.take(inASecond());
  const refused = expect(late).rejects.toMatchObject({ code: 'CONNECTION_WAIT_TIMED_OUT', wasSent: false });
  await vi.advanceTimersByTimeAsync(1_001);
  await refused;
  places.giveBack();
  await places.take(inASecond());
});

test('a pool whose server has fewer connections uses those, and asks for one more each second', async () => {
  const places = makePlaces(3);
  await Promise.all([places.take(inASecond()), places.take(inASecond()), places.take(inASecond())]);
  places.giveUp();
  let hasPlace = false;
  const fourth = places.take(performance.now() + 5_000).then(() => {
    hasPlace = true;
  });
  await vi.advanceTimersByTimeAsync(900);
  expect(hasPlace).toBe(false);
  await vi.advanceTimersByTimeAsync(200);
  await fourth;
  expect(hasPlace).toBe(true);
});

test('a pool whose server has no connection at all goes on trying with one', async () => {
  const places = makePlaces(2);
  await places.take(inASecond());
  places.giveUp();
  await places.take(inASecond(), true);
});
