import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parse, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { schema } from '../../src/graphql/schema.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const filesOf = (folder: string) =>
  readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => `${folder}/${name}`);

const readme = read('README.md');
const isPage = (file: string) => file.endsWith('.md');
const atTheTop = ['CONTRIBUTING.md', 'SECURITY.md'];
const decisions = filesOf('docs/decisions').filter(isPage);
const pages = ['README.md', ...atTheTop, ...filesOf('docs').filter(isPage), ...decisions];
const examples = ['', '/vitest'].flatMap((folder) => filesOf(`docs/examples${folder}`)).map(read);
const operations = ['', '/console']
  .flatMap((folder) => filesOf(`src/client/core/operations${folder}`))
  .map(read);

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
    const code = ['ts', 'tsx', 'js', 'yaml'].flatMap((language) => blocks(page, language));
    expect(code.filter((block) => !examples.some((example) => example.includes(block)))).toEqual([]);
  });

  test('its operations are those of src/client/core/operations, or at least of this API', () => {
    for (const block of blocks(page, 'graphql')) {
      if (!operations.includes(block)) expect(validate(schema, parse(block))).toEqual([]);
    }
  });

  test('the files and folders that it names exist', () => {
    const named = [...read(page).matchAll(/`((?:src|test|docs)\/[\w./-]+)`/g)].map(([, path = '']) => path);
    const exists = (path: string) =>
      existsSync(join(root, path)) || existsSync(join(root, `${path}.test.ts`));
    expect(named.filter((path) => !exists(path))).toEqual([]);
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

test('README leads to every page', () => {
  const direct = pages.filter((page) => page !== 'README.md' && !decisions.includes(page));
  expect(direct.filter((page) => !readme.includes(`](${page})`))).toEqual([]);
});

test('the list of decisions leads to every decision', () => {
  const list = read('docs/decisions/README.md');
  const named = decisions
    .map((file) => file.slice('docs/decisions/'.length))
    .filter((name) => name !== 'README.md');
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((name) => !list.includes(`](${name})`))).toEqual([]);
});
