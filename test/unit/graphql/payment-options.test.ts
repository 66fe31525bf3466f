import { describe, expect, test, vi } from 'vitest';
import { rupiah } from '../../../src/domain/money.ts';
import { paymentOptionName } from '../../../src/graphql/payment-options/payment-option-names.ts';
import type { PaymentOptionsOutcome } from '../../../src/use-cases/outcomes.ts';
import { checkoutToken, run } from '../../support/graphql-execution.ts';
import { aCheckout, birth } from '../../support/orders.ts';

/** Every value that DANA has documented, and two that later releases of its SDK added. */
const known: readonly (readonly [payMethod: string, payOption: string | null, EN: string, ID: string])[] = [
  ['BALANCE', null, 'DANA Balance', 'Saldo DANA'],
  ['BALANCE', '', 'DANA Balance', 'Saldo DANA'],
  ['COUPON', null, 'Coupon', 'Kupon'],
  ['NET_BANKING', null, 'Internet Banking', 'Internet Banking'],
  ['CREDIT_CARD', null, 'Credit Card', 'Kartu Kredit'],
  ['DEBIT_CARD', null, 'Debit Card', 'Kartu Debit'],
  ['VIRTUAL_ACCOUNT', null, 'Virtual Account', 'Virtual Account'],
  ['OTC', null, 'Retail Outlet', 'Minimarket'],
  ['DIRECT_DEBIT_CREDIT_CARD', null, 'Linked Credit Card', 'Kartu Kredit Tertaut'],
  ['DIRECT_DEBIT_DEBIT_CARD', null, 'Linked Debit Card', 'Kartu Debit Tertaut'],
  ['ONLINE_CREDIT', null, 'Online Credit', 'Kredit Online'],
  ['LOAN_CREDIT', null, 'Loan', 'Pinjaman'],
  ['NETWORK_PAY', null, 'E-Wallet', 'E-wallet'],
  ['CARD', null, 'Credit or Debit Card', 'Kartu Kredit atau Debit'],
  ['NETWORK_PAY', 'NETWORK_PAY_PG_SPAY', 'ShopeePay', 'ShopeePay'],
  ['NETWORK_PAY', 'NETWORK_PAY_PG_OVO', 'OVO', 'OVO'],
  ['NETWORK_PAY', 'NETWORK_PAY_PG_GOPAY', 'GoPay', 'GoPay'],
  ['NETWORK_PAY', 'NETWORK_PAY_PG_LINKAJA', 'LinkAja', 'LinkAja'],
  ['NETWORK_PAY', 'NETWORK_PAY_PG_CARD', 'Credit or Debit Card', 'Kartu Kredit atau Debit'],
  ['NETWORK_PAY', 'NETWORK_PAY_PG_QRIS', 'QRIS', 'QRIS'],
  ['NETWORK_PAY', 'NETWORK_PAY_PC_INDOMARET', 'Indomaret', 'Indomaret'],
  ['NETWORK_PAY', 'NETWORK_PAY_PL_INDODANA', 'Indodana PayLater', 'Indodana PayLater'],
  ['VIRTUAL_ACCOUNT', 'VIRTUAL_ACCOUNT_BCA', 'BCA Virtual Account', 'Virtual Account BCA'],
  ['VIRTUAL_ACCOUNT', 'VIRTUAL_ACCOUNT_BNI', 'BNI Virtual Account', 'Virtual Account BNI'],
  ['VIRTUAL_ACCOUNT', 'VIRTUAL_ACCOUNT_MANDIRI', 'Mandiri Virtual Account', 'Virtual Account Mandiri'],
  ['VIRTUAL_ACCOUNT', 'VIRTUAL_ACCOUNT_BRI', 'BRI Virtual Account', 'Virtual Account BRI'],
  ['VIRTUAL_ACCOUNT', 'VIRTUAL_ACCOUNT_BTPN', 'BTPN Virtual Account', 'Virtual Account BTPN'],
  ['VIRTUAL_ACCOUNT', 'VIRTUAL_ACCOUNT_CIMB', 'CIMB Niaga Virtual Account', 'Virtual Account CIMB Niaga'],
  ['VIRTUAL_ACCOUNT', 'VIRTUAL_ACCOUNT_PERMATA', 'Permata Virtual Account', 'Virtual Account Permata'],
  ['VIRTUAL_ACCOUNT', 'VIRTUAL_ACCOUNT_PANI', 'Panin Virtual Account', 'Virtual Account Panin'],
  ['VIRTUAL_ACCOUNT', 'VIRTUAL_ACCOUNT_BSI_PAYMENT', 'BSI Virtual Account', 'Virtual Account BSI'],
];

