import { describe, expect, it } from 'vitest';
import { instructionOf } from '../../../src/dana/answers/instruction.ts';

const code = { paymentCode: '8059000000000001', webRedirectUrl: null };
const page = {
  paymentCode: null,
  webRedirectUrl: 'https://m.sandbox.dana.id/n/cashier/new/checkout?bizNo=1',
};
const nothing = { paymentCode: null, webRedirectUrl: null };
const redirect = { kind: 'REDIRECT', url: page.webRedirectUrl };

describe('what the payer does next', () => {
  it.each([
    ['VIRTUAL_ACCOUNT_BCA', 'BCA'],
    ['VIRTUAL_ACCOUNT_BNI', 'BNI'],
    ['VIRTUAL_ACCOUNT_MANDIRI', 'Mandiri'],
    ['VIRTUAL_ACCOUNT_BRI', 'BRI'],
    ['VIRTUAL_ACCOUNT_BTPN', 'BTPN'],
    ['VIRTUAL_ACCOUNT_CIMB', 'CIMB Niaga'],
    ['VIRTUAL_ACCOUNT_PERMATA', 'Permata'],
    ['VIRTUAL_ACCOUNT_PANI', 'Panin'],
    ['VIRTUAL_ACCOUNT_BSI_PAYMENT', 'BSI'],
    ['VIRTUAL_ACCOUNT_NEW_BANK', 'NEW BANK'],
  ])('%s: a transfer to a number at %s', (payOption, bank) => {
    expect(instructionOf('VIRTUAL_ACCOUNT', payOption, code)).toEqual({
      kind: 'VIRTUAL_ACCOUNT',
      bank,
      number: '8059000000000001',
    });
  });

  it('QRIS: a code to scan, as DANA gives it', () => {
    const paymentCode = '00020101021226570011ID.DANA.WWW';
    expect(
      instructionOf('NETWORK_PAY', 'NETWORK_PAY_PG_QRIS', { paymentCode, webRedirectUrl: null }),
    ).toEqual({ kind: 'QRIS', content: paymentCode });
  });

  it.each([
    ['BALANCE', null],
    ['BALANCE', ''],
    ['CARD', 'NETWORK_PAY_PG_CARD'],
    ['NETWORK_PAY', 'NETWORK_PAY_PG_CARD'],
    ['NETWORK_PAY', 'NETWORK_PAY_PG_SPAY'],
    ['NETWORK_PAY', 'NETWORK_PAY_PG_GOPAY'],
    ['NETWORK_PAY', 'NETWORK_PAY_PG_LINKAJA'],
    ['SOMETHING_NEW', 'SOMETHING_NEW_X'],
    [null, null],
  ])('%s %s: a page to go to', (payMethod, payOption) => {
    expect(instructionOf(payMethod, payOption, page)).toEqual(redirect);
  });

  it.each([nothing, page, code])(
    'OVO: a confirmation in its app, whatever else the answer holds',
    (source) => {
      expect(instructionOf('NETWORK_PAY', 'NETWORK_PAY_PG_OVO', source)).toEqual({
        kind: 'WALLET_PUSH',
        wallet: 'OVO',
      });
    },
  );

  it.each([
    ['NETWORK_PAY', 'NETWORK_PAY_PC_INDOMARET', 'Indomaret'],
    ['OTC', 'NETWORK_PAY_PC_INDOMARET', 'Indomaret'],
    ['NETWORK_PAY', 'NETWORK_PAY_PC_NEW_MART', 'New Mart'],
  ])('%s %s: a code to show at %s', (payMethod, payOption, outlet) => {
    expect(instructionOf(payMethod, payOption, code)).toEqual({
      kind: 'PAYMENT_CODE',
      outlet,
      code: '8059000000000001',
    });
  });

  it('a page where the code that was expected is missing', () => {
    expect(instructionOf('VIRTUAL_ACCOUNT', 'VIRTUAL_ACCOUNT_BRI', page)).toEqual(redirect);
  });

  it.each([
    ['VIRTUAL_ACCOUNT', 'VIRTUAL_ACCOUNT_BRI', nothing],
    [null, null, nothing],
    [null, null, code],
    ['SOMETHING_NEW', 'SOMETHING_NEW_X', code],
  ])('%s %s: nothing a payer could follow', (payMethod, payOption, source) => {
    expect(instructionOf(payMethod, payOption, source)).toBeNull();
  });

  it.each([
    'javascript:alert(1)',
    'shopapp://x',
    '//no-scheme.example',
    'https://',
    `https://m.dana.id/${'x'.repeat(2048)}`,
  ])('sends nobody to %s', (webRedirectUrl) => {
    expect(instructionOf(null, null, { paymentCode: null, webRedirectUrl })).toBeNull();
  });
});
