import { describe, expect, test } from 'vitest';
import { makeReadReceivers, receiverId } from '../../../src/use-cases/events/receivers.ts';
import { makeRedeliverEvents } from '../../../src/use-cases/events/redeliver-events.ts';
import { type EventReceivers, revivedMax } from '../../../src/use-cases/ports/event-receivers.ts';
import { approver } from '../../support/actors.ts';
import { minute } from '../../support/orders.ts';

const urls = ['https://one.example/hook?secret=1', 'https://two.example/hook'] as const;

/** Two receivers, of which the second answered 410 and gave up `deadCount` events; keeps what is requested. */
function receiving(dead: number | Error = 0) {
  const deadCount = typeof dead === 'number' ? dead : 0;
  const asked: unknown[] = [];
  const lines: unknown[] = [];
  const receivers: EventReceivers = {
    endpointStates: async (wanted) =>
      wanted.map((url) => ({ url, closedAt: null, pendingCount: 1, deadCount })),
    async pageFailed(...args) {
      asked.push(args);
      return { items: [], hasNextPage: false, hasPreviousPage: false };
    },
    async redeliverEvents(eventIds, to) {
      asked.push(['events', ...to]);
      const found = eventIds.filter((id) => id !== 'evt_unknown');
      return { eventIds: found, deliveryCount: found.length * to.length };
    },
    async redeliverDead(to) {
      asked.push(['dead', ...to]);
      if (dead instanceof Error) throw dead;
      return deadCount;
    },
    reopenEndpoint: async (url) => url === urls[1],
  };
  const log = {
    debug: () => undefined,
    info: (name: string, fields: object = {}) => void lines.push({ name, ...fields }),
    warn: () => undefined,
    error: () => undefined,
  };
  const deps = { receivers, endpointUrls: urls, clock: { now: () => minute(1) }, log };
  return { asked, lines, redeliver: makeRedeliverEvents(deps), reading: makeReadReceivers(deps) };
}

describe('redeliverEvents', () => {
  test('sends known events to every receiver, names the unknown ones, and records who asked and why', async () => {
    const { redeliver, asked, lines } = receiving();
    const input = { eventIds: ['evt_1', 'evt_unknown'], receiverId: null, reason: 'lost' };
    expect(await redeliver(input, approver)).toEqual({
      kind: 'RedeliverEventsSuccess',
      deliveryCount: 2,
      hasMore: false,
      wasReopened: false,
      unknownEventIds: ['evt_unknown'],
    });
    expect(asked).toEqual([['events', ...urls]]);
    const endpoints = ['https://one.example/hook', 'https://two.example/hook'];
    const request = { endpoints, actor: approver, reason: 'lost' };
    expect(lines).toEqual([
      { name: 'event.redelivery_requested', eventIds: ['evt_1', 'evt_unknown'], ...request },
      {
        name: 'event.redelivery_scheduled',
        eventIds: ['evt_1'],
        ...{ ...request, deliveryCount: 2, wasClosed: false },
      },
    ]);
  });

  test('has a line of who asked and why even if it breaks off after the first change', async () => {
    const { redeliver, lines } = receiving(new Error('the database is gone'));
    const input = { eventIds: null, receiverId: receiverId(urls[1]), reason: 'fixed' };
    await expect(redeliver(input, approver)).rejects.toThrow('gone');
    expect(lines).toMatchObject([{ name: 'event.redelivery_requested', actor: approver, reason: 'fixed' }]);
  });

  test('without ids sends a receiver what was given up, and opens it again', async () => {
    const { redeliver, asked } = receiving(revivedMax);
    const input = { eventIds: null, receiverId: receiverId(urls[1]), reason: 'fixed' };
    expect(await redeliver(input, approver)).toMatchObject({
      deliveryCount: revivedMax,
      hasMore: true,
      wasReopened: true,
    });
    expect(asked).toEqual([['dead', urls[1]]]);
  });

  test('is refused for an unknown receiver, without a reason, and for too many events', async () => {
    const { redeliver, asked } = receiving();
    const all = { eventIds: null, receiverId: null, reason: 'r' };
    expect(await redeliver({ ...all, receiverId: 'rcv_0' }, approver)).toEqual({ kind: 'ReceiverNotFound' });
    expect(await redeliver({ ...all, reason: ' ' }, approver)).toMatchObject({ kind: 'InvalidInput' });
    const eventIds = Array.from({ length: 101 }, () => 'evt_1');
    expect(await redeliver({ ...all, eventIds }, approver)).toMatchObject({
      issues: [{ path: ['eventIds'], rule: 'TOO_MANY', max: 100 }],
    });
    expect(asked).toEqual([]);
  });
});

test('receivers are named without their secrets, and an unknown one has no deliveries', async () => {
  const { reading, asked } = receiving();
  const [one] = await reading.listReceivers();
  expect(one).toEqual({
    id: receiverId(urls[0]),
    name: 'https://one.example/hook',
    closedAt: null,
    pendingCount: 1,
    deadCount: 0,
  });
  expect(JSON.stringify(one)).not.toContain('secret');
  const filter = { isGivenUp: true };
  await reading.listFailedDeliveries(receiverId(urls[0]), filter, { first: 1 });
  expect((await reading.listFailedDeliveries('rcv_0', filter, { first: 1 })).items).toEqual([]);
  expect(asked).toEqual([[urls[0], filter, { first: 1 }]]);
});
