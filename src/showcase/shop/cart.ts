/** What the sample shop sells. Prices are the server's: a browser sends how many, and nothing else. */
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

/** How many of each product, by its id. */
export type Cart = Readonly<Record<string, number>>;

/** The cart as a form or an address has it; what is missing or no small number is as at first. */
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

/** What is in the cart, as createCheckout takes it. */
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
