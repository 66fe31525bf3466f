import { defineConfig } from 'vitest/config';
import { patienceMs } from './test/support/eventually.ts';
import { findMemoryFolder } from './test/support/memory-folder.ts';
import { filesOutOfTurn } from './test/support/turns.ts';

/** The long forms of these need the machine to themselves: with TEST_LONG they run one by one, after all others. */
const wantMachine = [
  'test/e2e/kill-matrix.test.ts',
  'test/e2e/postgres-restarts.test.ts',
  'test/e2e/random-kills.test.ts',
  'test/e2e/rolling-restart.test.ts',
  'test/e2e/storms.test.ts',
];
// Every process that a test starts keeps its temporary files there, unless TMPDIR names another place.
const memoryFolder = findMemoryFolder();
if (memoryFolder !== undefined) process.env.TMPDIR ??= memoryFolder;

const words = process.argv.slice(2);
const outOfTurn = filesOutOfTurn(words);
if (outOfTurn.length > 0 && !words.includes('structure'))
  console.log(`Left to runs with another TEST_SEED: ${outOfTurn.join(', ')}`);

const isLong = process.env.TEST_LONG === '1';
const endToEnd = {
  globalSetup: ['test/support/postgres-setup.ts'],
  testTimeout: 240_000,
  hookTimeout: 240_000,
};

/** Property tests, fuzzing and seeded worlds, wherever they stand: bounded by a number of cases, never by the clock. */
const random = 'test/**/*.random.test.ts';

/** The projects. `structure` reads files only, `unit` and `simulation` stay in memory, the others start a Postgres. */
export default defineConfig({
  // Vite would load graphql's .mjs for our files while packages get its .js from Node: two realms of one library.
  resolve: {
    alias: [
      { find: /^graphql$/, replacement: 'graphql/index.js' },
      // The examples of the docs import our packages, as a shop does.
      {
        find: /^@gapura\/(\w+)$/,
        replacement: `${import.meta.dirname}/src/packages/$1/$1.ts`,
      },
    ],
  },
  test: {
    env: { TZ: 'Asia/Jakarta' },
    expect: { poll: { timeout: patienceMs } },
    // Longer than any wait inside a test, so that the wait that failed is named. On a busy machine even tests in memory take seconds.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Tests that mostly wait, for DANA or for a repeat, wait together.
    maxConcurrency: 20,
    // More files at a time than cores: half of their time is waiting. The long forms wait less.
    maxWorkers: isLong ? 3 : 4,
    projects: [
      {
        extends: true,
        test: { name: 'structure', isolate: false, include: ['test/structure/**/*.test.ts'] },
      },
      // Files share their imported modules, here and below: loading these costs more than most tests, and they keep no state.
      {
        extends: true,
        test: { name: 'unit', include: ['test/unit/**/*.test.ts'], exclude: [random], isolate: false },
      },
      {
        extends: true,
        test: {
          name: 'random',
          isolate: false,
          include: [random],
          exclude: [...outOfTurn],
          globalSetup: ['test/support/postgres-setup.ts'],
        },
      },
      { extends: true, test: { name: 'simulation', include: ['test/simulation/**/*.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'integration',
          isolate: false,
          include: ['test/integration/**/*.test.ts'],
          exclude: [random, ...outOfTurn],
          globalSetup: ['test/support/postgres-setup.ts'],
        },
      },
      {
        extends: true,
        test: {
          ...endToEnd,
          name: 'e2e',
          isolate: false,
          include: ['test/e2e/**/*.test.ts'],
          exclude: isLong ? wantMachine : [...outOfTurn],
        },
      },
      ...(isLong
        ? [
            {
              extends: true as const,
              test: {
                ...endToEnd,
                name: 'e2e-alone',
                include: wantMachine,
                maxWorkers: 1,
                sequence: { groupOrder: 1 },
              },
            },
          ]
        : []),
    ],
  },
});
