import { mountCheckout } from './mount-checkout.tsx';
import { readMarks } from './read-marks.ts';
import { takeToken } from './token.ts';
import { chosenLanguage, firstLanguage, rememberLanguage } from './wording/choose-language.ts';

/** The entry of the page in a browser: it reads the address and the root element. */
const root = document.getElementById('checkout');
if (root === null) throw new Error('The page has no element with the id checkout.');
const {
  gateway = '/graphql',
  shop = '',
  shopName = '',
  simulator = '',
  logo = '',
  marks = '',
  returnsAfterMs,
} = root.dataset;

root.replaceChildren();
mountCheckout(root, {
  gateway: new URL(gateway, location.href).href,
  token: takeToken(window),
  language: firstLanguage(navigator.languages, chosenLanguage()),
  shop: { name: shopName || null, url: shop || null, logo: logo || null },
  marks: readMarks(marks),
  simulator: simulator || null,
  returnsAfterMs: returnsAfterMs === undefined ? null : Number(returnsAfterMs),
  onLanguage: rememberLanguage,
  onShow(_view, screen, wording) {
    document.documentElement.lang = wording.language;
    document.title = screen === 'receipt' ? wording.receipt.title : wording.pageTitle;
  },
  leave: (address) => location.assign(address),
});
// The shop opened another checkout in the same tab.
addEventListener('hashchange', () => location.reload());
