import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => read(`src/${file}`));

/** Every line that the gateway may log, as `level name`, once for each place that logs it. */
const logged = sources.flatMap((source) =>
  [...source.matchAll(/\blog\.(debug|info|warn|error)\(\s*'([^']+)'/g)].map(
    ([, level, name]) => `${level} ${name}`,
  ),
);

/** The rows of the table under "Log lines", in the same form. */
const documented = [...read('docs/operating.md').matchAll(/^\| `([^`]+)` \| (\w+) \|/gm)].map(
  ([, name, level]) => `${level} ${name}`,
);

describe('the table of log lines in docs/operating.md', () => {
  test('has a row for every line that the source logs, and no other', () => {
    expect([...documented].sort()).toEqual([...new Set(logged)].sort());
    expect(logged.length).toBeGreaterThan(30);
  });

  test('no fact is logged from two places', () => {
    expect(logged.filter((line, index) => logged.indexOf(line) !== index)).toEqual([]);
  });

  test('a name is a noun and a past participle', () => {
    // `unknown` is the third of DANA's answers, and no other word says it.
    const participle = /^[a-z]+(_[a-z]+)*\.([a-z]+_)*([a-z]+ed|timed_out|cut_short|unread|unknown)$/;
    expect(documented.filter((line) => !participle.test(line.split(' ')[1] ?? ''))).toEqual([]);
  });

  test('every logged name is written where it is logged, so that a search finds it', () => {
    const calls = sources.flatMap((source) => [...source.matchAll(/\blog\.(debug|info|warn|error)\(/g)]);
    expect(calls).toHaveLength(logged.length);
  });
});
