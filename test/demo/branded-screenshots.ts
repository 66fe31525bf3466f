import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { hostedCheckout } from '../../src/client/checkout/hosted-checkout.ts';
import { connectGateway } from '../../src/packages/server/connect-gateway.ts';
import { launchBrowser } from '../support/browser.ts';
import { freePorts } from '../support/free-ports.ts';
import { startGatewayProcess } from '../support/gateway-process.ts';

/** `npm run screenshots:branded`: the pictures of docs/checkout.md, of a checkout with a colour, a radius and a name. */
const folder = join(import.meta.dirname, '../../docs/images');
const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

const [port = 0] = await freePorts(1);
const hostUrl = `http://127.0.0.1:${port}`;
const [gateway, browser] = await Promise.all([
  startGatewayProcess({ CORS_ORIGINS: hostUrl }),
  launchBrowser(),
]);
const { firstLoad } = await hostedCheckout({
  ...{ gateway: `${gateway.url}/graphql`, shop: hostUrl, shopName: 'Kebun Raya' },
  ...{ brand: { color: '#7a3b00', radiusPx: 4, font: 'Georgia, serif' }, logoFile: null, marksFolder: null },
  returnsAfterMs: null,
});
const host = createServer(({ url = '/' }, response) => {
  const name = new URL(url, hostUrl).pathname.slice(1) || 'index.html';
  response.setHeader('content-type', types[extname(name)] ?? 'text/html; charset=utf-8');
  response.end(firstLoad.get(name));
}).listen(port, '127.0.0.1');
try {
  const server = connectGateway({ url: `${gateway.url}/graphql`, serverKey: gateway.serverKey });
  for (const colorScheme of ['light', 'dark'] as const) {
    const made = await server.createCheckout({
      ...{ partnerReferenceNo: `kebun-${colorScheme}`, amount: '185000', title: 'Dua bibit mangga' },
    });
    if (made.__typename !== 'CreateCheckoutSuccess') throw new Error(made.message);
    const context = await browser.newContext({
      ...{ viewport: { width: 390, height: 844 }, locale: 'id-ID', colorScheme, reducedMotion: 'reduce' },
    });
    const page = await context.newPage();
    await page.goto(`${hostUrl}/#token=${made.checkoutToken}`);
    await page.getByLabel('QRIS').check();
    await page.screenshot({ path: join(folder, `checkout-branded-${colorScheme}.png`) });
    await context.close();
  }
} finally {
  host.closeAllConnections();
  host.close();
  await browser.close();
  await gateway.dispose();
}
