import { randomInt } from 'node:crypto';
import { formatJakarta } from '../model/jakarta-time.ts';

/** Makes DANA's own number of an order or refund: 35 digits that start with the Jakarta date, as observed. */
export function newReferenceNo(now: Date): string {
  return `${formatJakarta(now).slice(0, 10).replaceAll('-', '')}1112${randomDigits(23)}`;
}

/** Random digits, unique if there are enough of them. */
export function randomDigits(count: number): string {
  return Array.from({ length: count }, () => randomInt(10)).join('');
}
