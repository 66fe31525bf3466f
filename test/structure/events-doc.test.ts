import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { merchantEventTypes } from '../../src/domain/merchant-event.ts';
import { schema } from '../../src/graphql/schema.ts';

const docs = join(import.meta.dirname, '../../docs');
const page = readFileSync(join(docs, 'events.md'), 'utf8');
const example = readFileSync(join(docs, 'examples/event-receiver.js'), 'utf8');

function blocks(language: string): string[] {
  const found = [...page.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'gms'))];
  expect(found.length).toBeGreaterThan(0);
  return found.map((match) => match[1] ?? '');
}

test('the event of docs/events.md is as docs/event.schema.json says', () => {
  const documented = z.fromJSONSchema(JSON.parse(readFileSync(join(docs, 'event.schema.json'), 'utf8')));
  for (const block of blocks('json')) expect(documented.safeParse(JSON.parse(block)).error).toBeUndefined();
});

test('its query, and that of the example, are queries of this API', () => {
  const [inExample] = /query \(\$after[^`]*/.exec(example) ?? [];
  for (const text of [...blocks('graphql'), inExample ?? '']) {
    expect(validate(schema, parse(text))).toEqual([]);
  }
});

test('it names every type of event', () => {
  expect(Object.values(merchantEventTypes).filter((type) => !page.includes(`\`${type}\``))).toEqual([]);
});
