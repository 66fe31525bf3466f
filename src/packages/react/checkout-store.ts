import {
  type CheckoutSession,
  openCheckout,
  type SessionOptions,
} from '../../client/checkout/checkout-session.ts';
import { followDevice } from '../../client/checkout/follow-device.ts';
import { type CheckoutView, firstView } from '../../client/elements/checkout-view.ts';
import type { PayerActions } from '../../client/elements/payer-actions.ts';
import type { LanguageCode } from '../../client/elements/wording.ts';

/** A checkout for `useSyncExternalStore`: read and followed while anybody listens. */
export interface CheckoutStore {
  view(): CheckoutView;
  readonly actions: PayerActions;
  /** Reads the checkout and the ways to pay once more. */
  readAgain(): void;
  subscribe(listener: () => void): () => void;
}

/** Makes the store of one checkout. Nothing is requested before the first listener comes. */
export function makeCheckoutStore(options: Omit<SessionOptions, 'onChange'>): CheckoutStore {
  const listeners = new Set<() => void>();
  let { language } = options;
  let session: CheckoutSession | null = null;
  let endFollowing = () => {};
  let view = firstView;

  function open(): CheckoutSession {
    const opened = openCheckout({
      ...options,
      language,
      onChange() {
        if (session !== opened) return;
        view = opened.view();
        for (const listener of listeners) listener();
      },
    });
    return opened;
  }

  return {
    view: () => view,
    actions: {
      pay: async (choice) => session?.pay(choice),
      choose: (isChoosing) => session?.choose(isChoosing),
      speak(wanted: LanguageCode) {
        if (wanted === language) return;
        language = wanted;
        session?.speak(wanted);
      },
      resume: () => session?.resume(),
    },
    readAgain: () => session?.speak(language),
    subscribe(listener) {
      listeners.add(listener);
      if (session === null) {
        session = open();
        endFollowing = followDevice(session);
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        endFollowing();
        session?.close();
        session = null;
        // Whoever comes next must not read that a connection is live or a choice under way.
        view = { ...view, connection: null, isPaying: false };
      };
    },
  };
}
