import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultTiming, makeBackOff } from '../../../src/client/core/timing.ts';

/** The waits after so many connections that were never live. */
function waits(count: number, fraction: number, askedMs = 0): number[] {
  const waitAfter = makeBackOff(defaultTiming, () => fraction);
  return Array.from({ length: count }, () => waitAfter(null, askedMs));
}

test('jitter shortens a wait by at most a half', () => {
  const fractions = fc.double({ min: 0, max: 0.999, noNaN: true });
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 2_000 }), fractions, (count, fraction) => {
      const [longest, wait] = [waits(count, 0).at(-1) ?? 0, waits(count, fraction).at(-1)];
      expect(wait).toBeGreaterThan(longest / 2);
      expect(wait).toBeLessThanOrEqual(defaultTiming.waitMaxMs);
    }),
  );
});
