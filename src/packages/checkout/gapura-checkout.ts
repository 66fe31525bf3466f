import { type Brand, brandStyles, usableBrand } from '../../client/checkout/brand.ts';
import { elementRoots } from '../../client/checkout/element-styles.ts';
import { type MountedCheckout, mountCheckout } from '../../client/checkout/mount-checkout.tsx';
import { readMarks } from '../../client/checkout/read-marks.ts';
import { firstLanguage } from '../../client/checkout/wording/choose-language.ts';
import type { OrderFieldsFragment } from '../../client/core/generated/graphql.ts';
import { type CheckoutView, isOpen, isPaid } from '../../client/elements/checkout-view.ts';

/** The styles of the checkout; the build of the package writes them here. */
declare const CHECKOUT_STYLES: string;

/** The events of `<gapura-checkout>`, each a CustomEvent. */
export interface GapuraCheckoutEvents {
  /** The gateway shows the order as paid. The shop's server decides what the shop does. */
  paid: CustomEvent<OrderFieldsFragment>;
  /** An attempt ended unpaid; the payer may choose again. */
  ended: CustomEvent<OrderFieldsFragment>;
  /** `REFUSED`: the token is wrong or has expired. `UNREACHABLE`: no gateway answers yet; the element keeps trying. */
  error: CustomEvent<{ readonly code: 'REFUSED' | 'UNREACHABLE' }>;
}

/** Long enough to read that the payment has arrived. */
const autoReturnMs = 5_000;

// A server has no elements; it may import this file all the same.
const Base = (globalThis.HTMLElement ?? class {}) as typeof HTMLElement;

/**
 * `<gapura-checkout gateway="https://pay.shop.example/graphql" token="…">`: the reference checkout inside a page of the
 * shop. Its styles and the page's do not meet. Attributes: `gateway`, `token`, `language` (id, en; without it the payer
 * chooses), `theme` (light, dark), `shop`, `shop-name`, `logo`, `marks`, `color`, `radius`, `font`, `auto-return`.
 */
export class GapuraCheckout extends Base {
  static readonly observedAttributes = [
    ...['gateway', 'token', 'language', 'shop', 'shop-name', 'logo', 'marks', 'color', 'radius', 'font'],
  ];
  readonly #styles: { text: (css: string) => void }[] = [];
  #root: HTMLElement | null = null;
  #mounted: MountedCheckout | null = null;
  /** The checkout that is shown, and what was dispatched about it. */
  #shown = '';
  #reportedOrder = '';
  #reportedStage = '';
  /** What is wrong with its look, to say each fault once. */
  #faults: ReadonlySet<string> = new Set();
  #isOpening = false;

  connectedCallback(): void {
    if (this.#root === null) this.#root = this.#makeRoot();
    this.#dress();
    this.#openSoon();
  }

  disconnectedCallback(): void {
    this.#close();
  }

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (before === after || !this.isConnected) return;
    if (name === 'color' || name === 'radius' || name === 'font') this.#dress();
    else if (name === 'language' && before !== null && after !== null) this.#mounted?.speak(this.#language());
    else this.#openSoon();
  }

  #makeRoot(): HTMLElement {
    const shadow = this.attachShadow({ mode: 'open' });
    for (const css of [CHECKOUT_STYLES, '']) this.#styles.push(addStyles(shadow, css));
    const root = document.createElement('div');
    root.id = 'checkout';
    shadow.append(root);
    return root;
  }

  /** Several attributes that change together open one checkout. */
  #openSoon(): void {
    if (this.#isOpening) return;
    this.#isOpening = true;
    queueMicrotask(() => {
      this.#isOpening = false;
      this.#close();
      if (this.isConnected) this.#open();
    });
  }

  #open(): void {
    const gateway = this.getAttribute('gateway');
    const token = this.getAttribute('token');
    if (gateway === null || token === null || this.#root === null) return;
    const shown = `${gateway} ${token}`;
    if (shown !== this.#shown) this.#reportedOrder = '';
    this.#shown = shown;
    this.#reportedStage = '';
    this.#mounted = mountCheckout(this.#root, {
      gateway: new URL(gateway, document.baseURI).href,
      token,
      language: this.#language(),
      shop: {
        name: this.getAttribute('shop-name'),
        url: this.getAttribute('shop'),
        logo: this.getAttribute('logo'),
      },
      marks: readMarks(this.getAttribute('marks') ?? ''),
      simulator: null,
      returnsAfterMs: this.hasAttribute('auto-return') ? autoReturnMs : null,
      onLanguage: this.hasAttribute('language') ? null : () => undefined,
      onShow: (view) => this.#report(view),
      leave: (url) => location.assign(url),
    });
  }

  #close(): void {
    this.#mounted?.close();
    this.#mounted = null;
  }

  #language() {
    return firstLanguage(navigator.languages, this.getAttribute('language'));
  }

  /** Dispatches one event for each thing that happens, however often it is shown, also after the element was moved. */
  #report({ stage, order }: CheckoutView): void {
    const isFinal = order !== null && !isOpen(order);
    if (isFinal) {
      const end = `${order.id} ${isPaid(order)}`;
      if (end !== this.#reportedOrder) this.#tell(isPaid(order) ? 'paid' : 'ended', order);
      this.#reportedOrder = end;
    }
    const isNews = stage !== this.#reportedStage;
    this.#reportedStage = stage;
    if (isNews && (stage === 'refused' || stage === 'unreachable'))
      this.#tell('error', { code: stage.toUpperCase() });
  }

  #tell(type: keyof GapuraCheckoutEvents, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true }));
  }

  #dress(): void {
    const { brand, faults } = usableBrand(brandOf(this));
    for (const fault of faults) if (!this.#faults.has(fault)) console.warn(`<gapura-checkout>: ${fault}`);
    this.#faults = new Set(faults);
    this.#styles[1]?.text(brandStyles(brand, elementRoots));
  }
}

function brandOf(element: HTMLElement): Brand {
  const radius = element.getAttribute('radius');
  return {
    color: element.getAttribute('color'),
    font: element.getAttribute('font'),
    radiusPx: radius === null ? null : Number(radius.trim() || Number.NaN),
  };
}

/** Adds a sheet of styles; returns how to replace its text. Safari before 16.4 has no sheets that can be made here. */
function addStyles(shadow: ShadowRoot, css: string): { text: (css: string) => void } {
  if (!('replaceSync' in CSSStyleSheet.prototype)) {
    const element = document.createElement('style');
    element.textContent = css;
    shadow.append(element);
    return {
      text(changed) {
        element.textContent = changed;
      },
    };
  }
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets, sheet];
  return { text: (changed) => sheet.replaceSync(changed) };
}
