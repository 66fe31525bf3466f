import { rupiah } from '../../domain/money.ts';
import type { Goods } from '../../domain/order.ts';

/** One line of goods as JSON keeps it: the price is a decimal string of sen. */
export type StoredGoods = Omit<Goods, 'price'> & { readonly price: string };

/** For writing an order or a checkout. `readGoods` returns the same goods. */
export function writeGoods(goods: readonly Goods[]): StoredGoods[] {
  return goods.map((line) => ({ ...line, price: String(line.price) }));
}

/** For reading an order or a checkout. */
export function readGoods(goods: readonly StoredGoods[]): Goods[] {
  return goods.map((line) => ({ ...line, price: rupiah(BigInt(line.price)) }));
}
