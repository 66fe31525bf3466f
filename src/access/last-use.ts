import type { Clock } from '../use-cases/ports/clock.ts';

/** How often a process records a credential's last use at most. */
const lastUseEveryMs = 60_000;

/** Records when credentials were last used, each at most once a minute. No request waits for it. */
export type NoteUse = (credential: { readonly id: string; readonly lastUsedAt: Date | null }) => void;

/** `write` records a use unless one at `notAfter` or later is on record. A write that fails goes to `onFault`. */
export function createNoteUse(options: {
  readonly write: (id: string, at: Date, notAfter: Date) => Promise<void>;
  readonly clock: Clock;
  /** Credentials that are remembered at once. */
  readonly namesMax: number;
  readonly onFault: (id: string, error: unknown) => void;
}): NoteUse {
  const { clock, namesMax } = options;
  const notedAtMs = new Map<string, number>();

  return ({ id, lastUsedAt }) => {
    const now = clock.now();
    const notAfter = new Date(now.getTime() - lastUseEveryMs);
    if (lastUsedAt !== null && lastUsedAt >= notAfter) return;
    // A cached record does not know of a write that this process made since.
    const nowMs = clock.elapsedMs();
    if (nowMs - (notedAtMs.get(id) ?? Number.NEGATIVE_INFINITY) < lastUseEveryMs) return;
    notedAtMs.delete(id);
    notedAtMs.set(id, nowMs);
    for (const [oldest, atMs] of notedAtMs) {
      if (notedAtMs.size <= namesMax && nowMs - atMs < lastUseEveryMs) break;
      notedAtMs.delete(oldest);
    }
    options.write(id, now, notAfter).catch((error: unknown) => options.onFault(id, error));
  };
}
