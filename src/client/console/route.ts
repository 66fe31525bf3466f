import { useEffect, useState } from 'preact/hooks';

/** The screens that the navigation leads to, in its sequence. */
export const screens = [
  'search',
  'overview',
  'approvals',
  'incidents',
  'pending',
  'deliveries',
  'settlement',
  'orders',
] as const;
export type Screen = (typeof screens)[number];

/** What the page shows. It stands in the address, so that a reload, Back and a link to a colleague lead there. */
export type Route = { readonly screen: Screen } | { readonly screen: 'order'; readonly orderId: string };

const orderPrefix = '#order/';

/** The address of an order's screen. */
export const orderAddress = (orderId: string): string => orderPrefix + encodeURIComponent(orderId);

/** Reads an address; one that leads nowhere leads to the search. */
export function readRoute(hash: string): Route {
  if (hash.startsWith(orderPrefix)) {
    try {
      return { screen: 'order', orderId: decodeURIComponent(hash.slice(orderPrefix.length)) };
    } catch {
      return { screen: 'search' };
    }
  }
  return { screen: screens.find((screen) => hash === `#${screen}`) ?? 'search' };
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
