import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import * as shop from '../../docs/examples/shop-server.ts';
import { watchOrder } from '../../docs/examples/watch-order.js';
import { createGatewayClient, type GatewayClient } from '../../src/client/core/gateway-client.ts';
import { hasBrowser, launchBrowser, openWatchedPage, sayWithoutBrowser } from '../support/browser.ts';
import { type GatewayProcess, startGatewayProcess } from '../support/gateway-process.ts';
import { openSimulatorDesk, type SimulatorDesk } from '../support/simulator-desk.ts';

sayWithoutBrowser('The page of docs/web.md was');

/** What the requests of the page are written for. Without it they and the frames after them are skipped, and say so. */
const hasCurl = spawnSync('curl', ['--version']).status === 0;
if (!hasCurl) console.warn('The requests and frames of docs/protocol.md were NOT tried: there is no curl');

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const deadlineMs = 20_000;

let world: GatewayProcess;
let desk: SimulatorDesk;
let gateway: GatewayClient;
let cartsCount = 0;

let shopServer: Server;
let shopUrl: string;

beforeAll(async () => {
  shopServer = await startShop(() => world.url);
  shopUrl = `http://127.0.0.1:${(shopServer.address() as AddressInfo).port}`;
  world = await startGatewayProcess({ CORS_ORIGINS: shopUrl });
  desk = openSimulatorDesk(world.simulatorUrl);
  gateway = shop.connectGateway(`${world.url}/graphql`, world.serverKey);
});
afterAll(async () => {
  shopServer?.closeAllConnections();
  shopServer?.close();
  await world?.dispose();
});

function aCart(): shop.Cart {
  cartsCount += 1;
  return { number: `cart-${cartsCount}`, amount: '75000', title: 'Two tickets', page: `${shopUrl}/thanks` };
}

async function placed(cart: shop.Cart) {
  const result = await shop.placeOrder(gateway, cart);
  if (result.kind !== 'placed') throw new Error(result.message);
  return result;
}

describe('docs/node-server.md', () => {
  test('an order is placed, found again, paid and refunded under one number', async () => {
    const cart = aCart();
    expect(await shop.findOrder(gateway, cart.number)).toBeNull();
    const { order } = await placed(cart);
    expect(shop.dutyOf(order)).toBe('wait');
    expect(await shop.findOrder(gateway, cart.number)).toMatchObject({
      id: order.id,
      version: order.version,
    });

    await desk.pay(cart.number);
    const paid = () => shop.findOrder(gateway, cart.number);
    await expect.poll(async () => (await paid())?.status).toBe('PAID');
    const note = { number: `${cart.number}-refund`, orderId: order.id, amount: '25000' };
    expect(await shop.refundOrder(gateway, note)).toBe(true);
    expect(await shop.refundOrder(gateway, note)).toBe(true);
    expect((await desk.order(cart.number)).refundedAmount.value).toBe('25000.00');
    await expect(shop.refundOrder(gateway, { ...note, amount: '1' })).rejects.toThrow('PARTNER_REFUND_NO');
  });

  test('an answer that is lost costs a repeat, and no second order', async () => {
    let isLost = false;
    const flaky = createGatewayClient({
      url: `${world.url}/graphql`,
      token: world.serverKey,
      async fetch(...request) {
        const answer = await fetch(...request);
        if (isLost) return answer;
        isLost = true;
        throw new TypeError('the connection was reset');
      },
    });
    const cart = aCart();
    expect(await shop.placeOrder(flaky, cart)).toMatchObject({ kind: 'placed' });
    expect(isLost).toBe(true);
    const orders = await desk.orders();
    expect(orders.filter(({ partnerReferenceNo }) => partnerReferenceNo === cart.number)).toHaveLength(1);
  });

  test('what DANA declines and what does not fit is told apart; a cancel takes an order back', async () => {
    const cart = aCart();
    await desk.arm({
      operation: 'createOrder',
      fault: 'unknown-code',
      responseCode: '4035402',
      partnerReferenceNo: cart.number,
    });
    expect(await shop.placeOrder(gateway, cart)).toMatchObject({ kind: 'declined' });

    const other = aCart();
    const { order } = await placed(other);
    await expect(placed({ ...other, amount: '80000' })).rejects.toThrow('PARTNER_REFERENCE_NO_CONFLICT');
    expect(await shop.cancelOrder(gateway, order.id, 'Sold out')).toBe(true);
    const cancelled = await shop.findOrder(gateway, other.number);
    expect(cancelled && shop.dutyOf(cancelled)).toBe('return');
  });
});

