import { type Span, SpanKind } from '@opentelemetry/api';
import { codeOf } from '../../runtime/error-code.ts';
import type { Meters } from '../meters.ts';
import { isRecorded, noteError, type Tracing } from '../tracing.ts';

/** How a pool of connections is used now. */
interface PoolUse {
  readonly usedCount: number;
  readonly maxCount: number;
  readonly waitingCount: number;
}

/** How much of a statement's text a span holds. Its values are parameters, which no span holds. */
const textCharsMax = 500;
/** Texts whose names are remembered; more than the store has. */
const namesMax = 1_000;

/** Names a statement by its first word and its first table: `insert orders`. */
function makeNameOf(): (text: string) => string {
  const names = new Map<string, string>();
  return (text) => {
    let name = names.get(text);
    if (name === undefined) {
      const [verb = 'statement'] = /\b(insert|update|delete|select)\b/i.exec(text) ?? [];
      const [, table] = /\b(?:into|update|from)\s+"?(\w+)"?/i.exec(text) ?? [];
      name = table === undefined ? verb : `${verb} ${table}`;
      if (names.size < namesMax) names.set(text, name);
    }
    return name;
  };
}

/**
 * Measures the statements of the store's pool: their wait for a connection, and their failures. Those of an operation
 * that is traced have spans, which include the wait.
 */
export function makeStatementObserver(meters: Meters, tracing: Tracing | null) {
  const nameOf = makeNameOf();

  function begin(text: string): Span | null {
    if (tracing === null || !isRecorded()) return null;
    const name = nameOf(text);
    const attributes = {
      'db.system.name': 'postgresql',
      'db.query.summary': name,
      'db.query.text': text.trim().slice(0, textCharsMax),
    };
    return tracing.start(name, { kind: SpanKind.CLIENT, attributes });
  }

  return {
    async observe<Result>(text: string, run: (onPlace: () => void) => Promise<Result>): Promise<Result> {
      const startedMs = performance.now();
      const span = begin(text);
      const onPlace = () =>
        meters.record('gapura_pool_wait_seconds', (performance.now() - startedMs) / 1000, {});
      try {
        return await run(onPlace);
      } catch (error) {
        if (span !== null) noteError(span, error);
        const isRefused = /^[0-9A-Z]{5}$/.test(codeOf(error) ?? '');
        meters.add('gapura_statements_failed', { reason: isRefused ? 'refused' : 'lost' });
        throw error;
      } finally {
        span?.end();
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
