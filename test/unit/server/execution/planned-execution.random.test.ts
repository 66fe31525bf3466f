import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { parse, specifiedRules, validate } from 'graphql';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { executeOnBoth } from '../../../support/both-executors.ts';
import { fuzzMs, fuzzRuns, testSeed } from '../../../support/sample.ts';
import { type ChaoticContext, chaoticSchema } from './chaotic-schema.ts';
import { randomOperation } from './random-document.ts';

/** Fragments are there whether they are spread or not, and so are their variables. */
const rules = specifiedRules.filter(({ name }) => !/^NoUnused(Fragments|Variables)Rule$/.test(name));

/** graphql-js leaves rejections to nobody, for which the test must not fail; our own executor must not leave any. */
let unhandled: unknown[] = [];
const note = (reason: unknown) => void unhandled.push(reason);
const others = process.listeners('unhandledRejection');
beforeEach(() => {
  process.removeAllListeners('unhandledRejection').on('unhandledRejection', note);
});
afterEach(() => {
  process.removeAllListeners('unhandledRejection');
  for (const listener of others) process.on('unhandledRejection', listener);
});

test(
  'any operation has the result that it has on graphql-js, from the same calls of the same resolvers',
  async () => {
    const schema = chaoticSchema();
    let validCount = 0;
    let failedCount = 0;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0 }), async (seed) => {
        const { text, variables: variableValues } = randomOperation(schema, seed);
        const document = parse(text);
        if (validate(schema, document, rules, { maxErrors: 1 }).length > 0) return;
        const contexts: ChaoticContext[] = [];
        unhandled = [];
        const { errors } = await executeOnBoth({ schema, document, variableValues }, async () => {
          await nextTurn();
          expect(unhandled).toEqual([]);
          const context: ChaoticContext = { seed, calls: [] };
          contexts.push(context);
          return context;
        });
        await nextTurn();
        const [planned, again, reference] = contexts;
        expect(planned?.calls).toEqual(reference?.calls);
        expect(again?.calls).toEqual(reference?.calls);
        validCount += 1;
        if (errors !== undefined) failedCount += 1;
      }),
      // Here the order of errors showed a list that resolved one turn late.
      { seed: testSeed, numRuns: fuzzRuns(150), examples: [[1_255_860_193]] },
    );
    expect(validCount).toBeGreaterThan(100);
    expect(failedCount).toBeGreaterThan(40);
  },
  fuzzMs,
);
