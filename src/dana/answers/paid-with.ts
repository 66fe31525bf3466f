import * as z from 'zod';
import type { PaidWith } from '../../domain/order.ts';
import { amountInRupiah, optional, optionalText, text } from './snap-fields.ts';

/** More purses than any payment has; the rest of a longer list is ignored. */
const paidWithMax = 10;

const payOptionInfo = z.object({
  payMethod: text(64),
  payOption: optionalText(128),
  payAmount: optional(amountInRupiah),
  transAmount: optional(amountInRupiah),
});

/**
 * `payOptionInfos` of a query's payment view and of a notification: what the payer used, in DANA's order. `payAmount` is
 * what came from this purse; `transAmount`, what it stood for, replaces it if absent. It decides nothing: entries that
 * cannot be read are left out by `readTolerantly`.
 */
export const paidWith = z.array(payOptionInfo).transform((infos): readonly PaidWith[] =>
  infos.slice(0, paidWithMax).map(({ payMethod, payOption, payAmount, transAmount }) => ({
    payMethod,
    payOption,
    amount: payAmount ?? transAmount,
  })),
);
