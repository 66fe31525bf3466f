import type { HttpReply } from '../http/http-server.ts';
import { type Html, html } from './html.ts';

/** A whole page, ready to be wrapped and sent. */
export interface PageDocument {
  /** 200 unless said otherwise. */
  httpStatus?: number;
  language: 'en' | 'id';
  title: string;
  /** Which style sheet and which colours. */
  look: 'checkout' | 'bank' | 'scan' | 'desk';
  /** The simulator's clock when the page was made; countdowns go on from it. */
  now: Date;
  /** The order whose changes make the page reload itself: an order's id, * for every order, null for none. */
  watches: string | null;
  /**
   * The allowed targets of forms, which browsers apply to redirects after a form too. Default: this simulator
   * only.
   */
  formTargets?: string;
  content: Html;
}

/** Style sheets of the desk and of the payer's pages; shared styles come first. */
const sheetNames = {
  desk: ['base', 'desk', 'desk-orders', 'desk-details'],
  payer: ['base', 'payer', 'payer-forms'],
};

/** Scripts, styles and connections are our own, nothing is inline, and nobody may frame a page that pays. */
function securityPolicy(formTargets: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    `form-action ${formTargets}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** The page as an HTTP answer, never cached: it shows a state that changes. */
export function pageReply(page: PageDocument): HttpReply {
  const sheets = sheetNames[page.look === 'desk' ? 'desk' : 'payer'].map(
    (name) => html`<link rel="stylesheet" href="/assets/${name}.css">\n`,
  );
  const watches = page.watches !== null && html` data-watches="${page.watches}"`;
  const body = html`<!doctype html>
<html lang="${page.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${page.title}</title>
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
${sheets}<script type="module" src="/assets/page.js"></script>
</head>
<body data-look="${page.look}" data-now="${page.now.toISOString()}"${watches}>
${page.content}
<p id="announcement" class="visually-hidden" role="status" data-keep></p>
</body>
</html>`;
  return {
    kind: 'reply',
    httpStatus: page.httpStatus ?? 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': securityPolicy(page.formTargets ?? "'self'"),
      'cache-control': 'no-store',
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      vary: 'accept-language',
    },
    body: body.toString(),
  };
}

/** Redirects the browser after a form, so that a reload repeats nothing. */
export function seeOther(location: string): HttpReply {
  return { kind: 'reply', httpStatus: 303, headers: { location, 'cache-control': 'no-store' }, body: '' };
}
