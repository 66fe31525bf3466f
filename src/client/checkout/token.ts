import { keep, recall } from './browser-storage.ts';

/** One checkout at a time: the shop's next one takes its place. */
const storageKey = 'gapura-checkout-token';

/**
 * The checkout token that the shop handed over as `#token=…`, or the one of this tab, which reload, the phone's sleep
 * and a visit to a wallet leave in place. A fragment never reaches a server; it is taken out of the address at once, so
 * that it stands in no history and on no shared link. Null where the payer did not come from a shop.
 */
export function takeToken({ location, history }: Pick<Window, 'location' | 'history'>): string | null {
  const handed = new URLSearchParams(location.hash.slice(1)).get('token');
  if (handed === null) return recall('sessionStorage', storageKey);
  keep('sessionStorage', storageKey, handed);
  history.replaceState(null, '', location.pathname + location.search);
  return handed;
}
