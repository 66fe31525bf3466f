import { randomBytes } from 'node:crypto';

/** What the sample shop sells. The server sets the prices; a browser sends only the counts. */
export interface Product {
  readonly id: string;
  readonly name: string;
  readonly priceRupiah: number;
  readonly picture: 'bag' | 'dripper' | 'cup';
  readonly countFirst: number;
}

export const products: readonly Product[] = [
  { id: 'gayo', name: 'Kopi Gayo 250 g', priceRupiah: 89_000, picture: 'bag', countFirst: 2 },
  { id: 'v60', name: 'V60 Dripper', priceRupiah: 145_000, picture: 'dripper', countFirst: 1 },
  { id: 'cangkir', name: 'Cangkir Keramik', priceRupiah: 65_000, picture: 'cup', countFirst: 0 },
];

const countMax = 9;

/** The number that a form or an address gives the cart; null if it gives none. */
export function readCartNumber(fields: URLSearchParams): string | null {
  const number = fields.get('cart') ?? '';
  return /^[0-9a-f]{12}$/.test(number) ? number : null;
}

/** The number of a new cart. It stands in the cart's address, so that Back leads to the same cart. */
export function newCartNumber(): string {
  return randomBytes(6).toString('hex');
}

/** The count of each product, by the product's id. */
export type Cart = Readonly<Record<string, number>>;

/** Reads the cart from a form or a URL. A count that is missing or has more than one digit is `countFirst`. */
export function readCart(fields: URLSearchParams): Cart {
  const change = /^(\w+):([+-]1)$/.exec(fields.get('change') ?? '');
  return Object.fromEntries(
    products.map(({ id, countFirst }) => {
      const text = fields.get(id) ?? '';
      const count = /^\d$/.test(text) ? Number(text) : countFirst;
      const changed = count + (change?.[1] === id ? Number(change[2]) : 0);
      return [id, Math.min(countMax, Math.max(0, changed))];
    }),
  );
}

export function totalRupiah(cart: Cart): number {
  return products.reduce((sum, { id, priceRupiah }) => sum + priceRupiah * (cart[id] ?? 0), 0);
}

/** Returns the contents of the cart as `goods` for createCheckout. */
export function goodsOf(cart: Cart) {
  return products
    .map((product) => ({ ...product, count: cart[product.id] ?? 0 }))
    .filter(({ count }) => count > 0)
    .map(({ id, name, priceRupiah, count }) => ({
      merchantGoodsId: id,
      name,
      description: name,
      category: 'coffee',
      price: String(priceRupiah),
      unit: 'pcs',
      quantity: String(count),
    }));
}