describe('names for people', () => {
  test.each(known)('%s %s is %s, %s', (payMethod, payOption, EN, ID) => {
    expect(paymentOptionName(payMethod, payOption)).toEqual({ EN, ID });
  });

  test.each([
    ['VIRTUAL_ACCOUNT', 'VIRTUAL_ACCOUNT_XYZ', 'XYZ Virtual Account', 'Virtual Account XYZ'],
    [
      'VIRTUAL_ACCOUNT',
      'VIRTUAL_ACCOUNT_BANK_JAGO',
      'BANK JAGO Virtual Account',
      'Virtual Account BANK JAGO',
    ],
    ['NETWORK_PAY', 'NETWORK_PAY_PC_ALFAMART', 'Alfamart', 'Alfamart'],
    ['NETWORK_PAY', 'NETWORK_PAY_PG_DOKU_WALLET', 'Doku Wallet', 'Doku Wallet'],
    ['NETWORK_PAY', 'NETWORK_PAY_PG_XYZ', 'XYZ', 'XYZ'],
    ['CRYPTO_COIN', null, 'Crypto Coin', 'Crypto Coin'],
  ])('%s %s, not known yet, is %s, %s', (payMethod, payOption, EN, ID) => {
    expect(paymentOptionName(payMethod, payOption)).toEqual({ EN, ID });
  });
});

const text = `query ($input: PaymentOptionsInput!) {
  paymentOptions(input: $input) {
    __typename
    ... on PaymentOptions {
      options { kind payMethod payOption name nameId: name(language: ID) promos { promoId promoType amount { value } } }
      asOf
      stale
    }
    ... on InvalidInput { issues { path } }
    ... on TemporarilyUnavailable { reason retryAfterMs retryable }
  }
}`;

const outcomes: {
  [Kind in PaymentOptionsOutcome['kind']]: {
    outcome: Extract<PaymentOptionsOutcome, { kind: Kind }>;
    answer: object;
  };
} = {
  PaymentOptions: {
    outcome: {
      kind: 'PaymentOptions',
      isStale: true,
      asOf: birth,
      options: [
        {
          payMethod: 'NETWORK_PAY',
          payOption: 'NETWORK_PAY_PG_QRIS',
          promos: [
            { promoId: 'p', promoType: 'DIRECT_DISCOUNT', amount: rupiah(100_000n) },
            { promoId: 'q', promoType: 'NEW', amount: null },
          ],
        },
        { payMethod: 'BALANCE', payOption: null, promos: [] },
      ],
    },
    answer: {
      asOf: '2026-01-15T10:00:00+07:00',
      stale: true,
      options: [
        {
          kind: 'QRIS',
          payMethod: 'NETWORK_PAY',
          payOption: 'NETWORK_PAY_PG_QRIS',
          name: 'QRIS',
          nameId: 'QRIS',
          promos: [
            { promoId: 'p', promoType: 'DIRECT_DISCOUNT', amount: { value: '1000.00' } },
            { promoId: 'q', promoType: 'NEW', amount: null },
          ],
        },
        {
          kind: 'BALANCE',
          payMethod: 'BALANCE',
          payOption: null,
          name: 'DANA Balance',
          nameId: 'Saldo DANA',
          promos: [],
        },
      ],
    },
  },
  InvalidInput: {
    outcome: { kind: 'InvalidInput', issues: [{ path: ['externalStoreId'], rule: 'BLANK' }] },
    answer: { issues: [{ path: ['externalStoreId'] }] },
  },
  TemporarilyUnavailable: {
    outcome: { kind: 'TemporarilyUnavailable', reason: 'DANA_ERROR', retryAfterMs: null },
    answer: { reason: 'DANA_ERROR', retryAfterMs: null, retryable: true },
  },
};

describe('paymentOptions', () => {
  test.each(Object.values(outcomes))('answers $outcome.kind', async ({ outcome, answer }) => {
    const listPaymentOptions = vi.fn(async () => outcome);
    const variables = { input: { amount: 75_000, externalStoreId: 'store-1' } };
    const result = await run(text, { variables, useCases: { listPaymentOptions } });
    expect(result).toEqual({ data: { paymentOptions: { __typename: outcome.kind, ...answer } } });
    expect(listPaymentOptions).toHaveBeenCalledExactlyOnceWith({
      amount: 7_500_000n,
      externalStoreId: 'store-1',
    });
  });
});

describe('paymentOptions with a checkout token', () => {
  const checkout = aCheckout({ externalStoreId: 'store-1' });
  const list = async (input: object) => {
    const listPaymentOptions = vi.fn(async () => ({ kind: 'InvalidInput' as const, issues: [] }));
    const text = 'query ($input: PaymentOptionsInput!) { paymentOptions(input: $input) { __typename } }';
    const { errors } = await run(text, {
      variables: { input },
      caller: checkoutToken(checkout.id),
      useCases: { listPaymentOptions, findCheckout: async () => checkout },
    });
    return { code: errors?.[0]?.extensions.code, calls: listPaymentOptions.mock.calls };
  };

  test.each([{ amount: '75000' }, { amount: '75000', externalStoreId: 'store-1' }])(
    'returns the options of its own checkout: %j',
    async (input) => {
      const asked = { amount: checkout.amount, externalStoreId: 'store-1' };
      expect(await list(input)).toEqual({ code: undefined, calls: [[asked]] });
    },
  );

  test.each([{ amount: '75001' }, { amount: '75000', externalStoreId: 'store-2' }])(
    'is forbidden for another amount or shop, and calls nobody: %j',
    async (input) => {
      expect(await list(input)).toEqual({ code: 'FORBIDDEN', calls: [] });
    },
  );
});
