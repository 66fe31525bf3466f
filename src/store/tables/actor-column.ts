import { type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import { type Actor, type ActorKind, actorKinds } from '../../domain/actor.ts';
import { json } from './columns.ts';

/** The kinds whose actors have a credential, and so an id. */
const kindsWithId: readonly ActorKind[] = ['SERVER_KEY', 'CLIENT_TOKEN', 'CHECKOUT_TOKEN'];

/** Who caused a fact. */
export const actor = (name: string) => json<Actor>(name);

const isOneOf = (kinds: readonly ActorKind[]) => `$.kind like_regex "^(${kinds.join('|')})$"`;
const kindsWithoutId = actorKinds.filter((kind) => !kindsWithId.includes(kind));
const wholeActor = `strict ${isOneOf(kindsWithoutId)} || (${isOneOf(kindsWithId)} && $.id != null)`;

/**
 * The condition that an actor is one of the kinds, and names its credential if it has one; false for null. One operator,
 * because Postgres parses the conditions of a table each time a statement writes to it.
 */
export function isWholeActor(column: AnyPgColumn): SQL {
  return sql`coalesce(${column} @@ ${sql.raw(`'${wholeActor}'`)}, false)`;
}
