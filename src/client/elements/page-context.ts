import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { CheckoutView } from './checkout-view.ts';
import type { LanguageCode, Wording } from './wording.ts';

/** What the payer chose to pay with. */
export interface PayerChoice {
  readonly payMethod: string;
  readonly payOption: string | null;
  /** Null unless DANA requires it for the method; see `needsPhone`. */
  readonly phoneNumber: string | null;
}

/** What a payer can do on the page. */
export interface PayerActions {
  /**
   * Opens an attempt with this choice; the gateway cancels the earlier one. Never rejects: the view shows the
   * result.
   */
  pay(choice: PayerChoice): Promise<void>;
  /** Shows the payment methods again, or the earlier choice. Nothing is cancelled by this. */
  choose(isChoosing: boolean): void;
  /** Shows the texts of the gateway in this language. */
  speak(language: LanguageCode): void;
  /** Reads the checkout at once: the page is visible again, or the network came back. */
  resume(): void;
}

/** What every part of the page may need. */
export interface PageContext {
  readonly actions: PayerActions;
  readonly view: CheckoutView;
  readonly wording: Wording;
  /** The gateway's time, in milliseconds since the epoch; new every second. */
  readonly nowMs: number;
  /** The address of the simulator's pages for payers; null with the real DANA. */
  readonly simulator: string | null;
  readonly shop: { readonly name: string | null; readonly url: string | null };
}

const Context = createContext<PageContext | null>(null);
export const PageProvider = Context.Provider;

/** The context of the page around the calling component. Throws when there is none. */
export function usePage(): PageContext {
  const page = useContext(Context);
  if (page === null) throw new Error('This part of the checkout is shown outside its page.');
  return page;
}
