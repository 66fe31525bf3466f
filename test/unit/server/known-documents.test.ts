import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { createKnownDocuments } from '../../../src/server/graphql/known-documents.ts';

const document = parse('{ a }');

test('a document is known by its text once it was found valid, and not before', () => {
  const known = createKnownDocuments(4);
  known.parsed.set('{ a }', document);
  expect(known.parsed.get('{ a }')).toBe(document);
  expect(known.findValid('{ a }')).toBeUndefined();
  known.noteValid(document);
  expect(known.findValid('{ a }')).toBe(document);
  expect(known.findValid('{ a } ')).toBeUndefined();
});

test('a flood of new documents drops the old ones and not one that keeps coming', () => {
  const known = createKnownDocuments(4);
  known.parsed.set('kept', document);
  known.parsed.set('dropped', document);
  for (let count = 0; count < 100; count += 1) {
    known.parsed.set(`new ${count}`, document);
    expect(known.parsed.get('kept')).toBe(document);
  }
  expect(known.parsed.get('dropped')).toBeUndefined();
  const texts = ['kept', ...Array.from({ length: 100 }, (_, count) => `new ${count}`)];
  expect(texts.filter((text) => known.parsed.get(text) !== undefined).length).toBeLessThanOrEqual(4);
});
