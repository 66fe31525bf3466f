import type { SettlementAmounts } from '../../domain/settlement/settlement-line.ts';
import type { SchemaTypes } from '../schema/builder.ts';
import { SignedMoneyRef } from '../schema/signed-money.ts';

type Fields<Parent> = PothosSchemaTypes.ObjectFieldBuilder<SchemaTypes, Parent>;

/** The fields of a sum of settlement lines. */
export function amountFields<Parent extends SettlementAmounts>(t: Fields<Parent>) {
  const amount = (description: string, senOf: (parent: SettlementAmounts) => bigint) =>
    t.field({ type: SignedMoneyRef, description, resolve: (parent) => ({ sen: senOf(parent) }) });
  return {
    gross: amount('What payers paid, minus what went back to them.', ({ gross }) => gross),
    commission: amount(
      'The commission that DANA kept, as the file states it.',
      ({ commission }) => commission,
    ),
    serviceTax: amount('The tax on the commission, as the file states it.', ({ serviceTax }) => serviceTax),
    withholdingTax: amount(
      'The withholding tax, as the file states it.',
      ({ withholdingTax }) => withholdingTax,
    ),
    net: amount('What DANA pays out.', ({ net }) => net),
  };
}

/** All that DANA kept. */
export function feesField<Parent extends SettlementAmounts>(t: Fields<Parent>) {
  return t.field({
    type: SignedMoneyRef,
    description: 'All that DANA kept: the difference between gross and net.',
    resolve: ({ gross, net }) => ({ sen: gross - net }),
  });
}
