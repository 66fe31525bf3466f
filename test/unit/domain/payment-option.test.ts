import { describe, expect, test } from 'vitest';
import { bankOfVirtualAccount, paymentOptionKind } from '../../../src/domain/payment-option.ts';

describe('the kind of a payment option', () => {
  test.each([
    ['NETWORK_PAY', 'NETWORK_PAY_PG_QRIS', 'QRIS'],
    ['NETWORK_PAY', 'NETWORK_PAY_PG_CARD', 'CARD'],
    ['NETWORK_PAY', 'NETWORK_PAY_PC_INDOMARET', 'RETAIL_OUTLET'],
    ['OTC', 'NETWORK_PAY_PC_ALFAMART', 'RETAIL_OUTLET'],
    ['NETWORK_PAY', 'NETWORK_PAY_PG_OVO', 'E_WALLET'],
    ['NETWORK_PAY', 'NETWORK_PAY_PG_SPAY', 'E_WALLET'],
    ['NETWORK_PAY', 'NETWORK_PAY_PL_INDODANA', 'E_WALLET'],
    ['NETWORK_PAY', null, 'E_WALLET'],
    ['BALANCE', null, 'BALANCE'],
    ['VIRTUAL_ACCOUNT', 'VIRTUAL_ACCOUNT_BRI', 'VIRTUAL_ACCOUNT'],
    ['OTC', null, 'RETAIL_OUTLET'],
    ['CARD', null, 'CARD'],
    ['CREDIT_CARD', null, 'CARD'],
    ['DIRECT_DEBIT_CREDIT_CARD', 'ANY', 'CARD'],
    ['DIRECT_DEBIT_DEBIT_CARD', null, 'CARD'],
    ['CREDIT_CARD_LATER', null, 'OTHER'],
    ['DEBIT_CARD_LATER', null, 'OTHER'],
    ['ONLINE_CREDIT', 'SOMETHING_NEW', 'OTHER'],
    ['', null, 'OTHER'],
  ] as const)('%s, %s is %s', (payMethod, payOption, kind) => {
    expect(paymentOptionKind(payMethod, payOption)).toBe(kind);
  });

  test('a name that only contains a known prefix further on belongs to no group of that prefix', () => {
    expect(paymentOptionKind('NEW', 'X_NETWORK_PAY_PC_Y')).toBe('OTHER');
  });
});

describe('the bank of a virtual account', () => {
  test.each([
    ['VIRTUAL_ACCOUNT_BRI', 'BRI'],
    ['VIRTUAL_ACCOUNT_BSI_PAYMENT', 'BSI'],
    ['VIRTUAL_ACCOUNT_CIMB', 'CIMB Niaga'],
    ['VIRTUAL_ACCOUNT_MANDIRI', 'Mandiri'],
    ['VIRTUAL_ACCOUNT_PANI', 'Panin'],
    ['VIRTUAL_ACCOUNT_PERMATA', 'Permata'],
    ['VIRTUAL_ACCOUNT_NEW_BANK_OF_TOMORROW', 'NEW BANK OF TOMORROW'],
    ['VIRTUAL_ACCOUNT_', null],
    ['X_VIRTUAL_ACCOUNT_BRI', null],
    ['NETWORK_PAY_PG_QRIS', null],
    [null, null],
  ])('%s is %s', (payOption, bank) => {
    expect(bankOfVirtualAccount(payOption)).toBe(bank);
  });
});
