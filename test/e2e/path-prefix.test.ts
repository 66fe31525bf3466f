import { afterAll, beforeAll, expect, test } from 'vitest';
import { OrderStatusDocument, PayCheckoutDocument } from '../../src/client/core/generated/graphql.ts';
import { limits } from '../../src/server/limits.ts';
import { answerShowcase, type Showcase } from '../../src/server/showcase.ts';
import { createShowcase } from '../../src/showcase/showcase.ts';
import { type ConfiguredWorld, startConfiguredWorld } from '../support/configured-world.ts';
import { eventually } from '../support/eventually.ts';
import { createTestClient } from '../support/graphql-client.ts';
import { openPrefixingProxy, type PrefixingProxy } from '../support/prefixing-proxy.ts';

let proxy: PrefixingProxy;
let world: ConfiguredWorld;
let pages: Showcase | null = null;

beforeAll(async () => {
  proxy = await openPrefixingProxy('/pay', async (request, response, path) => {
    if (pages === null || !/^\/(shop|checkout)/.test(path)) return false;
    // The shop is another server below the same prefix, which the proxy always removes for it.
    request.url = path;
    const [plain = ''] = path.split('?', 1);
    return answerShowcase({ request, response, requestId: '', limits, standardHeaders: {} }, pages, plain);
  });
  world = await startConfiguredWorld({
    environment: { PUBLIC_URL: proxy.url, RETURN_URL: `${proxy.url}/checkout` },
  });
  proxy.leadTo(world.gateway.url);
  pages = await createShowcase({ gatewayUrl: proxy.url, simulatorUrl: '', serverKey: world.serverKey });
});

afterAll(async () => {
  await proxy?.close();
  await world?.dispose();
});

/** The address that the page has in this attribute, as a browser at the page's address reads it. */
async function addressIn(page: Response, pattern: RegExp): Promise<string> {
  const [, written = ''] = pattern.exec(await page.clone().text()) ?? [];
  expect(written, String(pattern)).not.toBe('');
  return new URL(written.replaceAll('&amp;', '&'), page.url).href;
}

test.each([
  ['removes', true],
  ['passes on', false],
] as const)(
  'behind a proxy that %s the prefix, a payer gets from the shop to a paid order',
  async (_, strips) => {
    proxy.setStrips(strips);
    const shop = await fetch(`${proxy.url}/shop?lang=en`);
    expect(new URL(shop.url).pathname).toBe('/pay/shop');
    expect((await fetch(await addressIn(shop, /stylesheet" href="([^"]+)"/))).status).toBe(200);
    const [, cart = ''] = /name="cart" value="([^"]+)"/.exec(await shop.clone().text()) ?? [];
    const form = await fetch(await addressIn(shop, /<form method="post" action="([^"]+)"/), {
      method: 'POST',
      body: new URLSearchParams({ cart, gayo: '1' }),
      headers: { referer: shop.url },
      redirect: 'manual',
    });
    const checkoutUrl = new URL(form.headers.get('location') ?? '', form.url);
    expect(checkoutUrl.pathname).toBe('/pay/checkout');
    const page = await fetch(checkoutUrl);
    expect((await fetch(await addressIn(page, /<script type="module" src="([^"]+)"/))).status).toBe(200);
    expect(await addressIn(page, /data-shop="([^"]+)"/)).toBe(`${proxy.url}/shop`);
    const gateway = await addressIn(page, /data-gateway="([^"]+)"/);
    expect(gateway).toBe(`${proxy.url}/graphql`);

    const { token = '', checkout = '' } = Object.fromEntries(new URLSearchParams(checkoutUrl.hash.slice(1)));
    const payer = createTestClient(gateway.replace(/\/graphql$/, ''), token);
    const input = { payMethod: 'VIRTUAL_ACCOUNT', payOption: 'VIRTUAL_ACCOUNT_BRI' };
    const { payCheckout } = await payer.request(PayCheckoutDocument, { input, language: 'EN' });
    if (payCheckout.__typename !== 'PayCheckoutSuccess') throw new Error(payCheckout.__typename);
    const orderId = payCheckout.order.id;
    await world.desk.pay(checkout);
    let last = '';
    for await (const { orderStatus } of payer.watch(OrderStatusDocument, { orderId })) {
      last = orderStatus.status;
      if (last === 'PAID') break;
    }
    expect(last).toBe('PAID');
    await payer.close();
    const { returnUrl } = await world.desk.order(checkout);
    expect(returnUrl).toBe(`${proxy.url}/checkout?checkout=${checkout}`);
    // DANA's notification came through the proxy too, to the path that it had signed.
    await eventually(
      async () => (await world.desk.order(checkout)).deliveries,
      ([delivery]) => delivery?.url === `${proxy.url}/v1.0/debit/notify` && delivery.status === 'DELIVERED',
    );
  },
);

test('GraphiQL below the prefix loads its files from there', async () => {
  const authorization = `Basic ${Buffer.from(`me:${world.serverKey}`).toString('base64')}`;
  const page = await fetch(`${proxy.url}/graphql`, { headers: { accept: 'text/html', authorization } });
  const icon = await addressIn(page, /rel="icon" href="([^"]+)"/);
  expect(icon).toBe(`${proxy.url}/graphql/assets/icon.svg`);
});
