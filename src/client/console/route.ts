import { useEffect, useState } from 'preact/hooks';

/** The screens that the navigation leads to, in its sequence. */
export const screens = [
  'search',
  'overview',
  'approvals',
  'batches',
  'incidents',
  'pending',
  'deliveries',
  'settlement',
  'orders',
  'link',
] as const;
export type Screen = (typeof screens)[number];

/** What the page shows. It stands in the address, so that a reload, Back and a link to a colleague lead there. */
export type Route =
  /** `part`: what a screen shows of its list, if the address says so. */
  | { readonly screen: Screen; readonly part?: string }
  | { readonly screen: 'order'; readonly orderId: string };

const orderPrefix = '#order/';

/** The address of an order's screen. */
export const orderAddress = (orderId: string): string => orderPrefix + encodeURIComponent(orderId);

/** The address of a batch of refunds, by its number. */
export const batchAddress = (batchNo: string): string => `#batches/${encodeURIComponent(batchNo)}`;

/** The address of a payment link, by the id of its checkout. */
export const linkAddress = (checkoutId: string): string => `#link/${encodeURIComponent(checkoutId)}`;

/** Reads an address; one that leads nowhere leads to the search. */
export function readRoute(hash: string): Route {
  try {
    if (hash.startsWith(orderPrefix))
      return { screen: 'order', orderId: decodeURIComponent(hash.slice(orderPrefix.length)) };
    const [name, part] = hash.slice(1).split('/');
    const screen = screens.find((one) => one === name) ?? 'search';
    return part ? { screen, part: decodeURIComponent(part) } : { screen };
  } catch {
    return { screen: 'search' };
  }
}

/** The route of the present address. */
export function useRoute(): Route {
  const [route, setRoute] = useState(() => readRoute(location.hash));
  useEffect(() => {
    const follow = () => setRoute(readRoute(location.hash));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return route;
}
