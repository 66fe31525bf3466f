import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { CheckoutView } from './checkout-view.ts';
import type { PayerActions } from './payer-actions.ts';
import type { Wording } from './wording.ts';

/** What every part of the page may need. */
export interface PageContext {
  readonly actions: PayerActions;
  readonly view: CheckoutView;
  readonly wording: Wording;
  /** The gateway's time, in milliseconds since the epoch; new every second. */
  readonly nowMs: number;
  /** The address of the simulator's pages for payers; null with the real DANA. */
  readonly simulator: string | null;
  /** After this time on the receipt the page goes on to the checkout's `successUrl` by itself; null: only by a button. */
  readonly returnsAfterMs: number | null;
  readonly shop: {
    readonly name: string | null;
    readonly url: string | null;
    /** The address of the shop's logo; null shows the name. */
    readonly logo: string | null;
  };
  /** Marks of banks and wallets that the merchant may show, by `payOption` or `payMethod`: addresses of pictures. */
  readonly marks: Readonly<Record<string, string>>;
}

const Context = createContext<PageContext | null>(null);
export const PageProvider = Context.Provider;

/** The context of the page around the calling component. Throws when there is none. */
export function usePage(): PageContext {
  const page = useContext(Context);
  if (page === null) throw new Error('This part of the checkout is shown outside its page.');
  return page;
}
