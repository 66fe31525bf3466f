import { defineConfig } from 'vitest/config';

/** Rooms of the test house. `structure` needs nothing but the files; the others may use a real Postgres. */
export default defineConfig({
  // Vite would take graphql's .mjs for our files while packages get its .js from Node: two realms of one library.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    env: { TZ: 'Asia/Jakarta' },
    // How long expect.poll waits for a fact: a deadline for a busy machine, not a claim about speed.
    expect: { poll: { timeout: 15_000 } },
    // As long as for a real database: random tests take seconds where others use the machine too.
    testTimeout: 30_000,
    // Tests that mostly wait, for DANA or for a repeat, wait together.
    maxConcurrency: 20,
    // Three files at a time, also on two cores: most of their time is waiting.
    maxWorkers: 3,
    projects: [
      { extends: true, test: { name: 'structure', include: ['test/structure/**/*.test.ts'] } },
      // A deadline for a busy machine: some of them try a rule with thousands of values.
      { extends: true, test: { name: 'unit', include: ['test/unit/**/*.test.ts'], testTimeout: 30_000 } },
      { extends: true, test: { name: 'simulation', include: ['test/simulation/**/*.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          globalSetup: ['test/support/postgres-setup.ts'],
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/support/postgres-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
