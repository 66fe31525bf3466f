import { keep, recall } from './browser-storage.ts';

/** One checkout at a time: the shop's next one takes its place. */
const storageKey = 'gapura-checkout-token';
/** A tab that was not opened by the shop finds the token of another one for this long. */
const sharedForMs = 60 * 60_000;

/**
 * The checkout token that the shop handed over as `#token=…`, or the one of this tab, which reload, the phone's sleep
 * and a visit to a wallet leave in place. Else that of another tab, for an hour: on a phone, wallets often lead back
 * into a new one. A fragment never reaches a server; it is taken out of the address at once, so that it stands in no
 * history and on no shared link. Null where the payer did not come from a shop.
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
