import { expect, test } from 'vitest';
import { makeReadOverview } from '../../../src/use-cases/orders/read-overview.ts';
import { run } from '../../support/graphql-execution.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { noWork } from '../../support/no-work.ts';

test('the overview says in whole milliseconds when an operation of DANA that is held back is tried again', async () => {
  const readOverview = makeReadOverview({
    work: noWork,
    provider: {
      // What a breaker has left is a difference of two readings of the monotonic clock.
      unavailability: (operation) =>
        operation === 'cancelOrder' ? { reason: 'DANA_UNREACHABLE', retryAfterMs: 4_321.1 } : null,
    },
    clock: manualClock(),
  });
  const result = await run('{ overview { dana { operation isAvailable retryAfterMs } } }', {
    useCases: { readOverview },
  });
  expect(result.errors).toBeUndefined();
  expect(result.data?.overview).toMatchObject({
    dana: expect.arrayContaining([
      { operation: 'createOrder', isAvailable: true, retryAfterMs: null },
      { operation: 'cancelOrder', isAvailable: false, retryAfterMs: 4_322 },
    ]),
  });
});