describe('docs/protocol.md', () => {
  const page = read('docs/protocol.md');
  const blocks = (language: string) =>
    [...page.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'gms'))].map(([, block = '']) => block);
  /** What a reader puts into the variables of the page. */
  const variables: Record<string, string> = {};
  const filled = (line: string) => line.replace(/\$(\w+)/g, (name) => variables[name.slice(1)] ?? name);
  const [create = '', ask = '', watchEvents = ''] = blocks('sh');

  function sh(block: string): ChildProcess {
    const env = { PATH: process.env.PATH, GATEWAY: world.url, SERVER_KEY: world.serverKey, ...variables };
    return spawn('bash', ['-c', block], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  }
  async function answerOf(block: string): Promise<unknown> {
    const { stdout } = sh(block);
    if (stdout === null) throw new Error('curl has no output');
    return JSON.parse(await text(stdout));
  }

  test.skipIf(!hasCurl)('its first request gives the answer that it shows', async () => {
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
    expect(await answerOf(ask)).toMatchObject({ data: { order: { status: 'PENDING', version: 2 } } });
  });

  test.skipIf(!hasCurl)('its frames go over the wire as they stand there', async () => {
    const [frames = ''] = blocks('frames');
    const socket = new WebSocket(`${world.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
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
      } else await desk.pay('ord-20260115-0001');
    }
    socket.close();
    await once(socket, 'close');
    expect(heard).toEqual([]);
  });

  test.skipIf(!hasCurl)('its stream of events says the same', async () => {
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

    /** A phone's screen: everything it showed, and how the watch ended. */
    function openScreen(options: { orderId: string; token: string; WebSocket: unknown }) {
      const seen: { status: string; version: number }[] = [];
      let ended: string | null | undefined;
      const stop = watchOrder({
        url: `${world.url}/graphql`,
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

    test('misses nothing while its connection is cut', async () => {
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
      await desk.pay(cart.number);
      await expect.poll(() => screen.seen.at(-1)?.status).toBe('PAID');
      const versions = screen.seen.map(({ version }) => version);
      expect(versions).toEqual([...new Set(versions)].sort());
      expect(sockets.length).toBeGreaterThan(1);
      screen.stop();
    });

    test('asks where no WebSocket opens, and ends with the order', async () => {
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
      await desk.pay(cart.number);
      await expect.poll(() => screen.ended()).toBeNull();
      expect(screen.seen.at(-1)?.status).toBe('PAID');
    });

    test('does not come back with a token that will not do', async () => {
      const screen = openScreen({ orderId: 'any', token: 'gct_wrong', WebSocket });
      await expect.poll(() => screen.ended()).toBe('UNAUTHENTICATED');
    });
  });
});

describe.skipIf(!hasBrowser)('docs/web.md', () => {
  test('the page: a choice, a reload, a payment that arrives; then another way to pay', async () => {
    const browser = await launchBrowser();
    try {
      const { page, faults, outside } = await openWatchedPage(browser, [shopUrl, world.url]);
      const cart = aCart();
      await page.goto(`${shopUrl}/${await shop.openCheckout(gateway, cart)}`);
      await page.getByRole('button', { name: 'Virtual Account BRI' }).click();
      await page.getByText(/^Transfer Rp\s75\.000 ke Virtual Account BRI \d{16}$/).waitFor();
      await page.reload();
      await page.getByText('Virtual Account BRI').waitFor();
      await desk.pay(cart.number);
      await page.getByText('Pembayaran berhasil.').waitFor();

      await page.goto(`${shopUrl}/${await shop.openCheckout(gateway, aCart())}`);
      await page.getByRole('button', { name: 'QRIS' }).click();
      await page.getByRole('img', { name: 'Kode QRIS' }).waitFor();
      expect(faults).toEqual([]);
      expect(outside).toEqual([]);
    } finally {
      await browser.close();
    }
  });
});

/** The shop of docs/web.md, at an address of its own: every path is the page for the checkoutToken that it names. */
async function startShop(gatewayUrl: () => string): Promise<Server> {
  const bundle = await build({
    stdin: {
      contents: `import { showCheckout } from './docs/examples/checkout-page.ts';
        const place = document.querySelector('main');
        showCheckout(place, place.dataset.gateway, place.dataset.token);`,
      resolveDir: root,
    },
    bundle: true,
    write: false,
    format: 'esm',
  });
  const script = bundle.outputFiles[0]?.text ?? '';
  const server = createServer((request, response) => {
    const token = request.url?.slice(1);
    if (token === 'shop.js') return response.setHeader('content-type', 'text/javascript').end(script);
    response.setHeader('content-type', 'text/html').end(`<!doctype html><meta charset="utf-8">
      <title>Shop</title><link rel="icon" href="data:,">
      <main data-gateway="${gatewayUrl()}/graphql" data-token="${token}"></main>
      <script type="module" src="/shop.js"></script>`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}
