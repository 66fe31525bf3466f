import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { watchOrder } from '../../../docs/examples/watch-order.js';
import { read, stageDocs } from './stage.ts';

/** The page writes its requests for curl. Without curl the file skips them and the frames after them, with a warning. */
const hasCurl = spawnSync('curl', ['--version']).status === 0;
if (!hasCurl) console.warn('The requests and frames of docs/protocol.md were NOT tested: there is no curl');

const deadlineMs = 60_000;

const { aCart, desk, placed, world } = stageDocs();

describe('docs/protocol.md', () => {
  const page = read('docs/protocol.md');
  const blocks = (language: string) =>
    [...page.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'gms'))].map(([, block = '']) => block);
  /** The values that a reader puts into the variables of the page. */
  const variables: Record<string, string> = {};
  const filled = (line: string) => line.replace(/\$(\w+)/g, (name) => variables[name.slice(1)] ?? name);
  const [create = '', query = '', watchEvents = ''] = blocks('sh');

  function sh(block: string): ChildProcess {
    const env = { PATH: process.env.PATH, GATEWAY: world().url, SERVER_KEY: world().serverKey, ...variables };
    return spawn('bash', ['-c', block], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  }
  async function answerOf(block: string): Promise<unknown> {
    const { stdout } = sh(block);
    if (stdout === null) throw new Error('curl has no output');
    return JSON.parse(await text(stdout));
  }

  test.skipIf(!hasCurl)('the first request of the page gets the answer that the page shows', async () => {
    const [shown = ''] = blocks('json');
    const matchers = (value: unknown): unknown => {
      if (typeof value === 'string' && value.endsWith('…'))
        return expect.stringMatching(new RegExp(`^${value.slice(0, -1)}`));
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, matchers(inner)]));
    };
    const answer = (await answerOf(create)) as {
      data: { createOrder: { clientToken: string; order: { id: string } } };
    };
    expect(answer).toEqual(matchers(JSON.parse(shown)));
    variables.ORDER = answer.data.createOrder.order.id;
    variables.TOKEN = answer.data.createOrder.clientToken;
    expect(await answerOf(query)).toMatchObject({ data: { order: { status: 'PENDING', version: 2 } } });
  });

  test.skipIf(!hasCurl)('the frames of the page go over the wire as written', async () => {
    const [frames = ''] = blocks('frames');
    const socket = new WebSocket(`${world().url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    const heard: string[] = [];
    const hear = () => once(socket, 'message', { signal: AbortSignal.timeout(deadlineMs) });
    socket.on('message', (data) => heard.push(String(data)));
    await once(socket, 'open');
    for (const line of frames.trim().split('\n')) {
      const [arrow, frame = ''] = [line[0], filled(line.slice(2))];
      if (arrow === '→') socket.send(frame);
      else if (arrow === '←') {
        if (heard.length === 0) await hear();
        expect(JSON.parse(heard.shift() ?? '')).toEqual(JSON.parse(frame));
      } else await desk().pay('ord-20260115-0001');
    }
    socket.close();
    await once(socket, 'close');
    expect(heard).toEqual([]);
  });

  test.skipIf(!hasCurl)('the event stream of the page says the same', async () => {
    const [shown = ''] = blocks('text');
    const curl = sh(watchEvents);
    let said = '';
    for await (const chunk of curl.stdout ?? []) {
      said += String(chunk);
      if (said.includes('"version"')) break;
    }
    curl.kill();
    expect(said).toContain(shown.trim());
  });

  describe('examples/watch-order.js', () => {
    const operation = (...names: string[]) =>
      names.map((name) => read(`src/client/core/operations/${name}.graphql`)).join('\n');
    const operations = {
      orderStatus: operation('order-status', 'order-fields'),
      order: operation('order', 'order-fields', 'refund-fields'),
    };

    /** A phone's screen: every order it showed, and how the watch ended. */
    function openScreen(options: { orderId: string; token: string; WebSocket: unknown }) {
      const seen: { status: string; version: number }[] = [];
      let ended: string | null | undefined;
      const stop = watchOrder({
        url: `${world().url}/graphql`,
        operations,
        askEveryMs: 100,
        onOrder: (order) => seen.push(order),
        onEnd: (reason) => {
          ended = reason;
        },
        ...options,
      });
      return { seen, stop, ended: () => ended };
    }

    test('the example misses nothing while its connection is cut', async () => {
      const sockets: WebSocket[] = [];
      class PhoneSocket extends WebSocket {
        constructor(url: string, protocol: string) {
          super(url, protocol);
          sockets.push(this);
        }
      }
      const cart = aCart();
      const { order, clientToken: token } = await placed(cart);
      const screen = openScreen({ orderId: order.id, token, WebSocket: PhoneSocket });
      await expect.poll(() => screen.seen.at(-1)?.status).toBe('PENDING');
      sockets[0]?.terminate();
      await desk().pay(cart.number);
      await expect.poll(() => screen.seen.at(-1)?.status).toBe('PAID');
      const versions = screen.seen.map(({ version }) => version);
      expect(versions).toEqual([...new Set(versions)].sort());
      expect(sockets.length).toBeGreaterThan(1);
      screen.stop();
    });

    test('the example queries if no WebSocket opens, and ends with the order', async () => {
      class RefusedSocket {
        onclose = (_event: { code: number }) => {};
        constructor() {
          queueMicrotask(() => this.onclose({ code: 1006 }));
        }
        close() {}
      }
      const cart = aCart();
      const { order, clientToken: token } = await placed(cart);
      const screen = openScreen({ orderId: order.id, token, WebSocket: RefusedSocket });
      await expect.poll(() => screen.seen.at(-1)?.status).toBe('PENDING');
      await desk().pay(cart.number);
      await expect.poll(() => screen.ended()).toBeNull();
      expect(screen.seen.at(-1)?.status).toBe('PAID');
    });

    test('the example does not reconnect with an invalid token', async () => {
      const screen = openScreen({ orderId: 'any', token: 'gct_wrong', WebSocket });
      await expect.poll(() => screen.ended()).toBe('UNAUTHENTICATED');
    });
  });
});
