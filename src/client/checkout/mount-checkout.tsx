import { render } from 'preact';
import { createGatewayClient } from '../core/gateway-client.ts';
import { type CheckoutView, type Screen, screenOf } from '../elements/checkout-view.ts';
import type { PageContext } from '../elements/page-context.ts';
import type { Language, Wording } from '../elements/wording.ts';
import { App } from './app.tsx';
import { openCheckout, withoutToken } from './checkout-session.ts';
import { followDevice } from './follow-device.ts';
import { joinOtherTabs, type OtherTabs } from './other-tabs.ts';
import { createServerClock } from './server-clock.ts';
import { wordings } from './wording/choose-language.ts';

/** The countdown's step. */
const stepMs = 1_000;

/** What a checkout needs from the page or the element around it. */
export interface CheckoutSetting
  extends Pick<PageContext, 'shop' | 'marks' | 'simulator' | 'returnsAfterMs'> {
  /** The gateway's GraphQL endpoint, absolute. */
  readonly gateway: string;
  /** Null: the payer did not come from a shop. */
  readonly token: string | null;
  readonly language: Language;
  /** Hears of the payer's choice of language; null hides the choice. */
  readonly onLanguage: ((language: Language) => void) | null;
  /** Called with everything that is shown, also every second. */
  readonly onShow: (view: CheckoutView, screen: Screen, wording: Wording) => void;
  /** Sends the payer to a wallet or to DANA's page. */
  readonly leave: (url: string) => void;
}

/** A checkout on a page. */
export interface MountedCheckout {
  speak(language: Language): void;
  /** Removes it from the page and ends its connections. */
  close(): void;
}

/** Shows a checkout in `root` and follows it until `close`. */
export function mountCheckout(root: HTMLElement, setting: CheckoutSetting): MountedCheckout {
  const { shop, marks, simulator, returnsAfterMs, token } = setting;
  const clock = createServerClock();
  let wording = wordings[setting.language];
  let tabs: OtherTabs | null = null;
  let told = '';
  let isClosed = false;
  const session =
    token === null
      ? withoutToken
      : openCheckout({
          client: createGatewayClient({ url: setting.gateway, token }),
          clock,
          language: wording.code,
          onChange() {
            followTabs();
            show();
          },
          leave: setting.leave,
        });

  /** Joins the tabs once the checkout's number is known, and tells them of each state of its order. */
  function followTabs(): void {
    const { checkout, order } = session.view();
    if (checkout === null) return;
    tabs ??= joinOtherTabs(checkout.partnerReferenceNo, () => session.resume());
    const state = order === null ? '' : `${order.id} ${order.version}`;
    if (state !== told) tabs.tell();
    told = state;
  }

  function show(): void {
    if (isClosed) return;
    const view = session.view();
    const nowMs = clock.now();
    setting.onShow(view, screenOf(view, nowMs), wording);
    const onLanguage = setting.onLanguage === null ? null : choose;
    const page = { actions: session, view, wording, nowMs, shop, marks, simulator, returnsAfterMs };
    render(<App {...page} speak={onLanguage} />, root);
  }

  function speak(language: Language): void {
    if (wording.language === language) return;
    wording = wordings[language];
    session.speak(wording.code);
    show();
  }

  function choose(language: Language): void {
    setting.onLanguage?.(language);
    speak(language);
  }

  show();
  const timer = setInterval(show, stepMs);
  const endFollowing = followDevice(session);
  return {
    speak,
    close() {
      isClosed = true;
      clearInterval(timer);
      endFollowing();
      tabs?.close();
      session.close();
      render(null, root);
    },
  };
}
