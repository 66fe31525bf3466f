import { makeBackgroundLoop } from '../use-cases/background/background-loop.ts';
import type { RoundFailures } from '../use-cases/background/round-failures.ts';
import type { Clock } from '../use-cases/ports/clock.ts';
import type { Log } from '../use-cases/ports/log.ts';
import type { Caller } from './caller.ts';
import type { CredentialStore, Revocations } from './credential-store.ts';

/** Streams of a revoked credential end within this time plus one read. */
const sweepMs = 2_000;
/** Each read reaches back beyond the last one: a revocation may be committed late. */
const overlapMs = 60_000;

/** Ends open streams whose credential was revoked. */
export interface RevocationWatch {
  /** Calls `end` with a test that is true for every caller whose credential no longer works. */
  onRevoked(end: (isEnded: (caller: Caller) => boolean) => void): void;
  /** Resolves when the read under way has ended. */
  close(): Promise<void>;
}

/**
 * Reads revocations from the store until it is closed. It polls instead of listening, although Postgres could notify: a
 * round costs three reads of an index that is nearly always empty, and misses nothing while a listening connection
 * is being replaced. While the database is unavailable, open streams stay open.
 */
export function watchRevocations({
  store,
  clock,
  log,
  failures,
}: {
  readonly store: Pick<CredentialStore, 'revokedWithin'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly failures: RoundFailures;
}): RevocationWatch {
  const listeners: ((isEnded: (caller: Caller) => boolean) => void)[] = [];
  let seenUntilMs = clock.elapsedMs();
  const loop = makeBackgroundLoop({
    name: 'revocations',
    failures,
    clock,
    sweepMs,
    pauseMs: 0,
    async round() {
      const nowMs = clock.elapsedMs();
      const revoked = await store.revokedWithin(Math.ceil(nowMs - seenUntilMs + overlapMs));
      seenUntilMs = nowMs;
      if (Object.values(revoked).some((ids) => ids.length > 0)) {
        const isEnded = endedBy(revoked);
        for (const end of listeners) end(isEnded);
      }
      return null;
    },
    onFault: (error) => log.warn('access.revocations_unread', { error }),
  });
  loop.start();

  return {
    onRevoked: (end) => listeners.push(end),
    close: loop.stop,
  };
}

function endedBy({ keyIds, sessionIds, orderIds, checkoutIds }: Revocations): (caller: Caller) => boolean {
  const keys = new Set([...keyIds, ...sessionIds]);
  const orders = new Set(orderIds);
  const checkouts = new Set(checkoutIds);
  return (caller) =>
    (caller.kind === 'serverKey' && keys.has(caller.keyId)) ||
    (caller.kind === 'clientToken' && orders.has(caller.orderId)) ||
    (caller.kind === 'checkoutToken' && checkouts.has(caller.checkoutId));
}
