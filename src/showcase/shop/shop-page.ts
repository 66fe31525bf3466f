import { type Cart, type Product, products, totalRupiah } from './cart.ts';
import { type Language, shopWords } from './shop-words.ts';

export const shopName = 'Kopi Senja';

/** Inline SVG, so that the shop loads no pictures. */
const pictures: Readonly<Record<Product['picture'], string>> = {
  bag: '<path fill="#8a5a3b" d="M18 14h28l4 40H14z"/><path fill="#6d4429" d="M18 14l3-6h22l3 6z"/><rect x="22" y="26" width="20" height="16" rx="2" fill="#f6e7d3"/><path fill="#6d4429" d="M32 29c4 2 4 8 0 10-4-2-4-8 0-10z"/>',
  dripper:
    '<path fill="#d98e5f" d="M12 16h40L38 40H26z"/><path fill="#b36a3e" d="M22 40h20v5H22z"/><path fill="none" stroke="#b36a3e" stroke-width="4" d="M50 20c8 0 8 12-3 12"/><path fill="#6d4429" d="M31 46h2v10h-2z"/>',
  cup: '<path fill="#7d93a5" d="M14 22h30v14a14 14 0 0 1-14 14h-2a14 14 0 0 1-14-14z"/><path fill="none" stroke="#7d93a5" stroke-width="4" d="M44 26c10 0 10 14-1 14"/><path fill="none" stroke="#b8a08c" stroke-width="3" stroke-linecap="round" d="M23 16c-2-4 2-4 0-8M33 16c-2-4 2-4 0-8"/>',
};

const rupiah = (amount: number) => `Rp${String(amount).replace(/\B(?=(?:\d{3})+$)/g, '.')}`;

/** Why a cart could not be paid: the gateway gave no checkout, or its payment is open with other goods. */
export type CartProblem = 'failed' | 'changed';

/** One cart as its page shows it. */
export interface CartView {
  readonly cart: Cart;
  readonly number: string;
  readonly language: Language;
  readonly problem: CartProblem | null;
}

/** Writes the cart page. It needs no script: a form that requests this page again changes a count. */
export function shopPage({ cart, number, language, problem }: CartView): string {
  const words = shopWords[language];
  const total = totalRupiah(cart);
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${shopName}</title>
<link rel="icon" href="checkout/icon.svg">
<link rel="stylesheet" href="shop/shop.css">
</head>
<body>
<header>
<p class="name">${shopName}</p>
<nav aria-label="${language === 'id' ? 'Bahasa' : 'Language'}">${languageLink('id')}${languageLink('en')}</nav>
</header>
<main>
<h1>${words.cart}</h1>
<form method="post" action="shop">
<input type="hidden" name="lang" value="${language}">
<input type="hidden" name="cart" value="${number}">
<ul>
${products.map((product) => line(product, cart, language)).join('\n')}
</ul>
<p class="total"><span>${words.total}</span> <strong>${rupiah(total)}</strong></p>
${problem === null ? '' : `<p class="failed" role="alert">${words[problem]}</p>`}
${problem === 'changed' ? `<p><a href="${addressOf(null, language)}">${words.newCart}</a></p>` : ''}
${total === 0 ? `<p class="hint">${words.empty}</p>` : `<button class="pay">${words.pay}</button>`}
</form>
<p class="hint">${words.behind}</p>
<p class="hint">${words.lead}</p>
</main>
</body>
</html>
`;

  /** The address of this cart, or of a new one with the same goods. */
  function addressOf(cartNumber: string | null, to: Language): string {
    const counts = Object.entries(cart).map(([id, count]) => [id, String(count)]);
    const own = cartNumber === null ? [] : [['cart', cartNumber]];
    return `shop?${new URLSearchParams([['lang', to], ...own, ...counts])}`.replaceAll('&', '&amp;');
  }

  function languageLink(to: Language): string {
    const current = to === language ? ' aria-current="true"' : '';
    return `<a href="${addressOf(number, to)}" lang="${to}"${current}>${to.toUpperCase()}</a>`;
  }
}

function line({ id, name, priceRupiah, picture }: Product, cart: Cart, language: Language): string {
  const words = shopWords[language];
  const count = cart[id] ?? 0;
  const step = (change: '-1' | '+1', sign: string, label: string, isPossible: boolean) =>
    `<button name="change" value="${id}:${change}" formmethod="get" formaction="shop" \
aria-label="${label}: ${name}"${isPossible ? '' : ' disabled'}>${sign}</button>`;
  return `<li>
<svg viewBox="0 0 64 64" aria-hidden="true">${pictures[picture]}</svg>
<div><p>${name}</p><p class="hint">${rupiah(priceRupiah)} ${words.each}</p></div>
<div class="count">${step('-1', '−', words.fewer, count > 0)}<output>${count}</output>${step('+1', '+', words.more, count < 9)}</div>
<input type="hidden" name="${id}" value="${count}">
</li>`;
}
