import type { Goods } from '../../domain/order.ts';
import type { OrderDetails, Shipping } from '../ports/payment-provider.ts';
import { checkText, type Issues } from './text.ts';

/** Field, longest text in characters, whether DANA demands it: limits of DANA's API reference, Create Order. */
type Limits<Item> = readonly (readonly [keyof Item & string, number, 'required' | 'optional'])[];

const goodsLimits: Limits<Goods> = [
  ['merchantGoodsId', 64, 'required'],
  ['name', 64, 'required'],
  ['description', 1024, 'required'],
  ['category', 64, 'required'],
  ['unit', 64, 'optional'],
  ['quantity', 16, 'required'],
  ['merchantShippingId', 64, 'optional'],
  ['snapshotUrl', 512, 'optional'],
];

const shippingLimits: Limits<Shipping> = [
  ['merchantShippingId', 64, 'required'],
  ['trackingNo', 64, 'optional'],
  ['carrier', 64, 'optional'],
  ['countryName', 64, 'required'],
  ['stateName', 64, 'required'],
  ['cityName', 64, 'required'],
  ['areaName', 64, 'optional'],
  ['address1', 256, 'required'],
  ['address2', 256, 'optional'],
  ['firstName', 64, 'required'],
  ['lastName', 64, 'required'],
  ['mobileNo', 32, 'optional'],
  ['phoneNo', 32, 'optional'],
  ['zipCode', 32, 'required'],
  ['email', 128, 'optional'],
  ['faxNo', 32, 'optional'],
];

type Buyer = NonNullable<OrderDetails['buyer']>;
const buyerLimits: Limits<Buyer> = [
  ['externalUserType', 32, 'optional'],
  ['externalUserId', 32, 'optional'],
  ['nickname', 64, 'optional'],
  ['userId', 32, 'optional'],
];

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

/** `buyer`: DANA asks for the type of an external user id where the id is given. */
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
