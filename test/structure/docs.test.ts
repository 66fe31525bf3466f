import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parse, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { schema } from '../../src/graphql/schema.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const filesOf = (folder: string) => readdirSync(join(root, folder)).map((name) => `${folder}/${name}`);

const readme = read('README.md');
const pages = ['README.md', ...filesOf('docs').filter((file) => file.endsWith('.md'))];
const examples = filesOf('docs/examples').map(read);
const operations = filesOf('src/client/core/operations').map(read);

/** What stands in a page between fences of this language. */
function blocks(page: string, language: string): string[] {
  const found = read(page).matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'gms'));
  return [...found].map((match) => match[1] ?? '');
}

/** As GitHub makes them: `## When nobody knows: CONFIRMING` → when-nobody-knows-confirming */
function anchorsOf(page: string): string[] {
  const headings = page.matchAll(/^#+ (.+)$/gm);
  return [...headings].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

describe.each(pages)('%s', (page) => {
  test('its code stands in an example, which the tests run', () => {
    const code = ['ts', 'js'].flatMap((language) => blocks(page, language));
    expect(code.filter((block) => !examples.some((example) => example.includes(block)))).toEqual([]);
  });

  test('its operations are those of src/client/core/operations, or at least of this API', () => {
    for (const block of blocks(page, 'graphql')) {
      if (!operations.includes(block)) expect(validate(schema, parse(block))).toEqual([]);
    }
  });

  test('its links lead somewhere', () => {
    const links = [...read(page).matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)]+))?\)/g)];
    const broken = links.filter(([, path = '', anchor]) => {
      const target = path === '' ? page : relative(root, join(root, page, '..', path));
      if (!existsSync(join(root, target))) return true;
      return anchor !== undefined && !anchorsOf(read(target)).includes(anchor);
    });
    expect(broken.map(([link]) => link)).toEqual([]);
  });
});

test('README leads to every page of docs', () => {
  expect(pages.filter((page) => page !== 'README.md' && !readme.includes(`](${page})`))).toEqual([]);
});
