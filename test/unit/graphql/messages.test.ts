import { describe, expect, test } from 'vitest';
import { inputMessage, inputMessages } from '../../../src/graphql/problems/input-messages.ts';
import { problemMessages, unavailableMessages } from '../../../src/graphql/problems/messages.ts';
import type { InputRule } from '../../../src/use-cases/outcomes.ts';

/** One example of every rule; a rule that is new does not compile until it stands here. */
const examples: { readonly [Name in InputRule['rule']]: Extract<InputRule, { rule: Name }> } = {
  REQUIRED: { rule: 'REQUIRED' },
  BLANK: { rule: 'BLANK' },
  TOO_LONG: { rule: 'TOO_LONG', max: 64 },
  TOO_MANY: { rule: 'TOO_MANY', max: 100 },
  CONTROL_CHARACTER: { rule: 'CONTROL_CHARACTER' },
  REFERENCE_ALPHABET: { rule: 'REFERENCE_ALPHABET' },
  TOO_LONG_FOR_QRIS: { rule: 'TOO_LONG_FOR_QRIS', max: 25 },
  STORE_REQUIRED_FOR_QRIS: { rule: 'STORE_REQUIRED_FOR_QRIS' },
  PHONE_REQUIRED: { rule: 'PHONE_REQUIRED' },
  PHONE_FORMAT: { rule: 'PHONE_FORMAT' },
  PAY_METHOD_REQUIRED: { rule: 'PAY_METHOD_REQUIRED' },
  PAY_OPTION_REQUIRED: { rule: 'PAY_OPTION_REQUIRED' },
  HOSTED_PAGE_ONLY: { rule: 'HOSTED_PAGE_ONLY' },
  EXPIRES_TOO_SOON: { rule: 'EXPIRES_TOO_SOON', minMs: 60_000 },
  EXPIRES_TOO_LATE: { rule: 'EXPIRES_TOO_LATE', maxMs: 604_800_000 },
  RETURN_URL_NOT_ALLOWED: { rule: 'RETURN_URL_NOT_ALLOWED' },
  AMOUNT_TOO_LARGE: { rule: 'AMOUNT_TOO_LARGE', max: '10000000.00' },
  IP_ADDRESS: { rule: 'IP_ADDRESS' },
  EMAIL: { rule: 'EMAIL' },
  NUMBER_FORMAT: { rule: 'NUMBER_FORMAT' },
  PAGE_SIZE: { rule: 'PAGE_SIZE', max: 100 },
  DUPLICATE: { rule: 'DUPLICATE' },
  NOT_FOR_THIS_FACT: { rule: 'NOT_FOR_THIS_FACT' },
  FILE_HASH: { rule: 'FILE_HASH' },
  CANNOT_BE_SENT: { rule: 'CANNOT_BE_SENT' },
};

const texts = [
  ...Object.entries({ ...problemMessages, ...unavailableMessages }).map(([name, { EN, ID }]) => ({
    name,
    EN,
    ID,
  })),
  ...Object.values(examples).map((issue) => ({
    name: issue.rule,
    EN: inputMessage(issue, 'EN'),
    ID: inputMessage(issue, 'ID'),
  })),
];

describe('texts for people', () => {
  test('every rule has an example here', () => {
    expect(Object.keys(inputMessages).sort()).toEqual(Object.keys(examples).sort());
  });

  test.each(texts)('$name is a sentence in English and in Bahasa Indonesia', ({ EN, ID }) => {
    for (const text of [EN, ID]) {
      expect(text).toMatch(/^[A-Z][^{}]*\.$|^payOption .*\.$/);
      expect(text).not.toMatch(/undefined|NaN|\[object/);
    }
    expect(ID).not.toBe(EN);
  });

  test('no two problems and no two rules have the same message', () => {
    for (const language of ['EN', 'ID'] as const) {
      const said = texts.map((text) => text[language]);
      expect(said.filter((text, index) => said.indexOf(text) !== index)).toEqual([]);
    }
  });

  test('only a reason that is DANA’s says that DANA is the cause', () => {
    const blaming = Object.entries(unavailableMessages).filter(([, { EN, ID }]) =>
      /DANA (cannot|sedang)/.test(EN + ID),
    );
    expect(blaming.map(([reason]) => reason)).toEqual(['DANA_UNREACHABLE', 'DANA_ERROR']);
  });

  test.each(Object.values(examples).filter((issue) => 'max' in issue))(
    '$rule says its bound in both languages',
    (issue) => {
      expect(inputMessage(issue, 'EN')).toContain(String(issue.max));
      expect(inputMessage(issue, 'ID')).toContain(String(issue.max));
    },
  );

  test.each([
    [60_000, '1 minute', '1 menit'],
    [1_800_000, '30 minutes', '30 menit'],
    [604_800_000, '7 days', '7 hari'],
    [7_200_000, '2 hours', '2 jam'],
    [45_000, '45 seconds', '45 detik'],
  ])('%i ms is %s, %s', (maxMs, english, indonesian) => {
    const issue = { rule: 'EXPIRES_TOO_LATE', maxMs } as const;
    expect(inputMessage(issue, 'EN')).toBe(`The order may stay open for at most ${english}.`);
    expect(inputMessage(issue, 'ID')).toBe(`Masa berlaku pesanan paling lama ${indonesian}.`);
  });
});
