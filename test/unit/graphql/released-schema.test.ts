import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, findBreakingChanges, type GraphQLSchema, printSchema } from 'graphql';
import { describe, expect, test } from 'vitest';
import { schema } from '../../../src/graphql/schema.ts';

const root = join(import.meta.dirname, '../../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

/**
 * The changes that break clients of the released schema and that the changelog does not own up to. It does so under
 * its first heading (what is not released yet), one line each: `- BREAKING: <the change as findBreakingChanges says
 * it>`. With a release, schema.graphql is copied over the released one and the heading gets its version.
 */
function unrecordedChanges(released: GraphQLSchema, now: GraphQLSchema, changelog: string): string[] {
  const unreleased = changelog.split(/^## /m)[1] ?? '';
  const recorded = new Set(unreleased.split('\n'));
  return findBreakingChanges(released, now)
    .map(({ description }) => `- BREAKING: ${description}`)
    .filter((line) => !recorded.has(line));
}

describe('the schema of the last release', () => {
  test('is broken only by what CHANGELOG.md records', () => {
    const released = buildSchema(read('test/support/released-schema.graphql'));
    expect(unrecordedChanges(released, schema, read('CHANGELOG.md'))).toEqual([]);
  });

  test('schema.graphql equals the current schema', () => {
    expect(read('schema.graphql')).toBe(`${printSchema(schema)}\n`);
  });
});

describe('the check itself', () => {
  const released = buildSchema('type Query { order(id: ID!): String! title: String }');
  const changed = buildSchema('type Query { order(id: ID!, key: String!): String title: String }');
  const heading = '# Changelog\n\n## Unreleased\n\n';
  const lines = [
    '- BREAKING: A required arg key on Query.order was added.',
    '- BREAKING: Query.order changed type from String! to String.',
  ];

  test('finds changes that break a client', () => {
    expect(unrecordedChanges(released, changed, heading).sort()).toEqual([...lines].sort());
  });

  test('accepts recorded changes', () => {
    expect(unrecordedChanges(released, changed, `${heading}${lines.join('\n')}\n`)).toEqual([]);
  });

  test('does not accept the record of an earlier release', () => {
    const changelog = `${heading}## 0.1.0\n\n${lines.join('\n')}\n`;
    expect(unrecordedChanges(released, changed, changelog)).toHaveLength(2);
  });

  test('accepts additions', () => {
    const more = buildSchema(
      'type Query { order(id: ID!, lang: String): String! title: String memo: String }',
    );
    expect(unrecordedChanges(released, more, heading)).toEqual([]);
  });
});
