import { parse, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { schema } from '../../src/graphql/schema.ts';
import { graphiqlTabs, loadGuidedOperations } from '../../src/server/graphiql/graphiql-tabs.ts';

/** What the editor shows of a line on a screen 1280 pixels wide. */
const columnsMax = 52;

const operations = await loadGuidedOperations();
const simulatorUrl = 'http://127.0.0.1:4010';
const tabs = graphiqlTabs(operations, { reference: 'try-12345678', simulatorUrl });
const named = tabs.map((text) => [/^(?:query|mutation|subscription) (\w+)/m.exec(text)?.[1] ?? text, text]);

describe('the guided operations of GraphiQL', () => {
  test.each(named)('%s is one operation of this API, and can be read without scrolling', (_, text = '') => {
    const document = parse(text);
    expect(document.definitions).toHaveLength(1);
    expect(validate(schema, document)).toEqual([]);
    expect(text.split('\n').filter((line) => line.length > columnsMax)).toEqual([]);
  });

  test('each tab has a name of its own', () => {
    expect(new Set(named.map(([name]) => name)).size).toBe(tabs.length);
  });

  test('they show every kind of instruction', () => {
    const kinds = schema.getPossibleTypes(schema.getType('PaymentInstruction') as never);
    const text = tabs.join();
    expect(kinds.map(({ name }) => name).filter((name) => !text.includes(`on ${name}`))).toEqual([]);
  });

  test('of what a page fills in, only the id of an order is left to the browser', () => {
    const left = tabs.join().match(/\{\{\w+\}\}/g) ?? [];
    expect([...new Set(left)]).toEqual(['{{orderId}}']);
  });

  test('where there is no simulator nothing is proposed that creates an order', () => {
    const [first, ...more] = graphiqlTabs(operations, { reference: 'try-12345678', simulatorUrl: null });
    expect(first).toContain('query Options');
    expect(first).not.toContain('{{');
    expect(more).toEqual([]);
  });
});
