import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { globalId } from '../../../src/graphql/schema/global-id.ts';
import { deliveryWindowMs } from '../../../src/use-cases/events/delivery-retry-schedule.ts';
import { openReceiver, type Receiver, versionsByOrder } from '../../support/event-receiver.ts';
import { eventually } from '../../support/eventually.ts';
import { said } from '../../support/incidents.ts';
import { openStage, passUntil, pendingAt, type Stage } from './stage.ts';

const minuteMs = 60_000;

let stage: Stage;
let receiver: Receiver;

beforeEach(async () => {
  stage = await openStage();
  receiver = await openReceiver();
});

afterEach(async () => {
  await stage.close();
  await receiver.close();
});

async function incidents() {
  const { items } = await stage.store.pageIncidents({}, { first: 100 });
  return items.map(({ item }) => item);
}

const pending = () => pendingAt(stage, receiver.url);

/** Waits until the gateway has recorded that every event was accepted. */
function allAccepted() {
  return eventually(pending, (state) => state?.pending === 0);
}

test('a receiver gets every event, signed, in the sequence of its order', async () => {
  await stage.startWorker({ endpointUrls: [receiver.url] });
  await stage.sell();
  await receiver.hears(3);
  expect(receiver.received.map(({ type }) => type)).toEqual([
    'order.created',
    'order.accepted',
    'order.paid',
  ]);
  expect(receiver.forged).toBe(0);
  const [first] = receiver.received;
  expect(first?.headers).toMatchObject({ 'content-type': 'application/json', 'webhook-id': first?.id });
  await allAccepted();
  expect(receiver.received).toHaveLength(3);
});

describe('which endpoint gets which events', () => {
  test('a new endpoint gets events from then on; one that was away gets the events it missed', async () => {
    await stage.sell();
    const first = await stage.startWorker({ endpointUrls: [receiver.url] });
    const during = await stage.sell();
    await receiver.hears(3);
    await allAccepted();
    await first.stop();
    const meanwhile = await stage.sell();
    await stage.startWorker({ endpointUrls: [receiver.url] });
    await receiver.hears(6);
    expect(new Set(receiver.received.map(({ orderId }) => orderId))).toEqual(
      new Set([during, meanwhile].map((id) => globalId('Order', id))),
    );
  });

  test('two workers share the work: each delivery is made once', async () => {
    const endpointUrls = [receiver.url];
    await Promise.all([1, 2].map(() => stage.startWorker({ endpointUrls })));
    await Promise.all(Array.from({ length: 60 }, () => stage.sell()));
    await receiver.hears(180);
    await allAccepted();
    expect(receiver.received).toHaveLength(180);
    for (const versions of versionsByOrder(receiver.received).values()) expect(versions).toEqual([1, 2, 3]);
  });
});

