import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { variableNames } from '../../src/config/variables.ts';
import { lifecycleDiagram } from './lifecycle-diagram.ts';

const root = join(import.meta.dirname, '../..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');

describe('README', () => {
  test('draws the lifecycle as the table has it', () => {
    expect(readme).toContain(lifecycleDiagram());
  });

  test('stays short enough for a newcomer', () => {
    expect(readme.split(/\s+/).length).toBeLessThan(2_300);
  });
});

describe('docs/configuration.md', () => {
  test('names every variable that the configuration reads, as .env.example does', () => {
    const names = variableNames.filter((name) => name !== 'NODE_ENV');
    const example = readFileSync(join(root, '.env.example'), 'utf8');
    const page = readFileSync(join(root, 'docs/configuration.md'), 'utf8');
    expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
    expect(names.filter((name) => !example.includes(name))).toEqual([]);
  });
});

test('the scripts of package.json run in every shell', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  // Variables before a command, pipes, subshells, and programs that Windows lacks.
  const foreign = /(^|&& )[A-Z_]+=|[|;()$`]|\b(rm|cp|mv|mkdir|grep|cat|sed)\b/;
  expect(Object.entries(scripts).filter(([, script]) => foreign.test(script))).toEqual([]);
});
