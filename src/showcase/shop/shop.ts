import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createGatewayClient } from '../../client/core/gateway-client.ts';
import { CreateCheckoutDocument } from '../../client/core/generated/graphql.ts';
import { goodsOf, newCartNumber, readCart, readCartNumber, totalRupiah } from './cart.ts';
import { type CartProblem, shopName, shopPage } from './shop-page.ts';
import { readLanguage } from './shop-words.ts';

export interface ShopRequest {
  readonly method: string;
  readonly path: string;
  /** The parameters of the URL, or the fields of a submitted form. */
  readonly fields: URLSearchParams;
  readonly acceptLanguage: string;
  /** The URL of the folder in which the browser finds the shop: http://127.0.0.1:4000/ */
  readonly folder: string;
}

export interface ShopReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const htmlHeaders = {
  'content-type': 'text/html; charset=utf-8',
  // Its forms name the shop's origin; with the gateway's own policy browsers would send "null".
  'referrer-policy': 'same-origin',
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
};

/**
 * Makes a shop that works like a merchant's server: it holds the server key, sets the prices, and calls the gateway
 * over HTTP. The returned function answers null if the shop has nothing at the path.
 */
export function createShop({ gatewayUrl, serverKey }: { gatewayUrl: string; serverKey: string }) {
  const gateway = createGatewayClient({ url: `${gatewayUrl}/graphql`, token: serverKey });
  const styles = readFileSync(join(import.meta.dirname, 'shop.css'), 'utf8');

  return async function answer(request: ShopRequest): Promise<ShopReply | null> {
    const { method, path } = request;
    // To the page's own path, so that its relative links hold on the page that tells of a problem too.
    if (method === 'POST' && path === '/shop') return openCheckout(request);
    if (method !== 'GET') return null;
    if (path === '/shop')
      return readCartNumber(request.fields) === null ? toNewCart(request) : showCart(request);
    if (path !== '/shop/shop.css') return null;
    return { status: 200, headers: { 'content-type': 'text/css; charset=utf-8' }, body: styles };
  };

  /** Gives the cart its number, in its address: a browser that goes Back finds the same cart, not a new one. */
  function toNewCart({ fields }: ShopRequest): ShopReply {
    const numbered = new URLSearchParams(fields);
    numbered.set('cart', newCartNumber());
    return { status: 303, headers: { location: `shop?${numbered}` }, body: '' };
  }

  function showCart({ fields, acceptLanguage }: ShopRequest, problem: CartProblem | null = null): ShopReply {
    const language = readLanguage(fields.get('lang'), acceptLanguage);
    const page = shopPage({
      cart: readCart(fields),
      number: readCartNumber(fields) ?? newCartNumber(),
      language,
      problem,
    });
    return { status: problem === null ? 200 : statusOf[problem], headers: htmlHeaders, body: page };
  }

  /** Redirects the browser to the checkout with its token in the fragment, which no server or log ever sees. */
  async function openCheckout(request: ShopRequest): Promise<ShopReply> {
    const cart = readCart(request.fields);
    const amount = totalRupiah(cart);
    if (amount === 0) return showCart(request);
    // One number for one cart, however often its button is pressed: the gateway returns the same checkout each time.
    const partnerReferenceNo = `senja-${readCartNumber(request.fields) ?? newCartNumber()}`;
    const checkout = { checkout: partnerReferenceNo };
    const input = {
      partnerReferenceNo,
      amount,
      title: shopName,
      goods: goodsOf(cart),
      // Names the checkout, for a browser that has several open.
      returnUrl: `${request.folder}checkout?${new URLSearchParams(checkout)}`,
    };
    const created = await gateway
      .request(CreateCheckoutDocument, { input, language: 'EN' })
      .catch(() => gateway.request(CreateCheckoutDocument, { input, language: 'EN' }))
      .catch(() => null);
    const result = created?.createCheckout;
    // The payment of this cart was opened with other goods, and may be paid any moment.
    if (result?.__typename === 'PartnerReferenceNoConflict') return showCart(request, 'changed');
    if (result?.__typename !== 'CreateCheckoutSuccess') return showCart(request, 'failed');
    const fragment = new URLSearchParams({ ...checkout, token: result.checkoutToken });
    return { status: 303, headers: { location: `checkout#${fragment}` }, body: '' };
  }
}

const statusOf: Readonly<Record<CartProblem, number>> = { failed: 502, changed: 409 };
