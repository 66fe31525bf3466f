import { GapuraCheckout } from './gapura-checkout.ts';

/** The entry of `@gapura/checkout`: importing it defines the element `<gapura-checkout>`. */
if (globalThis.customElements?.get('gapura-checkout') === undefined)
  globalThis.customElements?.define('gapura-checkout', GapuraCheckout);

declare global {
  interface HTMLElementTagNameMap {
    'gapura-checkout': GapuraCheckout;
  }
}

export { GapuraCheckout, type GapuraCheckoutEvents } from './gapura-checkout.ts';
