import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startReceiver } from '../../../docs/examples/event-receiver.js';
import { webhookSecret } from '../../support/event-receiver.ts';
import { eventually } from '../../support/eventually.ts';
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
    { withinMs: 10_000 },
  );

test('the receiver of the documentation accepts events and processes each once, in sequence', async () => {
  const { url } = await start();
  await stage.startWorker({ endpointUrls: [url] });
  const orderId = await stage.sell();
  await allWorked(3);
  await stage.outbox.redeliverEvent({ orderId, version: 3 }, [url], stage.clock.now());
  await eventually(
    async () => (await stage.outbox.endpointStates([url]))[0]?.pendingCount,
    (pendingCount) => pendingCount === 0,
    { withinMs: 10_000 },
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
    { withinMs: 10_000 },
  );
  receivers.pop();
  // It also died in the middle of writing a line.
  await appendFile(file, '{"event":{"id":"evt_');
  await start();
  await allWorked(3);
  expect(worked).toEqual(['order.created', 'order.accepted', 'order.paid']);
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
    { withinMs: 10_000 },
  );
  expect(await readFile(file, 'utf8')).toBe('');
});