describe('a receiver that does not accept an event', () => {
  test('delays the next events of that order, and of no other', async () => {
    const stuck = globalId('Order', await stage.sell());
    await stage.outbox.openEndpoint(receiver.url);
    receiver.answer = ({ orderId, version }) => (orderId === stuck && version === 1 ? 500 : 204);
    await stage.startWorker({ endpointUrls: [receiver.url] });
    await stage.sell();
    await eventually(pending, (state) => state?.pending === 3 && receiver.received.length === 4);
    receiver.answer = () => 204;
    await passUntil(stage.clock, async () => (await pending())?.pending === 0, { stepMs: 10_000 });
    const ofStuck = receiver.received.filter(({ orderId }) => orderId === stuck);
    // On a busy machine the moved clock may end a claim while its attempt is under way; then that is repeated too.
    expect(
      ofStuck.map(({ version }) => version).filter((version, index, all) => version !== all[index - 1]),
    ).toEqual([1, 2, 3]);
    expect(ofStuck[0]?.id).toBe(ofStuck[1]?.id);
    expect(versionsByOrder(receiver.received).size).toBe(2);
  });

  test('for most of a day gets everything in sequence as soon as it is back', async () => {
    receiver.answer = () => 503;
    await stage.startWorker({ endpointUrls: [receiver.url] });
    const startMs = stage.clock.now().getTime();
    for (let count = 0; count < 5; count++) await stage.sell();
    const isNight = () => stage.clock.now().getTime() < startMs + deliveryWindowMs - 60 * minuteMs;
    await passUntil(stage.clock, () => !isNight(), { stepMs: 15 * minuteMs });
    const inVain = receiver.received.length;
    // Five orders, each attempted with its first event only, and at most once in each step of the clock.
    expect(new Set(receiver.received.map(({ version }) => version))).toEqual(new Set([1]));
    expect(inVain).toBeLessThan(5 * 100);

    receiver.answer = () => 204;
    // The first delivery that succeeds makes all others due at once, without any more time.
    await passUntil(stage.clock, () => receiver.received.length > inVain, { stepMs: 10 * minuteMs });
    await allAccepted();
    const taken = versionsByOrder(receiver.received.slice(inVain));
    expect(taken.size).toBe(5);
    for (const versions of taken.values()) expect(versions).toEqual([1, 2, 3]);
    expect(await incidents()).toEqual([]);
  });

  test('for a whole day causes a dead letter and an incident, and the order’s next events go on', async () => {
    await stage.sell();
    await stage.outbox.openEndpoint(receiver.url);
    await stage.sell();
    receiver.answer = ({ type }) => (type === 'order.accepted' ? 500 : 204);
    await stage.startWorker({ endpointUrls: [receiver.url] });
    await passUntil(stage.clock, async () => (await pending())?.dead === 2, { stepMs: 30 * minuteMs });
    await allAccepted();
    expect(versionsByOrder(receiver.received).get(receiver.received[0]?.orderId ?? '')).toEqual([1, 2, 3]);
    const failed = (isGivenUp: boolean, page = {}) =>
      stage.outbox.pageFailed(receiver.url, { isGivenUp }, { first: 10, ...page });
    const { items } = await failed(true);
    const letter = items[0]?.item;
    expect(items.map(({ item }) => item.type)).toEqual(['ACCEPTED', 'ACCEPTED']);
    expect(letter).toMatchObject({ failure: 'HTTP 500', dueAt: null, firstAttemptAt: expect.any(Date) });
    const [first, rest] = [await failed(false, { first: 1 }), items[0]?.cursor ?? ''];
    expect([first.hasNextPage, first.items[0]?.item]).toEqual([true, letter]);
    expect((await failed(true, { after: rest })).items).toEqual(items.slice(1));
    expect((await stage.outbox.pageFailed('http://other', { isGivenUp: false }, {})).items).toEqual([]);
    // How many attempts meet a step of this clock is up to the jitter.
    expect(letter?.attemptCount).toBeGreaterThan(10);
    // One cause, so one incident, which names the event that was given up first.
    const [told, ...more] = await incidents();
    expect(more).toEqual([]);
    expect(told).toMatchObject({ kind: 'EVENT_UNDELIVERED', status: 'OPEN' });
    const poison = receiver.received.find(
      ({ orderId, version }) => orderId === globalId('Order', told?.orderId ?? '') && version === 2,
    );
    expect(told && said(told)).toContain(poison?.id);

    receiver.answer = () => 204;
    const before = receiver.received.length;
    expect(await stage.outbox.redeliverDead([receiver.url], stage.clock.now())).toBe(2);
    await passUntil(stage.clock, () => receiver.received.length === before + 2, { stepMs: 1_000 });
    await allAccepted();
    expect((await failed(false)).items).toEqual([]);
    expect(await pending()).toEqual({ pending: 0, dead: 0 });
    expect(await incidents()).toMatchObject([
      { id: told?.id, status: 'RESOLVED', resolvedBy: { kind: 'GATEWAY' } },
    ]);
  });

  test('that answers 410 Gone gets nothing more until an operator reopens it, then everything', async () => {
    receiver.answer = () => 410;
    await stage.startWorker({ endpointUrls: [receiver.url] });
    await stage.sell();
    await eventually(incidents, (found) => found.length === 1);
    expect((await incidents())[0]).toMatchObject({ kind: 'EVENT_UNDELIVERED', orderId: null });
    receiver.answer = () => 204;
    const heard = receiver.received.length;
    await stage.sell();
    await passUntil(stage.clock, () => true, { stepMs: 60 * minuteMs });
    expect(
      await stage.outbox.claimDeliveries(receiver.url, stage.clock.now(), stage.clock.now(), 10),
    ).toEqual({ deliveries: [], unreadable: [] });
    // Sending again promises nothing to a receiver that gets nothing.
    const eventIds = receiver.received.map(({ id }) => id);
    expect(eventIds).not.toEqual([]);
    expect(await stage.outbox.redeliverEvents(eventIds, [receiver.url], stage.clock.now())).toMatchObject({
      deliveryCount: 0,
    });
    expect(await stage.outbox.redeliverDead([receiver.url], stage.clock.now())).toBe(0);
    expect(receiver.received).toHaveLength(heard);

    expect(await stage.outbox.reopenEndpoint(receiver.url)).toBe(true);
    await passUntil(stage.clock, () => receiver.received.length === heard + 6, { stepMs: 1_000 });
    for (const versions of versionsByOrder(receiver.received).values()) expect(versions).toEqual([1, 2, 3]);
  });
});

test('a failed event is sent again in time although the clock was set back by an hour meanwhile', async () => {
  const setClock = (byMs: number) => {
    const atMs = performance.now();
    stage.clock.follow({ readMs: Date.now() + byMs, sentAtMs: atMs, answeredAtMs: atMs });
  };
  setClock(60 * minuteMs);
  receiver.answer = () => 500;
  await stage.startWorker({ endpointUrls: [receiver.url] });
  await stage.sell();
  const nextAt = () => stage.outbox.nextDeliveryAt(receiver.url, stage.clock.now());
  await eventually(nextAt, (at) => at !== null);
  setClock(0);
  receiver.answer = () => 204;
  stage.clock.advance(10_000);
  await allAccepted();
});
