import { keep, recall } from './browser-storage.ts';

/** One key for all checkouts: the shop's next checkout replaces the previous one. */
const storageKey = 'gapura-checkout-token';
/** A tab that the shop did not open can use the token of another tab for this long. */
const sharedForMs = 60 * 60_000;

/**
 * Returns the checkout token that the shop passed as `#token=…`, or else the one of this tab, which survives
 * a reload, the phone's sleep and a visit to a wallet. Else that of another tab, for one hour: on a phone,
 * wallets often return into a new tab. A fragment never reaches a server; the page removes it from the
 * address at once, so that no history and no shared link contains it. Null if the payer did not come from a
 * shop.
 */
export function takeToken({ location, history }: Pick<Window, 'location' | 'history'>): string | null {
  const handed = new URLSearchParams(location.hash.slice(1)).get('token');
  if (handed !== null) history.replaceState(null, '', location.pathname + location.search);
  const token = handed ?? recall('sessionStorage', storageKey) ?? readShared();
  if (token === null) return null;
  keep('sessionStorage', storageKey, token);
  keep('localStorage', storageKey, `${Date.now() + sharedForMs} ${token}`);
  return token;
}

function readShared(): string | null {
  const [untilMs, token] = (recall('localStorage', storageKey) ?? '').split(' ');
  return token !== undefined && Number(untilMs) > Date.now() ? token : null;
}
