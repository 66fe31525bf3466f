import type { Clock } from '../use-cases/ports/clock.ts';

/**
 * Caches loaded values for `ttlMs`, so that a busy credential costs one query per `ttlMs` instead of one per request.
 * Concurrent calls for a key share one load. Beyond `entriesMax` entries, the one loaded first is dropped, and each load
 * drops those that are too old: a credential that never comes again leaves nothing behind. A failed load is not cached.
 * Values age by elapsed time, whatever happens to the time of day.
 */
export function createShortLivedCache<Value>({
  load,
  ttlMs,
  entriesMax,
  clock,
}: {
  readonly load: (key: string) => Promise<Value>;
  readonly ttlMs: number;
  readonly entriesMax: number;
  readonly clock: Clock;
}): (key: string) => Promise<Value> {
  const entries = new Map<string, { readonly value: Promise<Value>; readonly loadedAtMs: number }>();

  return function get(key) {
    const nowMs = clock.elapsedMs();
    const known = entries.get(key);
    if (known !== undefined && nowMs - known.loadedAtMs < ttlMs) return known.value;
    const value = load(key);
    const entry = { value, loadedAtMs: nowMs };
    entries.delete(key);
    entries.set(key, entry);
    for (const [oldest, { loadedAtMs }] of entries) {
      if (entries.size <= entriesMax && nowMs - loadedAtMs < ttlMs) break;
      entries.delete(oldest);
    }
    value.catch(() => {
      if (entries.get(key) === entry) entries.delete(key);
    });
    return value;
  };
}
