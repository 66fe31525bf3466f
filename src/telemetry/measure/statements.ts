import { codeOf } from '../../runtime/error-code.ts';
import type { Meters } from '../meters.ts';

/** How a pool of connections is used now. */
interface PoolUse {
  readonly usedCount: number;
  readonly maxCount: number;
  readonly waitingCount: number;
}

/** Measures the statements of the store's pool: their wait for a connection, and their failures. */
export function makeStatementObserver(meters: Meters) {
  return {
    async observe<Result>(_text: string, run: (onPlace: () => void) => Promise<Result>): Promise<Result> {
      const startedMs = performance.now();
      const onPlace = () =>
        meters.record('gapura_pool_wait_seconds', (performance.now() - startedMs) / 1000, {});
      try {
        return await run(onPlace);
      } catch (error) {
        const isRefused = /^[0-9A-Z]{5}$/.test(codeOf(error) ?? '');
        meters.add('gapura_statements_failed', { reason: isRefused ? 'refused' : 'lost' });
        throw error;
      }
    },
    watchPool(read: () => PoolUse): void {
      meters.observe('gapura_pool_connections', () => {
        const { usedCount, maxCount } = read();
        return [[usedCount, { state: 'used' }] as const, [maxCount, { state: 'max' }] as const];
      });
      meters.observe('gapura_pool_waiting', () => [[read().waitingCount, {}]]);
    },
  };
}
