import { type HttpHandler, jsonReply } from '../http/http-server.ts';
import { findAsset } from './assets.ts';
import { deskPage } from './desk/desk-page.ts';
import { orderPage } from './desk/order-page.ts';
import type { Page, PageParts } from './page.ts';
import { bankPage } from './payer/bank-page.ts';
import { checkoutPage } from './payer/checkout-page.ts';
import { scanPage } from './payer/scan-page.ts';

const allPages: readonly Page[] = [deskPage, orderPage, checkoutPage, bankPage, scanPage];

/** The pages for people: the payer's three and the desk's two, with their style sheets and scripts. */
export function pages(parts: PageParts): HttpHandler {
  return (request) => {
    const { pathname } = request.url;
    const page = allPages.find((one) => one.path === pathname);
    if (page === undefined) return findAsset(request);
    const visit = { ...parts, request };
    if (request.method === 'GET' || request.method === 'HEAD') return page.show(visit);
    if (request.method !== 'POST')
      return jsonReply(405, { error: 'Use GET or POST here.' }, { allow: 'GET, POST' });
    return page.act(visit, new URLSearchParams(request.rawBody.toString()));
  };
}
