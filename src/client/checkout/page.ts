import { escapeHtml } from './escape-html.ts';

/** Where a checkout page finds what it needs. Merchants who host the page write these into its root element. */
export interface PageSetting {
  /** Folder of the script and the styles, as the page's address sees it: "./", or "checkout/". */
  readonly assets: string;
  /** The gateway's GraphQL endpoint: absolute, or a path where the page is served from the same host. */
  readonly gateway: string;
  /** Where "back to the shop" leads; null: there is no such link. */
  readonly shop: string | null;
  readonly shopName: string | null;
  /** Where a simulated DANA has its payer's pages: the embedded mode's. With the real one: null. */
  readonly simulator: string | null;
}

/**
 * What the page may load and whom it may talk to: its own files, and the gateway by HTTP and WebSocket. A QR code is a
 * data URI. Nothing that stands in an answer can become a script.
 */
export function pagePolicy(gateway: string): string {
  const { origin } = new URL(gateway, 'http://same.invalid');
  const isSameHost = origin === 'http://same.invalid';
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    `connect-src ${isSameHost ? "'self'" : `${origin} ${origin.replace(/^http/, 'ws')}`}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/** The page's HTML. The language is set by the script, which knows what the payer prefers. */
export function checkoutPage({ assets, gateway, shop, shopName, simulator }: PageSetting): string {
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
<link rel="icon" href="${assets}icon.svg">
<link rel="stylesheet" href="${assets}checkout.css">
<script type="module" src="${assets}checkout.js"></script>
</head>
<body>
<noscript>Halaman pembayaran ini memerlukan JavaScript. This payment page needs JavaScript.</noscript>
<div id="checkout"${data('gateway', gateway)}${data('shop', shop)}${data('shop-name', shopName)}${data('simulator', simulator)}></div>
</body>
</html>
`;
}

/** What the script reads of the root element. */
function data(name: string, value: string | null): string {
  if (value === null) return '';
  return ` data-${name}="${escapeHtml(value)}"`;
}
