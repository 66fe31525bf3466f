import { builder } from '../builder.ts';
import { textScalar } from './text-scalar.ts';

/**
 * Both are scalars and not enums, because DANA adds values: an unknown value must pass through in both
 * directions.
 */
const payCode = {
  expected: "A method or option of DANA's is 1 to 64 of A-Z, 0-9 and _, e.g. VIRTUAL_ACCOUNT_BRI.",
  parse: (text: string) => (/^[A-Z0-9_]{1,64}$/.test(text) ? text : undefined),
  serialize: (code: string) => code,
};

builder.scalarType(
  'PayMethod',
  textScalar({
    ...payCode,
    specifiedByURL: 'docs/scalars.md#paymethod',
    description:
      'A family of payment methods, for example BALANCE, VIRTUAL_ACCOUNT, NETWORK_PAY or CARD. DANA adds new ' +
      'values over time, so clients must accept unknown ones.',
  }),
);

builder.scalarType(
  'PayOption',
  textScalar({
    ...payCode,
    specifiedByURL: 'docs/scalars.md#payoption',
    description:
      'A concrete payment channel, for example VIRTUAL_ACCOUNT_BRI or NETWORK_PAY_PG_QRIS. DANA adds new values ' +
      'over time, so clients must accept unknown ones.',
  }),
);
