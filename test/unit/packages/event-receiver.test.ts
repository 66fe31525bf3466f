import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { GapuraEvent } from '../../../src/packages/server/event.ts';
import {
  createEventReceiver,
  type EventReceiverOptions,
  eventBytesMax,
  keepInMemory,
} from '../../../src/packages/server/event-receiver.ts';
import { expressEvents, fastifyEvents, nextEvents } from '../../../src/packages/server/handlers.ts';
import { patienceMs } from '../../support/eventually.ts';

const secret = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
const otherSecret = `whsec_${Buffer.alloc(32, 2).toString('base64')}`;
const page = readFileSync(join(import.meta.dirname, '../../../docs/events.md'), 'utf8');
const body = /^```json\n(.*?)^```/ms.exec(page)?.[1] ?? '';
const event = JSON.parse(body) as GapuraEvent;

function signed(text = body, key = secret): Record<string, string> {
  const sentAt = new Date();
  return {
    'webhook-id': event.id,
    'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
    'webhook-signature': new Webhook(key).sign(event.id, sentAt, text),
  };
}

const quiet = { onError: () => undefined };
const worked: string[] = [];
const work = async ({ id }: GapuraEvent) => {
  worked.push(id);
};
const aReceiver = (more: Partial<EventReceiverOptions> = {}) =>
  createEventReceiver({ secret, keep: keepInMemory(), work, ...quiet, ...more });
afterEach(() => worked.splice(0));

describe('a receiver of events', () => {
  test('works once on an event that is delivered again', async () => {
    const receiver = aReceiver();
    expect(await receiver.receive({ body, headers: signed() })).toEqual({ status: 204 });
    expect(await receiver.receive({ body: Buffer.from(body), headers: signed() })).toEqual({ status: 204 });
    expect(worked).toEqual([event.id]);
  });

  test('keeps an event once although two deliveries come together', async () => {
    const keep = vi.fn(async () => true);
    const receiver = aReceiver({ keep });
    await Promise.all([1, 2].map(() => receiver.receive({ body, headers: signed() })));
    expect(keep).toHaveBeenCalledTimes(1);
    expect(worked).toHaveLength(1);
  });

  test('refuses a changed body, another secret and a delivery without a signature, and keeps nothing', async () => {
    const keep = vi.fn(async () => true);
    const receiver = aReceiver({ keep });
    expect(await receiver.receive({ body: `${body} `, headers: signed() })).toEqual({ status: 401 });
    expect(await receiver.receive({ body, headers: signed(body, otherSecret) })).toEqual({ status: 401 });
    expect(await receiver.receive({ body, headers: {} })).toEqual({ status: 401 });
    expect(keep).not.toHaveBeenCalled();
  });

  test('accepts either secret while the secret is replaced', async () => {
    const receiver = aReceiver({ secret: [otherSecret, secret] });
    expect(await receiver.receive({ body, headers: signed() })).toEqual({ status: 204 });
  });

  test('asks for the event again if it could not be kept, and then works on it', async () => {
    const keep = vi.fn(async () => true).mockRejectedValueOnce(new Error('no disk'));
    const receiver = aReceiver({ keep });
    expect(await receiver.receive({ body, headers: signed() })).toEqual({ status: 500 });
    expect(worked).toEqual([]);
    expect(await receiver.receive({ body, headers: signed() })).toEqual({ status: 204 });
    expect(worked).toEqual([event.id]);
  });

  test('reports work that failed, after an answer of 204', async () => {
    const failed: unknown[] = [];
    const receiver = aReceiver({
      work: async () => Promise.reject(new Error('out of stock')),
      onError: (error) => {
        failed.push(error);
      },
    });
    expect(await receiver.receive({ body, headers: signed() })).toEqual({ status: 204 });
    await vi.waitFor(() => expect(failed).toHaveLength(1), patienceMs);
  });

  test('reports work that throws at once like work that fails later, and the event stays kept', async () => {
    const failed: unknown[] = [];
    const receiver = aReceiver({
      work: () => {
        throw new Error('no such shelf');
      },
      onError: (error) => {
        failed.push(error);
      },
    });
    expect(await receiver.receive({ body, headers: signed() })).toEqual({ status: 204 });
    expect(failed).toEqual([new Error('no such shelf')]);
  });

  test.each(['work', 'keep'] as const)(
    'answers as ever if what hears of an error of %s fails too',
    async (part) => {
      const complaint = vi.spyOn(console, 'error').mockImplementation(() => undefined);
      const failing = async () => Promise.reject(new Error('first'));
      const receiver = aReceiver({
        [part]: failing,
        onError: () => {
          throw new Error('second');
        },
      });
      const { status } = await receiver.receive({ body, headers: signed() });
      expect(status).toBe(part === 'work' ? 204 : 500);
      await vi.waitFor(
        () => expect(complaint).toHaveBeenCalledWith(`Event ${event.id}`, new Error('second')),
        patienceMs,
      );
      complaint.mockRestore();
    },
  );
});

