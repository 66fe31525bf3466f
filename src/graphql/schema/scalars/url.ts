import { builder } from '../builder.ts';
import { textScalar } from './text-scalar.ts';

/** DANA's longest URL (webRedirectUrl). What an order may carry is shorter; the use case says how much. */
const urlCharactersMax = 2048;

/** Schemes that belong to browsers and systems, never to a merchant's app: following one may run code. */
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
 * The form of a URL. Whether this one may be used is the allow-list's to say, in the use case: it alone knows
 * the environment and the merchant's app schemes.
 */
export function isAcceptableUrl(text: string): boolean {
  // `new URL` would silently drop white space and tabs: what is stored must be what was sent.
  if (text.length > urlCharactersMax || !/^[\x21-\x7e]+$/.test(text) || !URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return false;
  if (url.protocol === 'http:') return isLoopback(url.hostname);
  return !foreignSchemes.has(url.protocol);
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}
