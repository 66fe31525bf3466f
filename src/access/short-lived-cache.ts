import type { Clock } from '../use-cases/ports/clock.ts';

/**
 * Remembers answers for a moment, so that a busy credential costs one question every `lastsMs` and not one for
 * each request. Twins that ask at once share one question. Bounded: the entry that was asked first goes first. A
 * question that fails is not remembered. Where the clock is put back, everything is asked anew.
 */
export function createShortLivedCache<Answer>({
  ask,
  lastsMs,
  entriesMax,
  clock,
}: {
  readonly ask: (key: string) => Promise<Answer>;
  readonly lastsMs: number;
  readonly entriesMax: number;
  readonly clock: Clock;
}): (key: string) => Promise<Answer> {
  const entries = new Map<string, { readonly answer: Promise<Answer>; readonly askedAtMs: number }>();

  return function recall(key) {
    const nowMs = clock.now().getTime();
    const known = entries.get(key);
    const ageMs = known === undefined ? Number.NaN : nowMs - known.askedAtMs;
    if (known !== undefined && ageMs >= 0 && ageMs < lastsMs) return known.answer;
    const answer = ask(key);
    const entry = { answer, askedAtMs: nowMs };
    entries.delete(key);
    entries.set(key, entry);
    const [oldest] = entries.keys();
    if (entries.size > entriesMax && oldest !== undefined) entries.delete(oldest);
    answer.catch(() => {
      if (entries.get(key) === entry) entries.delete(key);
    });
    return answer;
  };
}
