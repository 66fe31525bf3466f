import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll } from 'vitest';
import * as shop from '../../../docs/examples/shop-server.ts';
import type { Gateway } from '../../../src/packages/server/connect-gateway.ts';
import { type GatewayProcess, startGatewayProcess } from '../../support/gateway-process.ts';
import { openSimulatorDesk, type SimulatorDesk } from '../../support/simulator-desk.ts';

const root = join(import.meta.dirname, '../../..');

/** The text of a file, by its path from the root of the repository. */
export const read = (path: string) => readFileSync(join(root, path), 'utf8');

/** Starts a gateway, its simulator and the shop of docs/web.md for the tests of one file. */
export function stageDocs() {
  let world: GatewayProcess;
  let desk: SimulatorDesk;
  let gateway: Gateway;
  const carts = new Map<string, shop.Cart>();
  let shopServer: Server;
  let shopUrl: string;

  beforeAll(async () => {
    shopServer = await startShop(async (number) => {
      const cart = carts.get(number);
      return cart === undefined ? '' : shop.pageOf(gateway, cart, `${world.url}/graphql`);
    });
    shopUrl = `http://127.0.0.1:${(shopServer.address() as AddressInfo).port}`;
    world = await startGatewayProcess({ CORS_ORIGINS: 'https://tunnel.example' });
    desk = openSimulatorDesk(world.simulatorUrl);
    gateway = shop.connect(`${world.url}/graphql`, world.serverKey);
  });
  afterAll(async () => {
    shopServer?.closeAllConnections();
    shopServer?.close();
    await world?.dispose();
  });

  function aCart(): shop.Cart {
    const number = `cart-${carts.size + 1}`;
    const cart = { number, amount: '75000', title: 'Two tickets', page: `${shopUrl}/${number}` };
    carts.set(number, cart);
    return cart;
  }

  async function placed(cart: shop.Cart) {
    const result = await shop.placeOrder(gateway, cart);
    if (result.kind !== 'placed') throw new Error(result.message);
    return result;
  }

  return {
    world: () => world,
    desk: () => desk,
    gateway: () => gateway,
    shopUrl: () => shopUrl,
    aCart,
    placed,
  };
}

/** The shop of docs/web.md, at its own address: each path is the number of a cart and serves the page of it. */
async function startShop(pageOf: (number: string) => Promise<string>): Promise<Server> {
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
  const server = createServer(async (request, response) => {
    const number = new URL(request.url ?? '/', 'http://shop.test').pathname.slice(1);
    if (number === 'shop.js') return response.setHeader('content-type', 'text/javascript').end(script);
    response.setHeader('content-type', 'text/html').end(`<!doctype html><meta charset="utf-8">
      <title>Shop</title><link rel="icon" href="data:,">${await pageOf(number)}`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}
