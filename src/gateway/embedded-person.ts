import { makeSignInLink } from '../access/console/sign-in-links.ts';
import { gatewayActor } from '../domain/actor.ts';
import { createCredentialStore } from '../store/access/credential-store.ts';
import { createPeopleStore } from '../store/access/people-store.ts';
import type { Database } from '../store/postgres/database.ts';
import type { Chance } from '../use-cases/ports/chance.ts';

/** The person whom an embedded start signs in to its console. */
export const embeddedPerson = 'Developer';

/** A link that signs this person in to the console at `consoleUrl` once. The first one also makes the person, an admin. */
export async function linkEmbeddedPerson(
  database: Database,
  { consoleUrl, now, chance }: { consoleUrl: string; now: Date; chance: Pick<Chance, 'uuid'> },
): Promise<string> {
  const credentials = createCredentialStore(database);
  const known = await credentials.findOperator(embeddedPerson);
  const operatorId = known?.id ?? chance.uuid();
  if (known === null) {
    const origin = { createdAt: now, createdBy: gatewayActor };
    const ceilings = { eachMax: null, dayMax: null };
    await credentials.putOperator({
      id: operatorId,
      name: embeddedPerson,
      role: 'admin',
      ...ceilings,
      ...origin,
    });
  }
  return makeSignInLink(createPeopleStore(database), { operatorId, consoleUrl, now });
}
