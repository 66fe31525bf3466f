import { join } from 'node:path';
import { bundleCheckout, type CheckoutFiles, readCheckout } from '../client/checkout/checkout-files.ts';
import { checkoutPage, pagePolicy } from '../client/checkout/page.ts';
import type { Showcase, ShowcaseReply } from '../server/showcase.ts';
import { createShop } from './shop/shop.ts';
import { shopName } from './shop/shop-page.ts';

/**
 * Somebody who opens the bare address has probably just started the gateway. All addresses of the pages are relative: a
 * proxy may serve them below a path of its own, which it removes and does not mention.
 */
const toShop: ShowcaseReply = { status: 302, headers: { location: 'shop' }, body: '' };

const contentTypes: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
};

/**
 * Makes the pages of the embedded mode: the sample shop at /shop, and the reference checkout at /checkout with the same
 * files that a merchant would host. A built gateway serves what `npm run build` wrote; otherwise this function bundles
 * the checkout from its sources.
 */
export async function createShowcase(shop: {
  gatewayUrl: string;
  simulatorUrl: string;
  serverKey: string;
}): Promise<Showcase> {
  const files = await readCheckout(join(import.meta.dirname, '../checkout')).catch(() => bundleCheckout());
  const answerShop = createShop(shop);
  const page = pageWith(shop.simulatorUrl);
  return async (request) => {
    if (request.path === '/') return toShop;
    if (request.method !== 'GET' || !request.path.startsWith('/checkout')) return answerShop(request);
    return request.path === '/checkout' ? page : fileAt(files, request.path);
  };
}

function pageWith(simulator: string): ShowcaseReply {
  return {
    status: 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `${pagePolicy('/graphql')}; frame-ancestors 'none'`,
    },
    body: checkoutPage({ assets: 'checkout/', gateway: 'graphql', shop: 'shop', shopName, simulator }),
  };
}

function fileAt(files: CheckoutFiles, path: string): ShowcaseReply | null {
  const name = path.slice('/checkout/'.length);
  const content = files.get(name);
  if (content === undefined) return null;
  const type = contentTypes[name.split('.').at(-1) ?? ''] ?? '';
  return { status: 200, headers: { 'content-type': type }, body: content };
}
