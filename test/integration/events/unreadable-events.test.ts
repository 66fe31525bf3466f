import { afterEach, beforeEach, expect, test } from 'vitest';
import { globalId } from '../../../src/graphql/schema/global-id.ts';
import { openReceiver, type Receiver, versionsByOrder } from '../../support/event-receiver.ts';
import { eventually } from '../../support/eventually.ts';
import { openStage, passUntil, type Stage } from './stage.ts';

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

const stuck = async () =>
  (await stage.store.pageIncidents({ kind: 'STUCK' }, { first: 9 })).items.map(({ item }) => item);

/** As a newer gateway, or somebody by hand, may have written it. Returns the id of the order's second event. */
async function spoil(orderId: string, assignment: string): Promise<string> {
  const [row] = await stage.database.$client.unsafe<{ id: string }[]>(
    `update order_events set ${assignment} where order_id = '${orderId}' and version = 2 returning id`,
  );
  return row?.id ?? '';
}

function versionsOf(orderId: string) {
  return versionsByOrder(receiver.received).get(globalId('Order', orderId)) ?? [];
}

test.each([
  `occurred_at = 'infinity'`,
  `snapshot = jsonb_set(snapshot, '{goods}', '{"lines": "of another version"}')`,
  `snapshot = jsonb_set(snapshot, '{expires_at}', '"sometime"')`,
])(
  'an event that cannot be read (%s) is an incident, and its endpoint gets all other orders’ events',
  async (assignment) => {
    await stage.outbox.openEndpoint(receiver.url);
    const [spoilt, ...others] = [await stage.sell(), await stage.sell(), await stage.sell()];
    const eventId = await spoil(spoilt, assignment);
    await stage.startWorker({ endpointUrls: [receiver.url] });
    await receiver.hears(7);
    for (const id of others) expect(versionsOf(id)).toEqual([1, 2, 3]);
    expect(versionsOf(spoilt)).toEqual([1]);
    const found = await eventually(stuck, ({ length }) => length > 0, { withinMs: 10_000 });
    expect(found).toMatchObject([{ orderId: spoilt, detail: expect.stringContaining(eventId) }]);
  },
);

test('an unreadable event backs off, and is delivered in its place once its row is mended', async () => {
  await stage.outbox.openEndpoint(receiver.url);
  const id = await stage.sell();
  await spoil(id, `occurred_at = 'infinity'`);
  const startedAt = stage.clock.now().getTime();
  await stage.startWorker({ endpointUrls: [receiver.url] });
  await eventually(stuck, ({ length }) => length > 0, { withinMs: 10_000 });
  const dueAt = await stage.outbox.nextDeliveryAt(receiver.url, stage.clock.now());
  expect(Number(dueAt) - startedAt).toBeGreaterThanOrEqual(5_000);
  await spoil(id, 'occurred_at = now()');
  await passUntil(stage.clock, () => receiver.received.length === 3, { stepMs: 5_000 });
  expect(versionsOf(id)).toEqual([1, 2, 3]);
  expect(await stuck()).toHaveLength(1);
});
