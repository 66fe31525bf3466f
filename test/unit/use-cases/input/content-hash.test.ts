import { describe, expect, test } from 'vitest';
import { contentHash } from '../../../../src/use-cases/input/content-hash.ts';

const content = {
  amount: 100n,
  expiresAt: new Date(0),
  goods: [{ name: 'a', price: 1n }, { name: 'b' }],
  memo: null,
  title: 'Two tickets',
};

describe('the hash of a content', () => {
  test('is SHA-256 of sorted keys, amounts in sen and instants in UTC', () => {
    expect(contentHash({ b: 2n, a: new Date(0) })).toBe(
      // printf '{"a":"1970-01-01T00:00:00.000Z","b":"2"}' | sha256sum
      'f8f757a2b58b64fbba05343dfdd21e2895894e9f5251c5c162a5257b44ccbd44',
    );
  });

  test('is the same in whatever order fields stand, and for absent, null and undefined alike', () => {
    const { memo: _, ...without } = content;
    const turned = Object.fromEntries(Object.entries(content).reverse());
    for (const same of [without, turned, { ...content, memo: undefined }, { ...content, more: null }])
      expect(contentHash(same)).toBe(contentHash(content));
  });

  test.each([
    ['an amount', { ...content, amount: 101n }],
    ['an instant', { ...content, expiresAt: new Date(1) }],
    ['a line of goods', { ...content, goods: [{ name: 'a', price: 2n }, { name: 'b' }] }],
    ['the order of goods', { ...content, goods: [...content.goods].reverse() }],
    ['one line less', { ...content, goods: content.goods.slice(1) }],
    ['a text', { ...content, title: 'Two ticket' }],
    ['an empty text instead of none', { ...content, memo: '' }],
  ])('differs with %s', (_, other) => {
    expect(contentHash(other)).not.toBe(contentHash(content));
  });
});
