import { rupiah } from '../../../src/domain/money.ts';
import type { PaidWith } from '../../../src/domain/order.ts';
import type { Dice } from '../world/dice.ts';
import type { DanaOrder } from './dana-order.ts';

/** What payers use, as DANA reports it: one purse or two, with amounts or without, or nothing at all. */
export function createPurses(dice: Dice) {
  return function choosePurses({ amount }: DanaOrder): readonly PaidWith[] {
    const account = { payMethod: 'VIRTUAL_ACCOUNT', payOption: 'VIRTUAL_ACCOUNT_BRI' };
    const balance = { payMethod: 'BALANCE', payOption: null };
    const coupon = { payMethod: 'COUPON', payOption: null };
    const fifth = rupiah((amount / 500n) * 100n);
    return dice.pick<readonly PaidWith[]>([
      [{ ...account, amount }],
      [{ ...balance, amount }],
      [
        { ...balance, amount: rupiah(amount - fifth) },
        { ...coupon, amount: fifth },
      ],
      [
        { ...balance, amount: null },
        { ...coupon, amount: null },
      ],
      [],
    ]);
  };
}
