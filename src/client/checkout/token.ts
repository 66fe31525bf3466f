import { keep, recall } from './browser-storage.ts';

/** The token of this tab, or the last one; followed by a colon and a checkout's name: the token of that checkout. */
const storageKey = 'gapura-checkout-token';
/** A tab that the shop did not open can use the token of another tab for this long. */
const sharedForMs = 60 * 60_000;

/**
 * Returns the checkout token that the shop passed as `#token=…`, or else the one of this tab, which survives
 * a reload, the phone's sleep and a visit to a wallet. Else that of another tab, for one hour: on a phone,
 * wallets often return into a new tab. A fragment never reaches a server; the page removes it from the
 * address at once, so that no history and no shared link contains it. Null if the payer did not come from a
 * shop.
 *
 * A browser may have several checkouts open, and the one that a payer returns to need not be the last one. So the
 * shop names it: `#checkout=<partnerReferenceNo>&token=…` opens it, and its `returnUrl` ends in `?checkout=…`. Each
 * name has a token of its own, and a name without a token shows no other checkout. An address without a name shows
 * the checkout of this tab, or else the last one.
 */
export function takeToken({ location, history }: Pick<Window, 'location' | 'history'>): string | null {
  const fragment = new URLSearchParams(location.hash.slice(1));
  const handed = fragment.get('token');
  if (handed !== null) {
    // The entry of the tab's history survives a reload where the browser allows no storage; no address shows it.
    history.replaceState({ [storageKey]: handed }, '', location.pathname + location.search);
  }
  const name = fragment.get('checkout') ?? new URLSearchParams(location.search).get('checkout');
  const key = name === null ? storageKey : `${storageKey}:${name}`;
  const token = handed ?? readEntry(history.state) ?? recall('sessionStorage', key) ?? readShared(key);
  if (token === null) return null;
  for (const known of new Set([key, storageKey])) {
    keep('sessionStorage', known, token);
    keep('localStorage', known, `${Date.now() + sharedForMs} ${token}`);
  }
  return token;
}

function readEntry(state: unknown): string | null {
  const token = typeof state === 'object' && state !== null ? Reflect.get(state, storageKey) : null;
  return typeof token === 'string' ? token : null;
}

function readShared(key: string): string | null {
  const [untilMs, token] = (recall('localStorage', key) ?? '').split(' ');
  return token !== undefined && Number(untilMs) > Date.now() ? token : null;
}
