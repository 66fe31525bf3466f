import type { Rupiah } from '../../domain/money.ts';
import { builder } from './builder.ts';
import { describedEnum } from './described-enum.ts';

export const CurrencyEnum = describedEnum<'IDR'>(
  'Currency',
  'The currency of an amount, as its ISO 4217 code.',
  {
    IDR: 'Indonesian rupiah, the only currency that DANA uses in Indonesia.',
  },
);

/** An amount in an answer. */
export const MoneyRef = builder.objectRef<Rupiah>('Money').implement({
  description: 'An amount of money.',
  fields: (t) => ({
    value: t.field({
      type: 'Rupiah',
      description: 'The amount as a decimal string with two places, e.g. "75000.00".',
      resolve: (amount) => amount,
    }),
    currency: t.field({
      type: CurrencyEnum,
      description: 'The currency of the amount.',
      resolve: () => 'IDR' as const,
    }),
  }),
});
