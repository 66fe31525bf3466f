import { afterEach, describe, expect, it } from 'vitest';
import type { Order } from '../../../src/domain/order.ts';
import { globalId } from '../../../src/graphql/schema/global-id.ts';
import type { WatchOptions } from '../../../src/use-cases/orders/watch-order.ts';
import { eventually } from '../../support/eventually.ts';
import { aWatchedOrder, openStage, type Stage, type StageOptions } from './stage.ts';

let stage: Stage;
const open = async (options: StageOptions = {}) => {
  stage = await openStage(options);
  return stage;
};
afterEach(() => stage.server.drain());

const orderId = globalId('Order', aWatchedOrder().order.id);
const query = `subscription { orderStatus(orderId: "${orderId}") { status version } }`;
const accept = 'text/event-stream';

interface ServerEvent {
  readonly event: string;
  readonly data: unknown;
}

/** The events of a stream, without the comments that keep it alive. Ends when the stream ends. */
async function* eventsOf(response: Response): AsyncGenerator<ServerEvent, void, undefined> {
  if (response.body === null) throw new Error('the answer has no body');
  let text = '';
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const [, event, data] = /^event: (.*)\ndata:(.*)$/.exec(text.slice(0, end)) ?? [];
      if (event !== undefined) yield { event, data: data ? JSON.parse(data) : null };
      text = text.slice(end + 2);
    }
  }
}

async function next(events: AsyncGenerator<ServerEvent, void, undefined>): Promise<ServerEvent | null> {
  return (await events.next()).value ?? null;
}

describe('a subscription over SSE', () => {
  it('sends the order at once and after every change, and completes when its source does', async () => {
    const watched = aWatchedOrder();
    const upToThird = {
      ...watched.useCases,
      async *watchOrder(id: string, options: WatchOptions) {
        for await (const order of watched.useCases.watchOrder(id, options)) {
          yield order;
          if (order.version === 3) return;
        }
      },
    };
    await open({ useCases: upToThird });
    const response = await stage.post(query, { headers: { accept } });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const events = eventsOf(response);
    expect(await next(events)).toEqual({
      event: 'next',
      data: { data: { orderStatus: { status: 'PENDING', version: 2 } } },
    });
    watched.change({ status: 'PAID' });
    expect(await next(events)).toEqual({
      event: 'next',
      data: { data: { orderStatus: { status: 'PAID', version: 3 } } },
    });
    expect(await next(events)).toEqual({ event: 'complete', data: null });
    expect(await next(events)).toBeNull();
  });

  it('ends its source when the client leaves', async () => {
    const watched = aWatchedOrder();
    await open({ useCases: watched.useCases });
    const response = await stage.post(query, { headers: { accept } });
    await watched.until(({ taken }) => taken === 1);
    await response.body?.cancel();
    await watched.until(({ ended }) => ended === 1);
  });

  it('takes no slot for a client that leaves while its order is read', async () => {
    const watched = aWatchedOrder();
    const reads: (() => void)[] = [];
    const slow = {
      async *watchOrder(id: string, options: WatchOptions): AsyncGenerator<Order, void, undefined> {
        await new Promise<void>((resolve) => reads.push(resolve));
        yield* watched.useCases.watchOrder(id, options);
      },
    };
    await open({ useCases: slow, limits: { streamsPerTokenMax: 1 } });
    const authorization = `Bearer ${stage.clientToken(watched.order, 60_000)}`;
    const leave = new AbortController();
    const left = stage.post(query, { headers: { accept, authorization }, signal: leave.signal });
    await eventually(
      async () => reads.length,
      (count) => count === 1,
    );
    leave.abort();
    await expect(left).rejects.toThrow();
    const stays = stage.post(query, { headers: { accept, authorization } });
    await eventually(
      async () => reads.length,
      (count) => count === 2,
    );
    for (const read of reads) read();
    expect((await stays).status).toBe(200);
  });

  it('reports the end of its credential, so that no client mistakes it for the end of the order', async () => {
    const watched = aWatchedOrder();
    await open({ useCases: watched.useCases });
    const authorization = `Bearer ${stage.clientToken(watched.order, 60_000)}`;
    const events = eventsOf(await stage.post(query, { headers: { accept, authorization } }));
    expect(await next(events)).toMatchObject({ event: 'next' });
    stage.clock.advance(60_000);
    expect(await next(events)).toMatchObject({
      event: 'next',
      data: { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] },
    });
    expect(await next(events)).toMatchObject({ event: 'complete' });
    expect(await next(events)).toBeNull();
    await watched.until(({ ended }) => ended === 1);
  });

  it('hides a fault of its source', async () => {
    const fault = new Error('select * from orders');
    const { order } = aWatchedOrder();
    const failing = {
      async *watchOrder(): AsyncGenerator<Order, void, undefined> {
        yield order;
        throw fault;
      },
    };
    await open({ useCases: failing });
    const response = await stage.post(query, { headers: { accept } });
    const text = await response.text();
    expect(text).toContain(`"requestId":"${response.headers.get('x-request-id')}"`);
    expect(text).not.toContain('select');
    expect(stage.lines).toContainEqual(
      expect.objectContaining({ level: 'error', event: 'graphql.fault_masked' }),
    );
  });

  it('is refused like any operation if it is invalid', async () => {
    await open();
    const wrongCredential = { accept, authorization: 'Bearer wrong' };
    expect((await stage.post(query, { headers: wrongCredential })).status).toBe(401);
    const invalid = await (await stage.post('subscription { nothing }', { headers: { accept } })).text();
    expect(invalid).toContain('Cannot query field');
    expect(invalid).not.toContain('"http"');
  });

  it('is not sent to a client that does not accept it', async () => {
    const watched = aWatchedOrder();
    await open({ useCases: watched.useCases });
    expect((await stage.post(query, { headers: { accept: 'application/json' } })).status).toBe(406);
    expect(watched.counts.taken).toBe(0);
  });
});
