import type { Goods } from '../../domain/order.ts';
import type { Shipping } from '../ports/payment-provider.ts';
import { type Buyer, buyerLimits, goodsLimits, type Limits, shippingLimits } from './limits.ts';
import { checkText, type Issues } from './text.ts';

/** `goods`: at most `countMax` lines, each within DANA's limits, the quantity a plain positive number. */
export function checkGoods(issues: Issues, goods: readonly Goods[], countMax: number): void {
  checkEach(issues, 'goods', goods, goodsLimits, countMax, (item, path) => {
    if (!/^\d{1,12}(\.\d{1,3})?$/.test(item.quantity) || Number(item.quantity) === 0) {
      issues.add([...path, 'quantity'], { rule: 'NUMBER_FORMAT' });
    }
  });
}

/** `shipping`: at most `countMax` addresses, each within DANA's limits. */
export function checkShipping(issues: Issues, shipping: readonly Shipping[], countMax: number): void {
  checkEach(issues, 'shipping', shipping, shippingLimits, countMax, (item, path) => {
    if (item.email !== null && !/^[^\s@]+@[^\s@]+$/.test(item.email)) {
      issues.add([...path, 'email'], { rule: 'EMAIL' });
    }
  });
}

/** `buyer`: DANA requires the type of an external user id if the id is given. */
export function checkBuyer(issues: Issues, buyer: Buyer | null): void {
  if (buyer === null) return;
  checkLimits(issues, ['buyer'], buyer, buyerLimits);
  if (buyer.externalUserId !== null && buyer.externalUserType === null) {
    issues.add(['buyer', 'externalUserType'], { rule: 'REQUIRED' });
  }
}

function checkEach<Item extends object>(
  issues: Issues,
  field: string,
  items: readonly Item[],
  limits: Limits<Item>,
  countMax: number,
  checkMore: (item: Item, path: readonly string[]) => void,
): void {
  if (items.length > countMax) issues.add([field], { rule: 'TOO_MANY', max: countMax });
  for (const [index, item] of items.slice(0, countMax).entries()) {
    const path = [field, String(index)];
    checkLimits(issues, path, item, limits);
    checkMore(item, path);
  }
}

function checkLimits<Item extends object>(
  issues: Issues,
  path: readonly string[],
  item: Item,
  limits: Limits<Item>,
): void {
  for (const [field, max, need] of limits) {
    const text = item[field] as string | null;
    checkText(issues, [...path, field], text, { max, isRequired: need === 'required' });
  }
}
