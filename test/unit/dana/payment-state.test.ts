import { describe, expect, it } from 'vitest';
import { paymentStateOf } from '../../../src/dana/answers/payment-state.ts';
import { rupiah } from '../../../src/domain/money.ts';

describe('the state behind latestTransactionStatus', () => {
  const none = { acquirementStatus: null, isCalledCancelled: false, refunded: null };
  const some = 1_000_000;
  const zero = 0;

  it.each([
    // SNAP status alone
    ['00', none, 'PAID'],
    ['01', none, 'INITIATED'],
    ['02', none, 'PAYING'],
    ['03', none, 'PAYING'],
    ['04', none, 'UNRECOGNISED'],
    ['05', none, 'CLOSED'],
    ['06', none, 'FAILED'],
    ['07', none, 'UNRECOGNISED'],
    ['08', none, 'UNRECOGNISED'],
    ['0', none, 'UNRECOGNISED'],
    ['SUCCESS', none, 'UNRECOGNISED'],
    // with DANA's own state
    ['00', { ...none, acquirementStatus: 'SUCCESS' }, 'PAID'],
    ['00', { ...none, acquirementStatus: 'MERCHANT_ACCEPT' }, 'PAID'],
    ['01', { ...none, acquirementStatus: 'INIT' }, 'INITIATED'],
    ['02', { ...none, acquirementStatus: 'PAYING' }, 'PAYING'],
    ['05', { ...none, acquirementStatus: 'CLOSED' }, 'CLOSED'],
    ['05', { ...none, acquirementStatus: 'CANCELLED' }, 'CANCELLED'],
    // DANA's own state is an open set
    ['00', { ...none, acquirementStatus: 'SETTLED' }, 'PAID'],
    ['05', { ...none, acquirementStatus: 'EXPIRED' }, 'CLOSED'],
    // DANA contradicts itself
    ['00', { ...none, acquirementStatus: 'INIT' }, 'UNRECOGNISED'],
    ['00', { ...none, acquirementStatus: 'PAYING' }, 'UNRECOGNISED'],
    ['00', { ...none, acquirementStatus: 'CLOSED' }, 'UNRECOGNISED'],
    ['00', { ...none, acquirementStatus: 'CANCELLED' }, 'UNRECOGNISED'],
    ['01', { ...none, acquirementStatus: 'SUCCESS' }, 'UNRECOGNISED'],
    ['05', { ...none, acquirementStatus: 'SUCCESS' }, 'UNRECOGNISED'],
    ['06', { ...none, acquirementStatus: 'INIT' }, 'UNRECOGNISED'],
    // refunds
    ['00', { ...none, refunded: some }, 'PAID'],
    ['04', { ...none, refunded: some }, 'PAID'],
    ['04', { ...none, refunded: zero }, 'UNRECOGNISED'],
    ['05', { ...none, refunded: some }, 'UNRECOGNISED'],
    ['05', { ...none, acquirementStatus: 'CANCELLED', refunded: some }, 'CANCELLED'],
    ['05', { ...none, refunded: zero }, 'CLOSED'],
    // 05 by its name, only where DANA's own state is missing
    ['05', { ...none, isCalledCancelled: true }, 'CANCELLED'],
    ['05', { ...none, isCalledCancelled: true, acquirementStatus: 'CLOSED' }, 'CLOSED'],
    ['00', { ...none, isCalledCancelled: true }, 'PAID'],
  ])('%s with %j is %s', (status, { refunded, ...evidence }, state) => {
    const total = refunded === null ? null : rupiah(BigInt(refunded));
    expect(paymentStateOf({ status, ...evidence, refunded: total })).toBe(state);
  });
});