describe('its handlers', () => {
  async function post(listener: RequestListener, text = body): Promise<number> {
    const server = createServer(listener).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const response = await fetch(`http://127.0.0.1:${port}`, {
      method: 'POST',
      body: text,
      headers: { ...signed(text), 'content-type': 'application/json' },
    });
    server.close();
    return response.status;
  }

  test('the one for Express reads the raw request, of up to 1 MB', async () => {
    const handle = expressEvents(aReceiver());
    expect(await post((request, response) => void handle(request, response))).toBe(204);
    const long = 'x'.repeat(eventBytesMax + 1);
    expect(await post((request, response) => void handle(request, response), long)).toBe(413);
  });

  test('the one for Express takes the bytes that express.raw() read, and refuses what a JSON parser read', async () => {
    const handle = expressEvents(aReceiver());
    const complaint = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const parsed = (parse: (text: string) => unknown) => {
      const listener: RequestListener = async (request, response) => {
        let text = '';
        for await (const chunk of request) text += String(chunk);
        await handle(Object.assign(request, { body: parse(text) }), response);
      };
      return post((request, response) => void listener(request, response));
    };
    expect(await parsed(Buffer.from)).toBe(204);
    expect(await parsed(JSON.parse)).toBe(500);
    expect(String(complaint.mock.calls[0])).toContain('above express.json()');
    complaint.mockRestore();
  });

  test('the one for Next answers a Request with a Response', async () => {
    const POST = nextEvents(aReceiver());
    const request = (text: string) =>
      new Request('http://shop.test', { method: 'POST', body: text, headers: signed(text) });
    expect((await POST(request(body))).status).toBe(204);
    expect((await POST(request('x'.repeat(eventBytesMax + 1)))).status).toBe(413);
    expect((await POST(new Request('http://shop.test', { method: 'POST' }))).status).toBe(401);
  });

  test('the plugin for Fastify receives the raw body of its own route only', async () => {
    const routes = new Map<string, Parameters<Parameters<ReturnType<typeof fastifyEvents>>[0]['post']>[1]>();
    const calls: string[] = [];
    await fastifyEvents(
      aReceiver(),
      '/gapura-events',
    )({
      removeAllContentTypeParsers: () => calls.push('removed'),
      addContentTypeParser: (type, { bodyLimit }) => calls.push(`${type} ${bodyLimit}`),
      post: (path, handle) => routes.set(path, handle),
    });
    expect(calls).toEqual(['removed', `* ${eventBytesMax}`]);
    const statuses: number[] = [];
    const reply = {
      code(status: number) {
        statuses.push(status);
        return { send: () => undefined };
      },
    };
    await routes.get('/gapura-events')?.({ body: Buffer.from(body), headers: signed() }, reply);
    expect(statuses).toEqual([204]);
  });
});

test('the type of an event has every property of docs/event.schema.json', () => {
  const money = { value: '1.00', currency: 'IDR' } as const;
  const actor = { kind: 'DANA', id: null, name: null };
  const refund = {
    ...{ id: '', partnerRefundNo: '', refundNo: null, amount: money, reason: null, actor },
    ...{ status: 'PENDING', returnedAmount: money, createdAt: '', updatedAt: '', returnedAt: null },
  } satisfies GapuraEvent['data']['refund'];
  const [goods] = [
    {
      ...{ merchantGoodsId: '', name: '', description: '', category: '', price: money, unit: null },
      ...{ quantity: '1', merchantShippingId: null, snapshotUrl: null },
    },
  ] satisfies GapuraEvent['data']['order']['goods'];
  const schema = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../../docs/event.schema.json'), 'utf8'),
  ) as { $defs: Record<string, { properties: object }> };
  const namesOf = (definition: string) => Object.keys(schema.$defs[definition]?.properties ?? {}).sort();
  expect(Object.keys(refund).sort()).toEqual(namesOf('refund'));
  expect(Object.keys(goods ?? {}).sort()).toEqual(namesOf('goods'));
  // The example of docs/events.md has every property of an order, and is read by the type above.
  expect(Object.keys(event.data.order).sort()).toEqual(namesOf('order'));
});
