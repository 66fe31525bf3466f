import { once } from 'node:events';
import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import postgres from 'postgres';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { catchUp, startReceiver } from '../../../docs/examples/event-receiver.js';
import { webhookSecret } from '../../support/event-receiver.ts';
import { eventually } from '../../support/eventually.ts';
import { run } from '../../support/graphql-execution.ts';
import { openStage, type Stage, secret } from './stage.ts';

interface Event {
  readonly id: string;
  readonly type: string;
}

let stage: Stage;
let folder: string;
let file: string;
let worked: string[];
let receivers: Awaited<ReturnType<typeof startReceiver>>[];

beforeEach(async () => {
  stage = await openStage();
  folder = await mkdtemp(join(tmpdir(), 'gapura-receiver-'));
  file = join(folder, 'inbox.jsonl');
  worked = [];
  receivers = [];
});

afterEach(async () => {
  await stage.close();
  await Promise.all(receivers.map((receiver) => receiver.close()));
  await rm(folder, { recursive: true });
});

async function start(work = async ({ type }: Event) => void worked.push(type), key = secret) {
  const receiver = await startReceiver({ secret: key, port: 0, file, work });
  receivers.push(receiver);
  return receiver;
}

const allWorked = (count: number) =>
  eventually(
    async () => worked.length,
    (length) => length >= count,
  );

test('the receiver of the documentation accepts events and processes each once, in sequence', async () => {
  const { url } = await start();
  await stage.startWorker({ endpointUrls: [url] });
  await stage.sell();
  await allWorked(3);
  const { items } = await stage.store.pageEvents({ last: 1 });
  await stage.outbox.redeliverEvents([items[0]?.item.event.id ?? ''], [url], stage.clock.now());
  await eventually(
    async () => (await stage.outbox.endpointStates([url]))[0]?.pendingCount,
    (pendingCount) => pendingCount === 0,
  );
  expect(worked).toEqual(['order.created', 'order.accepted', 'order.paid']);
});

test('after a restart it processes the events that it had kept but not processed', async () => {
  const died = await start(() => new Promise(() => {}));
  await stage.startWorker({ endpointUrls: [died.url] });
  await stage.sell();
  await eventually(
    () => readFile(file, 'utf8'),
    (text) => text.includes('order.paid'),
  );
  receivers.pop();
  // It also died in the middle of writing a line.
  await appendFile(file, '{"event":{"id":"evt_');
  await start();
  await allWorked(3);
  expect(worked).toEqual(['order.created', 'order.accepted', 'order.paid']);
});

test('its catch-up after a restore keeps every new event, and says where the histories part', async () => {
  const { store, outbox } = stage;
  const api = http.createServer(async (request, response) => {
    const { query, variables } = (await json(request)) as {
      query: string;
      variables: Record<string, unknown>;
    };
    const result = await run(query, {
      variables,
      useCases: { listEvents: (page) => store.pageEvents(page) },
    });
    response.end(JSON.stringify(result));
  });
  await once(api.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
  const kept = new Map<string, string>();
  const restores: (string | null)[] = [];
  const readOn = async (after: string | null) => {
    await outbox.assignPositions();
    const keep = async ({ id, type }: Event) => void kept.set(id, type);
    return catchUp({ url, serverKey: '', after, keep, onRestore: (from) => restores.push(from) });
  };
  const shared = await readOn(await stage.sell().then(() => null));
  const lost = await stage.sell();
  const cursor = await readOn(shared);
  // The backup was made before the second sale.
  const admin = postgres(stage.url, { max: 1, fetch_types: false, onnotice: () => undefined });
  await admin`
    with lost as (delete from order_events where order_id = ${lost} returning number)
    delete from event_places using lost where event_places.number = lost.number`;
  await admin.end();
  // All that is left is shared: there is nothing to read, and the next run goes on from there.
  expect(await readOn(cursor)).toBe(shared);
  const sold = await stage.sell();
  await readOn(cursor);
  // So few events are all read again.
  expect(restores).toEqual([null, null]);
  const ofSold = (await store.pageTimeline(sold, { first: 10 })).items.map(({ item }) => item.id);
  expect([...kept.keys()].slice(-3)).toEqual(ofSold);
  expect(kept.size).toBe(9);
  api.close();
});

test('it accepts nothing that others have signed', async () => {
  const { url } = await start(undefined, webhookSecret('another merchant'));
  await stage.startWorker({ endpointUrls: [url] });
  await stage.sell();
  await eventually(
    () =>
      stage.database.$client.unsafe<{ failure: string }[]>(
        'select failure from event_deliveries where attempt_count > 0',
      ),
    (rows) => rows[0]?.failure === 'HTTP 401',
  );
  expect(await readFile(file, 'utf8')).toBe('');
});
