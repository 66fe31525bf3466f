import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createGatewayClient } from '../../client/core/gateway-client.ts';
import { CreateCheckoutDocument } from '../../client/core/generated/graphql.ts';
import { goodsOf, readCart, totalRupiah } from './cart.ts';
import { shopName, shopPage } from './shop-page.ts';
import { readLanguage } from './shop-words.ts';

/** What the shop is asked. */
export interface ShopRequest {
  readonly method: string;
  readonly path: string;
  /** Of the address, or of a form that was sent. */
  readonly fields: URLSearchParams;
  readonly acceptLanguage: string;
  /** Scheme, host and port that the browser knows this place by. */
  readonly origin: string;
}

export interface ShopReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const htmlHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
};

/**
 * A shop as a merchant's server would be one: it holds the server key, names the prices, and speaks to the gateway over
 * HTTP like everybody else. Null where it has nothing at this path.
 */
export function createShop({ gatewayUrl, serverKey }: { gatewayUrl: string; serverKey: string }) {
  const gateway = createGatewayClient({ url: `${gatewayUrl}/graphql`, token: serverKey });
  const styles = readFileSync(join(import.meta.dirname, 'shop.css'), 'utf8');

  return async function answer(request: ShopRequest): Promise<ShopReply | null> {
    const { method, path } = request;
    if (method === 'POST' && path === '/shop/checkout') return openCheckout(request);
    if (method !== 'GET') return null;
    if (path === '/shop') return showCart(request, false);
    if (path !== '/shop/shop.css') return null;
    return { status: 200, headers: { 'content-type': 'text/css; charset=utf-8' }, body: styles };
  };

  function showCart({ fields, acceptLanguage }: ShopRequest, hasFailed: boolean): ShopReply {
    const page = shopPage(readCart(fields), readLanguage(fields.get('lang'), acceptLanguage), hasFailed);
    return { status: hasFailed ? 502 : 200, headers: htmlHeaders, body: page };
  }

  /** Sends the browser on to the checkout with its token in the fragment, which no server and no log sees. */
  async function openCheckout(request: ShopRequest): Promise<ShopReply> {
    const cart = readCart(request.fields);
    const amount = totalRupiah(cart);
    if (amount === 0) return showCart(request, false);
    const input = {
      // The shop's own number of this order: what createCheckout is repeated with where an answer is lost.
      partnerReferenceNo: `senja-${randomBytes(6).toString('hex')}`,
      amount,
      title: shopName,
      goods: goodsOf(cart),
      returnUrl: `${request.origin}/checkout`,
    };
    const created = await gateway
      .request(CreateCheckoutDocument, { input, language: 'EN' })
      .catch(() => gateway.request(CreateCheckoutDocument, { input, language: 'EN' }))
      .catch(() => null);
    if (created?.createCheckout.__typename !== 'CreateCheckoutSuccess') return showCart(request, true);
    const fragment = new URLSearchParams({ token: created.createCheckout.checkoutToken });
    return { status: 303, headers: { location: `/checkout#${fragment}` }, body: '' };
  }
}
