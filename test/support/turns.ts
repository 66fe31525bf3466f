import { isLong, testSeed } from './sample.ts';

/**
 * Files of walkthroughs that take tens of seconds each: starts, browsers, processes. Each run lives one file of each group,
 * by TEST_SEED; TEST_LONG=1 lives all. The rules that they walk through have tests of their own on every run.
 */
export const groupsInTurn: readonly (readonly string[])[] = [
  [
    'test/e2e/checkout-page.test.ts',
    'test/e2e/checkout-page-trouble.test.ts',
    'test/e2e/checkout-page-hosted.test.ts',
    'test/e2e/graphiql.test.ts',
    'test/e2e/sign-in.test.ts',
    'test/e2e/docs/web.test.ts',
    'test/e2e/docs/node-server.test.ts',
    'test/e2e/packages.test.ts',
    'test/e2e/packages-in-a-browser.test.ts',
  ],
  [
    'test/e2e/uat.test.ts',
    'test/e2e/server-keys.test.ts',
    'test/e2e/canaries.test.ts',
    'test/e2e/recovery.test.ts',
    'test/e2e/live.test.ts',
    'test/e2e/events.test.ts',
  ],
  [
    'test/e2e/simulator-pages/merchant-desk.test.ts',
    'test/e2e/simulator-pages/payment-page.test.ts',
    'test/e2e/simulator-pages/bank-and-scanner.test.ts',
    'test/e2e/simulator-pages/every-page.test.ts',
  ],
  [
    'test/e2e/our-own-faults.test.ts',
    'test/e2e/path-prefix.test.ts',
    'test/e2e/rehearsal.test.ts',
    'test/e2e/restored-database.test.ts',
    'test/e2e/restore-drill.test.ts',
    'test/e2e/elsewhere.test.ts',
  ],
  ['test/e2e/console.test.ts', 'test/e2e/console-work.test.ts', 'test/e2e/console-batches.test.ts'],
  ['test/e2e/idempotency.test.ts', 'test/e2e/unknown-outcomes.test.ts'],
  ['test/integration/store/filter-plans.test.ts', 'test/integration/store/background-plans.test.ts'],
  ['test/e2e/notifications/delivery.test.ts', 'test/e2e/notifications/content.test.ts'],
  [
    'test/e2e/build.test.ts',
    'test/e2e/docs/protocol.test.ts',
    'test/e2e/closed-terminal.test.ts',
    'test/e2e/outdated-data.test.ts',
    'test/e2e/clock.test.ts',
  ],
  [
    'test/integration/embedded-postgres-recovery.test.ts',
    'test/integration/embedded-postgres.test.ts',
    'test/integration/embedded-start.test.ts',
    'test/integration/prepared-data.test.ts',
  ],
  [
    'test/integration/store/readiness.test.ts',
    'test/integration/store/outages.test.ts',
    'test/integration/store/behind-a-pooler.test.ts',
    'test/integration/server/client-libraries.test.ts',
    'test/integration/store/broken-wait.test.ts',
  ],
  [
    'test/integration/events/kill.test.ts',
    'test/integration/simulator/kill.test.ts',
    'test/integration/events/slow-receivers.test.ts',
  ],
  [
    'test/unit/dana/json-white-space.random.test.ts',
    'test/unit/server/execution/planned-execution.random.test.ts',
    'test/unit/simulator/lifecycle.random.test.ts',
  ],
  [
    'test/integration/server/http-fuzz.random.test.ts',
    'test/integration/server/protocol-fuzz.random.test.ts',
    'test/integration/events/restored-histories.random.test.ts',
  ],
];

/** The files that are not in turn. None if the caller names files by himself. */
export function filesOutOfTurn(words: readonly string[]): readonly string[] {
  if (isLong || words.some((word) => word.includes('/'))) return [];
  return groupsInTurn.flatMap((files) => files.filter((_, index) => index !== testSeed % files.length));
}
