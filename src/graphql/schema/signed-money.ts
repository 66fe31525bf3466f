import { formatSen } from '../../domain/money.ts';
import { builder } from './builder.ts';
import { CurrencyEnum } from './money.ts';

/** A sum or difference of amounts, which may be negative. The wrapper tells it from an amount. */
export interface SignedMoney {
  readonly sen: bigint;
}

export const SignedMoneyRef = builder.objectRef<SignedMoney>('SignedMoney').implement({
  description: 'An amount of money that may be negative: money that leaves the merchant.',
  fields: (t) => ({
    value: t.string({
      description: 'The amount as a decimal string with two places, e.g. "-75000.00".',
      resolve: ({ sen }) => formatSen(sen),
    }),
    currency: t.field({
      type: CurrencyEnum,
      description: 'The currency of the amount.',
      resolve: () => 'IDR' as const,
    }),
  }),
});
