import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { createServerClock } from '../../client/checkout/server-clock.ts';
import { createGatewayClient } from '../../client/core/gateway-client.ts';
import { type CheckoutView, firstView, type PaymentOption } from '../../client/elements/checkout-view.ts';
import type { PayerActions } from '../../client/elements/payer-actions.ts';
import type { LanguageCode } from '../../client/elements/wording.ts';
import { makeCheckoutStore } from './checkout-store.ts';

/** Which checkout to show, and where. */
export interface CheckoutOptions {
  /** The gateway's GraphQL endpoint, absolute: https://pay.shop.example/graphql */
  readonly gateway: string;
  /** The `checkoutToken` that the shop's server got from createCheckout. */
  readonly token: string;
  /** The language of the gateway's texts: names of methods, and reasons. The default is ID. */
  readonly language?: LanguageCode;
}

/** A checkout, and what the payer can do with it. */
export interface OpenCheckout extends CheckoutView, Pick<PayerActions, 'pay' | 'choose'> {
  /** The ways to pay; empty until they are known. */
  readonly options: readonly PaymentOption[];
  /** Why there are no ways to pay, for the payer, for example because DANA does not answer; null if there are some. */
  readonly optionsProblem: string | null;
  /** Reads the checkout and the ways to pay once more, for a button beside `optionsProblem`. */
  readonly readAgain: () => void;
}

/**
 * Opens one checkout and renders again with each change: what can be chosen, the current attempt, how it ends. `pay`
 * opens an attempt; a later choice replaces it, and the gateway cancels the earlier one. After a choice that continues
 * at DANA or in a wallet, the browser is sent there; it returns to the `returnUrl` of the checkout.
 */
export function useCheckout({ gateway, token, language = 'ID' }: CheckoutOptions): OpenCheckout {
  const store = useMemo(
    () =>
      makeCheckoutStore({
        client: createGatewayClient({ url: gateway, token }),
        clock: createServerClock(),
        language: 'ID',
        leave: (url) => location.assign(url),
      }),
    [gateway, token],
  );
  // Before the subscription, whose first read then speaks it already.
  useEffect(() => store.actions.speak(language), [store, language]);
  const view = useSyncExternalStore(store.subscribe, store.view, () => firstView);
  const offered = view.checkout?.paymentOptions;
  const isListed = offered === undefined || offered.__typename === 'PaymentOptions';
  return {
    ...view,
    options: offered?.__typename === 'PaymentOptions' ? offered.options : [],
    optionsProblem: isListed ? null : offered.message,
    readAgain: store.readAgain,
    pay: store.actions.pay,
    choose: store.actions.choose,
  };
}
