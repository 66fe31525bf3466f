import { createHash } from 'node:crypto';
import { type AssetNames, plainNames } from './checkout-files.ts';
import { escapeHtml } from './escape-html.ts';
import { skeleton, skeletonStyles } from './skeleton.ts';

/** The settings of a checkout page. Merchants who host the page write them into its root element. */
export interface PageSetting {
  /** The folder of the script and the styles, relative to the page: "./" or "checkout/". */
  readonly assets: string;
  /** The gateway's GraphQL endpoint: an absolute URL, or a path if the page is on the same host. */
  readonly gateway: string;
  /** The target of "back to the shop"; null hides the link. */
  readonly shop: string | null;
  readonly shopName: string | null;
  /** The address of the simulator's pages for payers, in the embedded mode; null with the real DANA. */
  readonly simulator: string | null;
  /** The names of the page's files in `assets`; the default is their plain ones. */
  readonly names?: AssetNames;
  /** The address of the shop's logo, relative to the page. */
  readonly logo?: string | null;
  /** The addresses of marks that the merchant may show, relative to the page; each is named after its option. */
  readonly marks?: readonly string[];
  /** After this time on the receipt the page goes on to the checkout's `successUrl`; default: only by a button. */
  readonly returnsAfterMs?: number | null;
}

/**
 * The Content-Security-Policy of the page. It allows the page's own files, data URIs for QR codes, and
 * connections to the gateway by HTTP and WebSocket. No content of an answer can become a script.
 */
export function pagePolicy(gateway: string): string {
  const { origin } = new URL(gateway, 'http://same.invalid');
  const isSameHost = origin === 'http://same.invalid';
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'sha256-${createHash('sha256').update(skeletonStyles).digest('base64')}'`,
    "img-src 'self' data:",
    `connect-src ${isSameHost ? "'self'" : `${origin} ${origin.replace(/^http/, 'ws')}`}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/** Returns the page's HTML. The script sets the language, because it knows the payer's preference. */
export function checkoutPage(setting: PageSetting): string {
  const { assets, gateway, shop, shopName, simulator, names = plainNames, logo = null, marks = [] } = setting;
  const returnsAfterMs = setting.returnsAfterMs ?? null;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="${pagePolicy(gateway)}">
<title>Payment</title>
<link rel="icon" href="${assets}${names['icon.svg']}">
<link rel="preload" as="style" href="${assets}${names['checkout.css']}">
<script type="module" src="${assets}${names['checkout.js']}"></script>
<style>${skeletonStyles}</style>
</head>
<body>
<noscript>Halaman pembayaran ini memerlukan JavaScript. This payment page needs JavaScript.</noscript>
<div id="checkout"${data('gateway', gateway)}${data('shop', shop)}${data('shop-name', shopName)}${data('simulator', simulator)}${data('logo', logo)}${data('returns-after-ms', returnsAfterMs === null ? null : String(returnsAfterMs))}${data('marks', marks.length === 0 ? null : marks.join(' '))}>${skeleton}</div>
<link rel="stylesheet" href="${assets}${names['checkout.css']}">
</body>
</html>
`;
}

/** A data attribute of the root element, for the script. */
function data(name: string, value: string | null): string {
  if (value === null) return '';
  return ` data-${name}="${escapeHtml(value)}"`;
}
