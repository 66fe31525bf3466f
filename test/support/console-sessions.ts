import type { Operator, Role } from '../../src/access/caller.ts';
import { type ConsoleSessions, createConsoleSessions } from '../../src/access/console/console-sessions.ts';
import type { OpenIdSettings } from '../../src/access/console/open-id.ts';
import type { SignInLinkRecord } from '../../src/access/console/people-store.ts';
import type { HeldSession, SessionStore } from '../../src/access/console/session-store.ts';
import { createSignIn } from '../../src/access/console/sign-in.ts';
import type { Revocation } from '../../src/access/credential-store.ts';
import type { ConsoleOptions } from '../../src/server/console/console-options.ts';
import type { Showcase } from '../../src/server/showcase.ts';
import { manualClock } from './manual-clock.ts';
import { silentLog } from './silent-log.ts';

/** People of the merchant, by the key that each of them has. */
export const people: Readonly<Record<string, Operator>> = {
  'key-of-ani': { id: 'person-1', name: 'Ani', role: 'support' },
  'key-of-budi': { id: 'person-2', name: 'Budi', role: 'admin' },
};

/** Opens a session in exchange for a key that works. */
export async function openWithKey(
  sessions: Pick<ConsoleSessions, 'open'>,
  operator: Operator,
  keyId: string,
  endsAt: Date | null = null,
) {
  const opened = await sessions.open({ operator, way: 'KEY', keyId, subject: null, endsAt });
  if (opened === null) throw new Error('no session was opened');
  return opened;
}

const noPages: Showcase = async () => null;

/** The identity provider of a console, and whom its accounts sign in. */
interface ConsoleProvider {
  readonly openIdSettings: OpenIdSettings;
  readonly issuer: string;
  /** The ids of people by the subjects of their accounts. */
  readonly linked: Readonly<Record<string, string>>;
}

/**
 * The sessions of a console without a database. People sign in with the keys of `people`; `key-of-a-server` is a server's.
 * The clock stands still until a test moves it.
 */
export function openConsole(
  pages: Showcase = noPages,
  clock = manualClock(),
  provider: ConsoleProvider | null = null,
) {
  const rows = new Map<string, HeldSession>();
  const revokedKeys = new Map<string, Date>();
  const links = new Map<string, SignInLinkRecord>();
  const byId = new Map(Object.values(people).map((operator) => [operator.id, operator]));
  const store: SessionStore = {
    async insertSession(session) {
      const operator = byId.get(session.operatorId) ?? {
        id: session.operatorId,
        name: 'Sari',
        role: 'viewer',
      };
      rows.set(session.hash, { ...session, operator, basisRevokedAt: null });
      return true;
    },
    async findSession(hash) {
      const row = rows.get(hash);
      return row === undefined ? null : { ...row, basisRevokedAt: revokedKeys.get(row.keyId ?? '') ?? null };
    },
    async noteSessionUse(id, at) {
      change(id, { lastUsedAt: at });
    },
    async revokeSession(id, { by, at }) {
      change(id, { revokedAt: at, revokedBy: by });
      return 'revoked';
    },
  };
  const peopleStore = {
    async insertLink(link: SignInLinkRecord) {
      links.set(link.hash, link);
    },
    async takeLink(hash: string, at: Date) {
      const link = links.get(hash);
      links.delete(hash);
      return link === undefined || link.expiresAt <= at ? null : (byId.get(link.operatorId) ?? null);
    },
    async findBySubject({ issuer, subject }: { issuer: string; subject: string }) {
      const id = issuer === provider?.issuer ? provider.linked[subject] : undefined;
      return byId.get(id ?? '') ?? null;
    },
    async changeRole(id: string, role: Role) {
      const operator = byId.get(id);
      if (operator !== undefined) byId.set(id, { ...operator, role });
    },
    endAccess,
  };
  /** Ends the sessions, keys and links of a person. */
  async function endAccess(personId: string, { by, at }: Revocation): Promise<void> {
    for (const { id, operatorId } of rows.values())
      if (operatorId === personId) change(id, { revokedAt: at, revokedBy: by });
    for (const [key, { id }] of Object.entries(people)) if (id === personId) revokedKeys.set(key, at);
    for (const [hash, { operatorId }] of links) if (operatorId === personId) links.delete(hash);
  }
  function change(id: string, changed: Partial<HeldSession>): void {
    for (const [hash, row] of rows) if (row.id === id) rows.set(hash, { ...row, ...changed });
  }
  let count = 0;
  const chance = { uuid: () => `session-${++count}` };
  const sessions = createConsoleSessions({ store, clock, chance, log: silentLog });
  const signIn = createSignIn({
    sessions,
    people: peopleStore,
    openId: provider?.openIdSettings ?? null,
    clock,
    log: silentLog,
    async authenticate(authorization = '') {
      const key = authorization.slice('Bearer '.length);
      const operator = people[key];
      const caller = { kind: 'serverKey', keyId: key, scopes: new Set(['orders:read'] as const) } as const;
      if (key === 'key-of-a-server') return caller;
      return operator === undefined || revokedKeys.has(key) ? 'invalid' : { ...caller, operator };
    },
  });
  const options: ConsoleOptions = { pages, sessions, signIn, openId: null };
  return { options, sessions, signIn, clock, rows, revokedKeys, links: peopleStore };
}
