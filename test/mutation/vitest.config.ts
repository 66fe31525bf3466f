import { defineConfig } from 'vitest/config';

/** The unit tests that judge mutants: `npm run test:mutants`. Stryker wants one project, without the others' set-up. */
export default defineConfig({
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    env: { TZ: 'Asia/Jakarta' },
    include: ['test/unit/domain/**/*.test.ts', 'test/unit/use-cases/**/*.test.ts'],
    isolate: false,
  },
});
