import { describe, expect, test } from 'vitest';
import { rupiah } from '../../../src/domain/money.ts';
import { writeFact } from '../../../src/store/codec/fact-codec.ts';
import { storedJson } from '../../../src/store/postgres/stored-text.ts';

describe('a fact that went through JSON', () => {
  test('holds amounts as decimal sen and instants in UTC', () => {
    const paidAt = new Date('2026-01-15T10:00:00.123+07:00');
    expect(writeFact({ type: 'CANCELLED', voided: rupiah(999_999_999_999_999_999n), paidAt })).toEqual({
      type: 'CANCELLED',
      voided: '999999999999999999',
      paidAt: '2026-01-15T03:00:00.123Z',
    });
  });
});

describe('what Postgres cannot keep', () => {
  test('becomes the mark of an unreadable character, and nothing else does', () => {
    const news = 'a\0b \ud800 \udfff 🎟️ é';
    const kept = 'a\ufffdb \ufffd \ufffd 🎟️ é';
    expect(JSON.parse(storedJson({ news, inner: [news], amount: 5n }))).toEqual({
      news: kept,
      inner: [kept],
      amount: '5',
    });
  });
});
