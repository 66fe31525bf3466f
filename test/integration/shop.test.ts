import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createShop } from '../../src/showcase/shop/shop.ts';

/** The checkouts that the gateway was requested to create, by partnerReferenceNo. */
const created = new Map<string, string>();
let gateway: Server;
let shop: ReturnType<typeof createShop>;
beforeAll(async () => {
  gateway = createServer(async (request, response) => {
    const { variables } = (await json(request)) as { variables: { input: { partnerReferenceNo: string } } };
    const { partnerReferenceNo } = variables.input;
    const text = JSON.stringify(variables.input);
    const isNew = !created.has(partnerReferenceNo);
    if (isNew) created.set(partnerReferenceNo, text);
    const createCheckout =
      created.get(partnerReferenceNo) === text
        ? { __typename: 'CreateCheckoutSuccess', checkoutToken: `token-${partnerReferenceNo}` }
        : { __typename: 'PartnerReferenceNoConflict', code: 'PARTNER_REFERENCE_NO_CONFLICT', message: '' };
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ data: { createCheckout } }));
  }).listen(0, '127.0.0.1');
  await once(gateway, 'listening');
  const { port } = gateway.address() as AddressInfo;
  shop = createShop({ gatewayUrl: `http://127.0.0.1:${port}`, serverKey: 'k'.repeat(32) });
});
afterAll(() => {
  gateway.closeAllConnections();
  gateway.close();
});

async function ask(method: string, path: string, fields: Record<string, string> | URLSearchParams = {}) {
  const request = {
    fields: new URLSearchParams(fields),
    acceptLanguage: 'en',
    folder: 'http://127.0.0.1:4000/',
  };
  const reply = await shop({ method, path, ...request });
  if (reply === null) throw new Error(`nothing at ${path}`);
  return reply;
}

/** A new cart's address, as the browser has it in its history. */
async function openCart(): Promise<URLSearchParams> {
  const { location = '' } = (await ask('GET', '/shop', { lang: 'en' })).headers;
  return new URL(location, 'http://127.0.0.1/shop').searchParams;
}

test('a cart that is paid, and paid again after Back, is one checkout', async () => {
  created.clear();
  const address = await openCart();
  const [first, second] = [await ask('POST', '/shop', address), await ask('POST', '/shop', address)];
  expect(first).toMatchObject({ status: 303 });
  expect(second.headers.location).toBe(first.headers.location);
  expect(created.size).toBe(1);
  // Back loads the cart's address again, and its form sends the same number.
  expect((await ask('GET', '/shop', address)).body).toContain(`name="cart" value="${address.get('cart')}"`);
});

test('a cart whose payment is open cannot be paid with other goods; a new cart can', async () => {
  created.clear();
  const address = await openCart();
  await ask('POST', '/shop', address);
  const changed = { ...Object.fromEntries(address), gayo: '5' };
  const refused = await ask('POST', '/shop', changed);
  expect(refused.status).toBe(409);
  expect(refused.body).toContain('Begin a new cart with these goods');
  expect(refused.body).toContain('href="shop?lang=en&amp;gayo=5');
  expect(created.size).toBe(1);
  await ask('POST', '/shop', { ...Object.fromEntries(await openCart()), gayo: '5' });
  expect(created.size).toBe(2);
});

test('the return address names its checkout', async () => {
  created.clear();
  const address = await openCart();
  const { location = '' } = (await ask('POST', '/shop', address)).headers;
  const number = `senja-${address.get('cart')}`;
  expect(location).toBe(`checkout#checkout=${number}&token=token-${number}`);
  expect(created.get(number)).toContain(`"returnUrl":"http://127.0.0.1:4000/checkout?checkout=${number}"`);
});

test('the page that refuses a cart finds its styles and a new cart', async () => {
  created.clear();
  const address = await openCart();
  const page = 'http://127.0.0.1/shop';
  const [, action = ''] = /action="([^"]+)"/.exec((await ask('GET', '/shop', address)).body) ?? [];
  const { href, pathname } = new URL(action, page);
  await ask('POST', pathname, address);
  const { status, body } = await ask('POST', pathname, { ...Object.fromEntries(address), gayo: '5' });
  expect(status).toBe(409);
  const linked = [/stylesheet" href="([^"]+)"/, /href="(shop\?[^"]+)"/].map((link) => {
    const [, written = ''] = link.exec(body) ?? [];
    return new URL(written, href).pathname;
  });
  expect(linked).toEqual(['/shop/shop.css', '/shop']);
});
