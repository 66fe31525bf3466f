import { describe, expect, test } from 'vitest';
import { createServerClock } from '../../../../src/client/checkout/server-clock.ts';
import { firstLanguage, wordings } from '../../../../src/client/checkout/wording/choose-language.ts';
import { bankSteps } from '../../../../src/client/elements/bank-steps.ts';
import {
  formatDateTime,
  formatLeft,
  formatRupiah,
  groupDigits,
} from '../../../../src/client/elements/format.ts';
import { groupOptions, methodName, optionKey } from '../../../../src/client/elements/option-groups.ts';
import { readPhoneNumber } from '../../../../src/client/elements/phone-number.ts';
import { paymentOptionName } from '../../../../src/graphql/payment-options/payment-option-names.ts';
import { payChannels } from '../../../../src/simulator/model/pay-channels.ts';
import { anOrder } from './a-checkout.ts';

describe('amounts, numbers and times', () => {
  test('rupiah are formatted as people write them', () => {
    expect(formatRupiah('75000.00')).toBe('Rp75.000');
    expect(formatRupiah('1.00')).toBe('Rp1');
    expect(formatRupiah('9999999999999999.00')).toBe('Rp9.999.999.999.999.999');
  });

  test('digits are grouped from the right, as people read them', () => {
    expect(groupDigits('8881000011112222')).toBe('8881 0000 1111 2222');
    expect(groupDigits('12345')).toBe('1 2345');
    expect(groupDigits('')).toBe('');
  });

  test('the remaining time is never below zero', () => {
    expect(formatLeft(29 * 60_000 + 59_000)).toBe('29:59');
    expect(formatLeft(3_600_000 + 61_000)).toBe('1:01:01');
    expect(formatLeft(400)).toBe('00:01');
    expect(formatLeft(-5_000)).toBe('00:00');
  });

  test('times are in Jakarta time, wherever the payer is', () => {
    expect(formatDateTime('2026-11-22T18:30:00Z', 'en-GB')).toBe('23 November 2026, 01:30 WIB');
    expect(formatDateTime('2026-11-22T18:30:00Z', 'id-ID')).toBe('23 November 2026, 01.30 WIB');
  });

  test('a phone number may contain separators', () => {
    expect(readPhoneNumber('0812-3456 7890')).toBe('081234567890');
    expect(readPhoneNumber('+62 (812) 3456.7890')).toBe('+6281234567890');
    // As a list of contacts copies it: marks of direction, a dash of its own, a hard space.
    expect(readPhoneNumber('\u202a+62\u00a0812\u20113456\u20117890\u202c')).toBe('+6281234567890');
    for (const text of ['', '0812', '08123456789012345', '0812x4567890', '++6281234567'])
      expect(readPhoneNumber(text), text).toBeNull();
  });
});

describe('the gateway’s clock', () => {
  const deviceMs = Date.parse('2026-11-22T05:00:00.400Z');

  test('replaces the clock of a device that is minutes off', () => {
    const clock = createServerClock(() => deviceMs);
    clock.compare('2026-11-22T12:25:00+07:00', deviceMs - 200, deviceMs);
    expect(Math.abs(clock.now() - Date.parse('2026-11-22T05:25:00Z'))).toBeLessThan(1_500);
  });

  test('equals the device’s clock if the difference is below the precision of the gateway', () => {
    const clock = createServerClock(() => deviceMs);
    clock.compare('2026-11-22T12:00:00+07:00', deviceMs - 200, deviceMs);
    expect(clock.now()).toBe(deviceMs);
  });
});

describe('the language', () => {
  test('is the first supported language of the browser', () => {
    expect(firstLanguage(['id-ID', 'en'], null)).toBe('id');
    expect(firstLanguage(['jv', 'in', 'en'], null)).toBe('id');
    expect(firstLanguage(['de-DE', 'en-US', 'id'], null)).toBe('en');
    expect(firstLanguage(['de-DE'], null)).toBe('en');
  });

  test('is the earlier choice of the payer, if there is one', () => {
    expect(firstLanguage(['en'], 'id')).toBe('id');
  });
});

const kinds = { VIRTUAL_ACCOUNT: 'VIRTUAL_ACCOUNT', BALANCE: 'BALANCE' } as const;
const options = payChannels.map(({ payMethod, payOption }) => ({
  kind: kinds[payMethod as keyof typeof kinds] ?? ('E_WALLET' as const),
  payMethod,
  payOption: payOption === '' ? null : payOption,
  name: paymentOptionName(payMethod, payOption).EN,
  promos: [],
}));

describe('the options', () => {
  test('are each in exactly one group, with a unique name', () => {
    const grouped = groupOptions(options).flatMap((group) => group.options.map(optionKey));
    expect([...grouped].sort()).toEqual(options.map(optionKey).sort());
    expect(new Set(grouped).size).toBe(grouped.length);
  });

  test('name the method of an order, even if DANA no longer offers it', () => {
    expect(methodName(anOrder(), options)).toBe('BRI Virtual Account');
    expect(methodName(anOrder(), [])).toBe('VIRTUAL ACCOUNT BRI');
  });
});

describe('the steps to pay a virtual account', () => {
  const account = { number: '8881 0000', amount: 'Rp75.000' };

  test.each(Object.values(wordings))('exist for every bank, in $locale', (wording) => {
    const banks = options
      .filter(({ kind }) => kind === 'VIRTUAL_ACCOUNT')
      .map(({ name }) => name.replace(' Virtual Account', ''));
    for (const bank of [...banks, 'BSI', 'A bank of tomorrow']) {
      const ways = bankSteps(wording, { bank, ...account });
      expect(ways, bank).toHaveLength(3);
      for (const { steps } of ways) {
        expect(
          steps.some((step) => step.includes(account.number)),
          bank,
        ).toBe(true);
        expect(steps.at(-1), bank).toContain(account.amount);
      }
    }
    // A bank that is known is told by the names that it gives its own programs.
    for (const bank of banks) {
      const [app] = bankSteps(wording, { bank, ...account });
      expect(app?.name, bank).not.toContain('m-banking');
    }
  });
});
