import { parseValue } from 'graphql';
import { describe, expect, test } from 'vitest';
import { formatRupiah, rupiah } from '../../../src/domain/money.ts';
import { isAcceptableUrl } from '../../../src/graphql/schema/scalars/url.ts';
import { schema } from '../../../src/graphql/schema.ts';

function scalar(name: string) {
  const type = schema.getType(name);
  if (type === undefined || !('parseLiteral' in type)) throw new Error(`${name} is no scalar`);
  return {
    value: (value: unknown) => type.parseValue(value),
    literal: (text: string) => type.parseLiteral(parseValue(text), {}),
    write: (value: unknown) => type.serialize(value),
  };
}

const badUserInput = expect.objectContaining({
  extensions: expect.objectContaining({ code: 'BAD_USER_INPUT' }),
});

describe('Rupiah', () => {
  const { value, literal, write } = scalar('Rupiah');

  test.each([
    ['75000', 7_500_000n],
    ['"75000"', 7_500_000n],
    ['"75000.00"', 7_500_000n],
    ['9007199254740992', 900_719_925_474_099_200n],
    ['"9999999999999999"', 999_999_999_999_999_900n],
  ])('the literal %s is an amount', (text, sen) => {
    expect(literal(text)).toBe(sen);
  });

  test.each([
    ...['0', '-1', '-75000', '75000.00', '75000.5', '1e5', '9007199254740993', '12345678901234567'],
    ...[
      '"0"',
      '"0.00"',
      '"-1"',
      '"+1"',
      '"1e5"',
      '"75,000"',
      '"75.000"',
      '"75000.5"',
      '"75000.50"',
      '"075000"',
    ],
    ...[
      '"12345678901234567"',
      '""',
      '" 75000"',
      '"75000 "',
      '"７５０００"',
      'true',
      'null',
      '[75000]',
      '{ value: 1 }',
    ],
  ])('the literal %s is refused', (text) => {
    expect(() => literal(text)).toThrow(badUserInput);
  });

  test.each([
    [75_000, 7_500_000n],
    ['75000', 7_500_000n],
    ['75000.00', 7_500_000n],
    [Number.MAX_SAFE_INTEGER, 900_719_925_474_099_100n],
  ])('the variable %j is an amount', (json, sen) => {
    expect(value(json)).toBe(sen);
  });

  test.each([0, -1, 75_000.5, 1e21, 2 ** 53, Number.NaN, '-1', '75000.5', '1e5', '', null, true, [], {}])(
    'the variable %j is refused',
    (json) => {
      expect(() => value(json)).toThrow(badUserInput);
    },
  );

  test('an amount is formatted with two decimal places, also zero and sen', () => {
    expect([7_500_000n, 0n, 1n].map((sen) => write(rupiah(sen)))).toEqual(['75000.00', '0.00', '0.01']);
  });

  test('an output value is a valid input value', () => {
    expect(value(formatRupiah(rupiah(7_500_000n)))).toBe(7_500_000n);
  });
});

describe('DateTime', () => {
  const { value, literal, write } = scalar('DateTime');

  test.each([
    ['2026-01-15T10:00:00+07:00', '2026-01-15T03:00:00.000Z'],
    ['2026-01-15T03:00:00Z', '2026-01-15T03:00:00.000Z'],
    ['2026-01-15t03:00:00.123456z', '2026-01-15T03:00:00.123Z'],
    ['2024-02-29T23:59:59-12:00', '2024-03-01T11:59:59.000Z'],
  ])('%s is an instant', (text, utc) => {
    expect((value(text) as Date).toISOString()).toBe(utc);
    expect((literal(JSON.stringify(text)) as Date).toISOString()).toBe(utc);
  });

  test.each([
    ...[
      '2026-01-15',
      '2026-01-15T10:00:00',
      '2026-01-15 10:00:00+07:00',
      '2026-01-15T10:00+07:00',
      'now',
      '',
    ],
    ...['2026-02-30T10:00:00Z', '2026-13-01T10:00:00Z', '2025-02-29T10:00:00Z', '2026-00-10T10:00:00Z'],
    ...['2026-01-15T24:00:00Z', '2026-01-15T10:60:00Z', '2026-01-15T10:00:60Z', '2026-01-15T10:00:00+7:00'],
    ...['1969-12-31T23:59:59Z', '9999-12-31T23:59:59Z', '+012026-01-15T10:00:00Z', '2026-01-15T10:00:00Z\n'],
  ])('%j is refused', (text) => {
    expect(() => value(text)).toThrow(badUserInput);
    expect(() => literal(JSON.stringify(text))).toThrow(badUserInput);
  });

  test('a number is not a valid instant', () => {
    expect(() => value(1_768_446_000_000)).toThrow(badUserInput);
    expect(() => literal('1768446000')).toThrow(badUserInput);
  });

  test('an instant is formatted in Jakarta time in every process time zone, without a fraction', () => {
    expect(write(new Date('2026-01-15T03:00:00.999Z'))).toBe('2026-01-15T10:00:00+07:00');
    expect(write(new Date('2025-12-31T17:00:00Z'))).toBe('2026-01-01T00:00:00+07:00');
  });
});

describe('Url', () => {
  test.each([
    'https://shop.example/return?order=1#done',
    'http://localhost:3000/return',
    'http://127.0.0.1/return',
    'http://[::1]:3000/return',
    'shopapp://paid',
    'com.example.shop:/paid',
  ])('%s is let through', (url) => {
    expect(scalar('Url').value(url)).toBe(url);
    expect(scalar('Url').literal(JSON.stringify(url))).toBe(url);
  });

  test.each([
    ...[
      'http://shop.example/return',
      'http://127.0.0.1.evil.example/',
      'http://10.0.0.1/',
      '//shop.example',
      '/a',
    ],
    ...[
      'javascript:alert(1)',
      'JavaScript:alert(1)',
      'data:text/html,x',
      'file:///etc/passwd',
      'intent://x',
      '',
    ],
    ...[
      'https://user:secret@shop.example/',
      ' https://shop.example',
      'https://shop.example/\n',
      'java\tscript:1',
    ],
    ...['https://', 'https://shop.example/é', `https://shop.example/${'a'.repeat(2048)}`, 'shop.example'],
  ])('%j is refused', (url) => {
    expect(isAcceptableUrl(url)).toBe(false);
    expect(() => scalar('Url').value(url)).toThrow(badUserInput);
  });
});

describe.each(['PayMethod', 'PayOption'])('%s', (name) => {
  const { value, literal, write } = scalar(name);

  test('accepts values that DANA may add later', () => {
    expect(value('NETWORK_PAY_PG_NEW1')).toBe('NETWORK_PAY_PG_NEW1');
    expect(literal('"A"')).toBe('A');
  });

  test.each(['', 'balance', 'VIRTUAL ACCOUNT', 'A-B', 'A'.repeat(65), 5, null])('refuses %j', (code) => {
    expect(() => value(code)).toThrow(badUserInput);
    expect(() => literal(JSON.stringify(code))).toThrow(badUserInput);
  });

  test('returns every value of DANA unchanged', () => {
    expect(write('something new')).toBe('something new');
  });
});
