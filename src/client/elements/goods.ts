/** A line of what is sold, as the gateway writes it. */
interface Line {
  /** `2`, or with up to three decimals: `0.5` kg. */
  readonly quantity: string;
}

/** How many things a list is, as receipts of shops count: half a kilogram of something is one. */
export function itemsCount(goods: readonly Line[]): number {
  return goods.reduce((sum, { quantity }) => sum + (/^\d+$/.test(quantity) ? Number(quantity) : 1), 0);
}

/** The price of one line in whole rupiah, like the total. `price`: `75000.00`. No float touches it: 1.005 of Rp1.000 is Rp1.005. */
export function lineTotal(price: string, quantity: string): string {
  const [whole = '0', decimals = ''] = quantity.split('.');
  const thousandths = BigInt(`${whole}${decimals.padEnd(3, '0')}`);
  const sen = BigInt(price.replace('.', ''));
  return String((sen * thousandths + 50_000n) / 100_000n);
}
