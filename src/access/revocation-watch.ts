import type { Clock } from '../use-cases/ports/clock.ts';
import type { Log } from '../use-cases/ports/log.ts';
import type { Caller } from './caller.ts';
import type { CredentialStore, Revocations } from './credential-store.ts';

/** Streams of a revoked credential end within this time and the moment a look takes. */
const lookEveryMs = 2_000;
/** Each look reaches back beyond the last one: clocks of processes differ, and a revocation may be committed late. */
const overlapMs = 60_000;

/** Tells what is open that credentials were taken back. */
export interface RevocationWatch {
  /** `end` is called with a test that is true for every caller whose credential does not work any more. */
  onRevoked(end: (isEnded: (caller: Caller) => boolean) => void): void;
  close(): void;
}

/**
 * Looks for revocations, for as long as it is open. It asks instead of listening, although Postgres could tell: the
 * question costs three reads of an index that is nearly always empty, and nothing is missed while a listening
 * connection is being replaced. While the database is away, whatever is open stays open.
 */
export function watchRevocations({
  store,
  clock,
  log,
}: {
  readonly store: Pick<CredentialStore, 'revokedSince'>;
  readonly clock: Clock;
  readonly log: Log;
}): RevocationWatch {
  const listeners: ((isEnded: (caller: Caller) => boolean) => void)[] = [];
  let seenUntilMs = clock.now().getTime();
  let isClosed = false;
  let cancel = schedule();

  function schedule(): () => void {
    return clock.at(new Date(clock.now().getTime() + lookEveryMs), () => void look());
  }

  async function look(): Promise<void> {
    const nowMs = clock.now().getTime();
    try {
      const revoked = await store.revokedSince(new Date(seenUntilMs - overlapMs));
      seenUntilMs = nowMs;
      if (Object.values(revoked).some((ids) => ids.length > 0)) {
        const isEnded = endedBy(revoked);
        for (const end of listeners) end(isEnded);
      }
    } catch (error) {
      log.warn('access.revocations_unread', { error });
    }
    if (!isClosed) cancel = schedule();
  }

  return {
    onRevoked: (end) => listeners.push(end),
    close() {
      isClosed = true;
      cancel();
    },
  };
}

function endedBy({ keyIds, orderIds, checkoutIds }: Revocations): (caller: Caller) => boolean {
  const keys = new Set(keyIds);
  const orders = new Set(orderIds);
  const checkouts = new Set(checkoutIds);
  return (caller) =>
    (caller.kind === 'serverKey' && keys.has(caller.keyId)) ||
    (caller.kind === 'clientToken' && orders.has(caller.orderId)) ||
    (caller.kind === 'checkoutToken' && checkouts.has(caller.checkoutId));
}
