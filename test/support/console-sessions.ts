import type { Operator } from '../../src/access/caller.ts';
import { createConsoleSessions } from '../../src/access/console/console-sessions.ts';
import type { HeldSession, SessionStore } from '../../src/access/console/session-store.ts';
import { createSignIn } from '../../src/access/console/sign-in.ts';
import type { ConsoleOptions } from '../../src/server/console/console-door.ts';
import type { Showcase } from '../../src/server/showcase.ts';
import { manualClock } from './manual-clock.ts';
import { silentLog } from './silent-log.ts';

/** People of the merchant, by the key that each of them has. */
export const people: Readonly<Record<string, Operator>> = {
  'key-of-ani': { id: 'person-1', name: 'Ani', role: 'support' },
  'key-of-budi': { id: 'person-2', name: 'Budi', role: 'admin' },
};

const noPages: Showcase = async () => null;

/**
 * The sessions of a console without a database. People sign in with the keys of `people`; `key-of-a-server` is a server's.
 * The clock stands still until a test moves it.
 */
export function openConsole(pages: Showcase = noPages, clock = manualClock()) {
  const rows = new Map<string, HeldSession>();
  const revokedKeys = new Map<string, Date>();
  const byId = new Map(Object.values(people).map((operator) => [operator.id, operator]));
  const store: SessionStore = {
    async insertSession(session) {
      const operator = byId.get(session.operatorId) ?? {
        id: session.operatorId,
        name: 'Sari',
        role: 'viewer',
      };
      rows.set(session.hash, { ...session, operator, keyRevokedAt: null });
    },
    async findSession(hash) {
      const row = rows.get(hash);
      return row === undefined ? null : { ...row, keyRevokedAt: revokedKeys.get(row.keyId ?? '') ?? null };
    },
    async noteSessionUse(id, at) {
      change(id, { lastUsedAt: at });
    },
    async revokeSession(id, { by, at }) {
      change(id, { revokedAt: at, revokedBy: by });
      return 'revoked';
    },
  };
  function change(id: string, changed: Partial<HeldSession>): void {
    for (const [hash, row] of rows) if (row.id === id) rows.set(hash, { ...row, ...changed });
  }
  let count = 0;
  const chance = { uuid: () => `session-${++count}` };
  const sessions = createConsoleSessions({ store, clock, chance, log: silentLog });
  const signIn = createSignIn({
    sessions,
    async authenticate(authorization = '') {
      const key = authorization.slice('Bearer '.length);
      const operator = people[key];
      const caller = { kind: 'serverKey', keyId: key, scopes: new Set(['orders:read'] as const) } as const;
      if (key === 'key-of-a-server') return caller;
      return operator === undefined ? 'invalid' : { ...caller, operator };
    },
  });
  const options: ConsoleOptions = { pages, sessions, signIn };
  return { options, sessions, signIn, clock, rows, revokedKeys };
}
