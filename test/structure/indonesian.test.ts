import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readSource, sourceFiles } from './source-imports.ts';

/** The words that docs/indonesian.md refuses, each with the word to use. */
const refused = readFileSync(join(import.meta.dirname, '../../docs/indonesian.md'), 'utf8')
  .split('\n')
  .filter((line) => /^\| (?!English|---)/.test(line))
  .flatMap((line) => {
    const [, , use = '', not = ''] = line.split('|').map((cell) => cell.trim());
    return not === '' ? [] : not.split(', ').map((word) => ({ word, use }));
  });

/** Everything that a file says in Indonesian: its tables, and what stands beside ID. */
function indonesianTexts(file: string): string[] {
  const source = readSource(file);
  const parts = file.endsWith('indonesian.ts')
    ? [source]
    : [
        ...source.matchAll(/^const indonesian\w*.*?^};/gms),
        ...source.matchAll(/\bID:\s+(?:\([^)]*\) =>\s*)?(?:'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`)/g),
      ].map(([part]) => part);
  return parts
    .flatMap((part) => [...part.matchAll(/'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`/g)])
    .map(([, plain, template = '']) => plain ?? template.replace(/\$\{[^}]*\}/g, ''));
}

const texts = sourceFiles.flatMap((file) => indonesianTexts(file).map((text) => ({ file, text })));

test('the scan sees Indonesian texts, and words that are refused', () => {
  expect(texts.length).toBeGreaterThan(700);
  expect(refused.length).toBeGreaterThan(10);
});

test.each(refused)('no Indonesian text says $word: it is $use', ({ word }) => {
  const pattern = new RegExp(`\\b${word}\\b`, 'i');
  expect(texts.filter(({ text }) => pattern.test(text))).toEqual([]);
});
