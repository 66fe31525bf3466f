import { afterEach, beforeEach, expect, test } from 'vitest';
import { globalId } from '../../../src/graphql/schema/global-id.ts';
import { makeListEvents } from '../../../src/use-cases/events/list-events.ts';
import { openReceiver, type Receiver, versionsByOrder } from '../../support/event-receiver.ts';
import { eventually } from '../../support/eventually.ts';
import { run } from '../../support/graphql-execution.ts';
import { silentLog } from '../../support/silent-log.ts';
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
    const found = await eventually(stuck, ({ length }) => length > 0);
    expect(found).toMatchObject([{ orderId: spoilt, detail: { code: 'EVENT_UNREADABLE', eventId } }]);
  },
);

test.each([`occurred_at = 'infinity'`, `snapshot = jsonb_set(snapshot, '{expires_at}', '"sometime"')`])(
  'an event that cannot be read (%s) is named by its page of events, which has all others, and is an incident',
  async (assignment) => {
    const spoilt = await stage.sell();
    const other = await stage.sell();
    await stage.outbox.assignPositions();
    const eventId = await spoil(spoilt, assignment);
    const lines: string[] = [];
    const log = { ...silentLog, error: (event: string) => void lines.push(event) };
    const listEvents = makeListEvents({ store: stage.store, clock: stage.clock, log });
    const readPage = async (after: string | null, size: number) => {
      const text = `query ($after: String) { events(first: ${size}, after: $after) {
        nodes { order { orderId version } }
        unreadable { eventId orderId version cursor } pageInfo { endCursor hasNextPage } } }`;
      const result = await run(text, { variables: { after }, useCases: { listEvents } });
      expect(result.errors).toBeUndefined();
      return result.data?.events as EventsPage;
    };
    const whole = await readPage(null, 100);
    expect(whole.nodes.map(({ order }) => order)).toEqual([
      ...[1, 3].map((version) => ({ orderId: globalId('Order', spoilt), version })),
      ...[1, 2, 3].map((version) => ({ orderId: globalId('Order', other), version })),
    ]);
    expect(whole.unreadable).toMatchObject([
      { eventId: globalId('Event', eventId), orderId: globalId('Order', spoilt), version: 2 },
    ]);
    // The cursor passes it, also if a page has nothing else.
    const seen: unknown[] = [];
    for (let after: string | null = null, isLast = false; !isLast; ) {
      const page: EventsPage = await readPage(after, 1);
      seen.push(page.unreadable.length === 1 ? 'unreadable' : page.nodes[0]?.order.version);
      after = page.pageInfo.endCursor;
      isLast = !page.pageInfo.hasNextPage;
    }
    expect(seen).toEqual([1, 'unreadable', 3, 1, 2, 3]);
    expect(await stuck()).toMatchObject([{ orderId: spoilt, detail: { code: 'EVENT_UNREADABLE', eventId } }]);
    expect(new Set(lines)).toEqual(new Set(['event.omitted']));
  },
);

interface EventsPage {
  readonly nodes: readonly { readonly order: { readonly orderId: string; readonly version: number } }[];
  readonly unreadable: readonly { readonly cursor: string }[];
  readonly pageInfo: { readonly endCursor: string; readonly hasNextPage: boolean };
}

test('an unreadable event backs off, and is delivered in its place once its row is mended', async () => {
  await stage.outbox.openEndpoint(receiver.url);
  const id = await stage.sell();
  await spoil(id, `occurred_at = 'infinity'`);
  const startedAt = stage.clock.now().getTime();
  await stage.startWorker({ endpointUrls: [receiver.url] });
  await eventually(stuck, ({ length }) => length > 0);
  const dueAt = await stage.outbox.nextDeliveryAt(receiver.url, stage.clock.now());
  expect(Number(dueAt) - startedAt).toBeGreaterThanOrEqual(5_000);
  await spoil(id, 'occurred_at = now()');
  await passUntil(stage.clock, () => receiver.received.length === 3, { stepMs: 5_000 });
  expect(versionsOf(id)).toEqual([1, 2, 3]);
  expect(await stuck()).toHaveLength(1);
});
