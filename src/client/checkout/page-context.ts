import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { CheckoutSession } from './checkout-session.ts';
import type { CheckoutView } from './checkout-view.ts';
import type { Wording } from './wording/wording.ts';

/** What every part of the page may need. */
export interface PageContext {
  readonly session: CheckoutSession;
  readonly view: CheckoutView;
  readonly wording: Wording;
  /** The gateway's time, in milliseconds since the epoch; new every second. */
  readonly nowMs: number;
  /** Where a simulated DANA has its payer's pages; null with the real one. */
  readonly simulator: string | null;
  readonly shop: { readonly name: string | null; readonly url: string | null };
}

const Context = createContext<PageContext | null>(null);
export const PageProvider = Context.Provider;

/** Throws outside the page: nothing of it is shown alone. */
export function usePage(): PageContext {
  const page = useContext(Context);
  if (page === null) throw new Error('This part of the checkout is shown outside its page.');
  return page;
}
