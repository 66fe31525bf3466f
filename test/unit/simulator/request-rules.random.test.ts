import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatJakarta, parseJakarta } from '../../../src/simulator/model/jakarta-time.ts';
import { canonicalJson, type JsonValue } from '../../../src/simulator/model/json.ts';
import { readMoney, rupiah, senOf } from '../../../src/simulator/model/money.ts';

test('money is read and written without loss, up to 16 digits', () => {
  expect(readMoney({ value: '1.00', currency: 'USD' })).toBeNull();
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 999_999_999_999_999_999n }), (sen) => {
      const money = readMoney(rupiah(sen));
      expect(money && senOf(money)).toBe(sen);
    }),
    { seed: 1 },
  );
});

test('canonical text does not depend on the order of keys, and differs where the content does', () => {
  const shuffled = (value: JsonValue): JsonValue => {
    if (Array.isArray(value)) return value.map(shuffled);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, member]) => [key, shuffled(member as JsonValue)]),
    );
  };
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
      const parsed = JSON.parse(JSON.stringify(one)) as JsonValue;
      expect(canonicalJson(shuffled(parsed))).toBe(canonicalJson(parsed));
      const isSame = canonicalJson(parsed) === canonicalJson(JSON.parse(JSON.stringify(other)) as JsonValue);
      expect(JSON.parse(canonicalJson(parsed))).toEqual(parsed);
      if (isSame) expect(parsed).toEqual(JSON.parse(JSON.stringify(other)));
    }),
    { seed: 2 },
  );
});

test('instants survive the wire to the second, on every day', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
      (instant) => {
        const text = formatJakarta(instant);
        expect(text).toHaveLength(25);
        expect(parseJakarta(text)?.getTime()).toBe(Math.floor(instant.getTime() / 1000) * 1000);
      },
    ),
    { seed: 3 },
  );
});
