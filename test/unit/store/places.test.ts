import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makePlaces, type Place } from '../../../src/store/driver/places.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const inASecond = () => performance.now() + 1_000;

test('places are given first come, first served, and a statement that is sent again comes first', async () => {
  const places = makePlaces(1);
  const order: string[] = [];
  let place = await places.take(inASecond());
  const comes = (name: string) => (given: Place) => {
    place = given;
    order.push(name);
  };
  const waiting = [
    places.take(inASecond()).then(comes('first')),
    places.take(inASecond()).then(comes('second')),
    places.take(inASecond(), true).then(comes('again')),
  ];
  for (const next of [2, 0, 1]) {
    place.giveBack();
    await waiting[next];
  }
  expect(order).toEqual(['again', 'first', 'second']);
});

test('a statement that finds no place in time was certainly not sent, and takes nobody’s place', async () => {
  const places = makePlaces(1);
  const first = await places.take(inASecond());
  const late = places.take(inASecond());
  const refused = expect(late).rejects.toMatchObject({ code: 'CONNECTION_WAIT_TIMED_OUT', wasSent: false });
  await vi.advanceTimersByTimeAsync(1_001);
  await refused;
  first.giveBack();
  await places.take(inASecond());
});

/** Takes all the places that are free. */
function takeFreeOnes(places: ReturnType<typeof makePlaces>): Place[] {
  const taken: Place[] = [];
  for (let place = places.takeFree(); place !== null; place = places.takeFree()) taken.push(place);
  return taken;
}

test('a pool opens two connections at a time, and uses those that are open meanwhile', () => {
  const places = makePlaces(20);
  const cold = takeFreeOnes(places);
  expect(cold).toHaveLength(2);
  cold[0]?.giveBack();
  // The one that is open now, and a third one in its place among those that are being opened.
  expect(takeFreeOnes(places)).toHaveLength(2);
});

test('a pool under load opens all its connections, and then gives every place at once', async () => {
  const places = makePlaces(6);
  const given: Place[] = [];
  for (let round = 0; round < 6; round += 1) {
    given.push(...takeFreeOnes(places));
    for (const place of given.splice(0)) place.giveBack();
  }
  expect(takeFreeOnes(places)).toHaveLength(6);
});

test('a connection that has closed has to be opened again', () => {
  const places = makePlaces(6);
  for (let round = 0; round < 6; round += 1) for (const place of takeFreeOnes(places)) place.giveBack();
  for (let closed = 0; closed < 6; closed += 1) places.noteClosed();
  expect(takeFreeOnes(places)).toHaveLength(2);
});

test('a first statement that waits for something else does not hold up other connections', async () => {
  const places = makePlaces(20);
  takeFreeOnes(places);
  const third = places.take(inASecond());
  await vi.advanceTimersByTimeAsync(100);
  await third;
  expect(takeFreeOnes(places)).toHaveLength(1);
});

test('whoever waits for a connection that is being opened is let in when any statement has ended', async () => {
  const places = makePlaces(20);
  const [first] = takeFreeOnes(places);
  const third = places.take(inASecond());
  first?.giveBack();
  (await third).giveBack();
});

test('a pool whose server has fewer connections uses those, and asks for one more each second', async () => {
  const places = makePlaces(2);
  const [first] = takeFreeOnes(places);
  first?.giveUp();
  let hasPlace = false;
  const second = places.take(performance.now() + 5_000).then(() => {
    hasPlace = true;
  });
  await vi.advanceTimersByTimeAsync(900);
  expect(hasPlace).toBe(false);
  await vi.advanceTimersByTimeAsync(200);
  await second;
  expect(hasPlace).toBe(true);
});

test('a pool whose server has no connection at all goes on trying with one', async () => {
  const places = makePlaces(2);
  const place = await places.take(inASecond());
  place.giveUp();
  await places.take(inASecond(), true);
});
