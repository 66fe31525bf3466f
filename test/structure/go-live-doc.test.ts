import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { variableNames } from '../../src/config/variables.ts';
import { scenarios } from '../../src/uat/scenarios/scenarios.ts';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/go-live.md'), 'utf8');

test('docs/go-live.md lists the mandatory scenarios, in DANA’s order', () => {
  const listed = [...page.matchAll(/^- \[ \] ([A-Z][A-Za-z]+)$/gm)].map(([, name]) => name);
  expect(listed).toEqual(scenarios.filter(({ isMandatory }) => isMandatory).map(({ name }) => name));
});

test('its commands are commands of this package', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const named = [...page.matchAll(/npm run ([a-z]+)/g)].map(([, name = '']) => name);
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
  for (const [, name] of page.matchAll(/dist\/commands\/([a-z]+)\.js/g)) {
    expect(scripts[name ?? '']).toContain(`commands/${name}`);
  }
});

test('its variables are variables that the configuration reads', () => {
  const named = [...page.matchAll(/^([A-Z][A-Z_]+)=/gm), ...page.matchAll(/`([A-Z][A-Z]*_[A-Z_]+)[`=]/g)];
  const names = new Set(named.map(([, name = '']) => name));
  names.delete('NODE_ENV');
  expect(names.size).toBeGreaterThan(10);
  expect([...names].filter((name) => !variableNames.includes(name))).toEqual([]);
});

test('its checklists have the names of DANA’s guide', () => {
  for (const name of [
    'Generate production keys',
    'Confirm UAT testing logs',
    'Fill go-live submission form',
    'Obtain production credentials',
    'Configure production environment',
    'Test using production credentials',
    'UAT production sign-off',
    'Go-live',
  ]) {
    expect(page).toMatch(new RegExp(`^### \\d\\. ${name}$`, 'm'));
  }
});
