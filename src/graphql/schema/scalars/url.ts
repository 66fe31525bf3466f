import { builder } from '../builder.ts';
import { textScalar } from './text-scalar.ts';

/**
 * The longest URL in DANA's API (webRedirectUrl). The limit of an order is shorter; the use case checks it.
 */
const urlCharactersMax = 2048;

/** Schemes of browsers and systems, never of a merchant's app: a link with one of them may run code. */
const foreignSchemes = new Set([
  'about:',
  'blob:',
  'chrome:',
  'content:',
  'data:',
  'file:',
  'filesystem:',
  'ftp:',
  'intent:',
  'javascript:',
  'mailto:',
  'sms:',
  'tel:',
  'vbscript:',
  'view-source:',
  'ws:',
  'wss:',
]);

builder.scalarType(
  'Url',
  textScalar({
    specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3986',
    description:
      'An absolute URL, for example https://shop.example/thanks. Its scheme is https, or http for loopback addresses ' +
      'outside production, or the own scheme of an app if that is on the allow-list.',
    expected:
      'A URL is absolute, printable ASCII, at most 2048 characters and without user or password: https, http on ' +
      "loopback, or an app's own scheme.",
    parse: (text) => (isAcceptableUrl(text) ? text : undefined),
    serialize: (url) => url,
  }),
);

/**
 * Whether the text has the form of an acceptable URL. The use case checks the allow-list, because it knows
 * the environment and the merchant's app schemes.
 */
export function isAcceptableUrl(text: string): boolean {
  // `new URL` would silently drop white space and tabs, but the gateway stores exactly what the client sent.
  if (text.length > urlCharactersMax || !/^[\x21-\x7e]+$/.test(text) || !URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return false;
  if (url.protocol === 'http:') return isLoopback(url.hostname);
  return !foreignSchemes.has(url.protocol);
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}
