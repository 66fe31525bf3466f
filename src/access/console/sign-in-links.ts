import { createHash, randomBytes } from 'node:crypto';
import type { Operator } from '../caller.ts';
import type { PeopleStore } from './people-store.ts';

/** A link that nobody has opened works for this long. */
export const signInLinkLifeMs = 15 * 60_000;

const codeShape = /^gsl_[\w-]{43}$/;

/**
 * Makes a link that signs this person in to the console at `consoleUrl`, once. The code is in the fragment: no server, no log
 * and no Referer gets it. Whoever has the link can sign in as the person.
 */
export async function makeSignInLink(
  store: Pick<PeopleStore, 'insertLink'>,
  { operatorId, consoleUrl, now }: { operatorId: string; consoleUrl: string; now: Date },
): Promise<string> {
  const code = `gsl_${randomBytes(32).toString('base64url')}`;
  const expiresAt = new Date(now.getTime() + signInLinkLifeMs);
  await store.insertLink({ hash: hashOf(code), operatorId, createdAt: now, expiresAt });
  return `${consoleUrl}#sign-in=${code}`;
}

/** The person whom the code signs in, who cannot use it again; null if it does not work. */
export async function takeSignInCode(
  store: Pick<PeopleStore, 'takeLink'>,
  { code, now }: { code: string; now: Date },
): Promise<Operator | null> {
  return codeShape.test(code) ? store.takeLink(hashOf(code), now) : null;
}

function hashOf(code: string): string {
  return createHash('sha256').update(code).digest('hex');
}
