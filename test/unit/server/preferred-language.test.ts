import { expect, test } from 'vitest';
import { preferredLanguage } from '../../../src/server/wire/preferred-language.ts';

test.each([
  ['id', 'ID'],
  ['id-ID,id;q=0.9,en;q=0.8', 'ID'],
  ['in', 'ID'],
  ['fr, ID;q=0.5', 'ID'],
  ['en-GB,id;q=0.5', 'EN'],
  ['idk', 'EN'],
  ['', 'EN'],
  ['*', 'EN'],
])('a client that accepts %j is answered in %s', (header, language) => {
  expect(preferredLanguage({ headers: { 'accept-language': header } })).toBe(language);
});

test('a client that names no language is answered in English', () => {
  expect(preferredLanguage({ headers: {} })).toBe('EN');
});
