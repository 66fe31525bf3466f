import { setImmediate as turn } from 'node:timers/promises';
import { type Context, createContextKey, ROOT_CONTEXT } from '@opentelemetry/api';
import { beforeEach, describe, expect, test } from 'vitest';
import { OpenSpansContext } from '../../../src/telemetry/sdk/open-spans-context.ts';

const key = createContextKey('name');
let manager: OpenSpansContext;

beforeEach(() => {
  manager = new OpenSpansContext();
});

const named = (name: string): Context => ROOT_CONTEXT.setValue(key, name);
const activeName = () => manager.active().getValue(key);

/** Awaits in every way that the gateway has, and returns the name of the context after each. */
async function walk(): Promise<unknown[]> {
  const seen = [activeName()];
  await null;
  seen.push(activeName());
  await turn();
  seen.push(activeName());
  // biome-ignore lint/suspicious/noThenProperty: drizzle's queries are such objects
  await { then: (resolve: (value: null) => void) => setImmediate(resolve, null) };
  seen.push(activeName());
  await Promise.all([turn(), Promise.resolve().then(() => seen.push(activeName()))]);
  seen.push(activeName());
  await Promise.reject(new Error('expected')).catch(() => seen.push(activeName()));
  for await (const _ of [turn(), turn()]) seen.push(activeName());
  return seen;
}

describe('while a span is open', () => {
  beforeEach(() => manager.onStart());

  test('a context follows asynchronous work, and work of others beside it keeps its own', async () => {
    const both = [manager.with(named('one'), walk), walk(), manager.with(named('two'), walk)];
    expect(activeName()).toBeUndefined();
    const [one, none, two] = await Promise.all(both);
    expect(one).toEqual(Array(9).fill('one'));
    expect(none).toEqual(Array(9).fill(undefined));
    expect(two).toEqual(Array(9).fill('two'));
    manager.onEnd();
  });

  test('a context inside another one ends with its work', async () => {
    const seen = await manager.with(named('outer'), async () => {
      const inner = await manager.with(named('inner'), walk);
      return [inner.at(-1), activeName()];
    });
    expect(seen).toEqual(['inner', 'outer']);
    manager.onEnd();
  });

  test('a context ends when its work throws', () => {
    const fail = () => {
      throw new Error('expected');
    };
    expect(() => manager.with(named('one'), fail)).toThrow('expected');
    expect(activeName()).toBeUndefined();
    manager.onEnd();
  });

  test('a bound function runs in its context', () => {
    expect(manager.bind(named('one'), activeName)()).toBe('one');
    manager.onEnd();
  });

  test('the end of one of two spans ends nothing for the other', async () => {
    manager.onStart();
    const walked = manager.with(named('one'), walk);
    manager.onEnd();
    expect(await walked).toEqual(Array(9).fill('one'));
    manager.onEnd();
  });
});

describe('while no span is open', () => {
  test('a context follows nothing', async () => {
    expect(await manager.with(named('one'), walk)).toEqual(['one', ...Array(8).fill(undefined)]);
  });

  test('nor does one of a span that has ended', async () => {
    manager.onStart();
    const walked = manager.with(named('one'), walk);
    manager.onEnd();
    expect(await walked).toEqual(['one', ...Array(8).fill(undefined)]);
  });
});
