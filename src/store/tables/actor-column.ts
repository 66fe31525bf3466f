import { type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import { type Actor, type ActorKind, actorKinds } from '../../domain/actor.ts';
import { json } from './columns.ts';

/** The kinds whose actors have a credential, and so an id. */
const kindsWithId: readonly ActorKind[] = ['SERVER_KEY', 'CLIENT_TOKEN', 'CHECKOUT_TOKEN'];

const literals = (kinds: readonly ActorKind[]) => sql.raw(kinds.map((kind) => `'${kind}'`).join(', '));

/** Who caused a fact. */
export const actor = (name: string) => json<Actor>(name);

/** The condition that an actor is one of the kinds, and names its credential if it has one; false for null. */
export function isWholeActor(column: AnyPgColumn): SQL {
  return sql`coalesce(${column} ->> 'kind' in (${literals(actorKinds)})
    and (${column} ->> 'kind' not in (${literals(kindsWithId)}) or ${column} ->> 'id' is not null), false)`;
}
