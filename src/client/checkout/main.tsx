import { render } from 'preact';
import { createGatewayClient } from '../core/gateway-client.ts';
import { screenOf } from '../elements/checkout-view.ts';
import type { Language } from '../elements/wording.ts';
import { App } from './app.tsx';
import { openCheckout, withoutToken } from './checkout-session.ts';
import { followDevice } from './follow-device.ts';
import { createServerClock } from './server-clock.ts';
import { takeToken } from './token.ts';
import { chosenLanguage, firstLanguage, rememberLanguage, wordings } from './wording/choose-language.ts';

/**
 * The entry of the page in a browser: it reads the address and the root element, and listens to the device.
 */
const root = document.getElementById('checkout');
if (root === null) throw new Error('The page has no element with the id checkout.');
const { gateway = '/graphql', shop = '', shopName = '', simulator = '' } = root.dataset;
const shopLink = { name: shopName || null, url: shop || null };
const token = takeToken(window);
const clock = createServerClock();
let wording = wordings[firstLanguage(navigator.languages, chosenLanguage())];

const url = new URL(gateway, location.href).href;
const session =
  token === null
    ? withoutToken
    : openCheckout({
        client: createGatewayClient({ url, token }),
        clock,
        language: wording.code,
        onChange: () => show(),
        leave: (address) => location.assign(address),
      });

function show(): void {
  document.documentElement.lang = wording.language;
  const isReceipt = screenOf(session.view(), clock.now()) === 'receipt';
  document.title = isReceipt ? wording.receipt.title : wording.pageTitle;
  if (root === null) return;
  render(
    <App
      actions={session}
      view={session.view()}
      wording={wording}
      nowMs={clock.now()}
      shop={shopLink}
      simulator={simulator || null}
      speak={speak}
    />,
    root,
  );
}

function speak(language: Language): void {
  wording = wordings[language];
  rememberLanguage(language);
  session.speak(wording.code);
  show();
}

show();
setInterval(show, 1_000);
followDevice(session);
// The shop opened another checkout in the same tab.
addEventListener('hashchange', () => location.reload());
