import { type GraphQLFieldResolver, type GraphQLSchema, isInterfaceType } from 'graphql';
import type { GraphqlContext } from './builder.ts';
import { globalId } from './global-id.ts';

type Resolver = GraphQLFieldResolver<unknown, GraphqlContext>;

/**
 * Makes the ids of all nodes values, and returns the schema. The Relay plugin resolves them by an async function: every
 * object with an id, and every list of such objects, would wait for promises.
 */
export function resolveIdsAtOnce(schema: GraphQLSchema): GraphQLSchema {
  const node = schema.getType('Node');
  if (!isInterfaceType(node)) throw new Error('the schema has no nodes');
  for (const type of schema.getPossibleTypes(node)) {
    const { id } = type.getFields();
    const { pothosOptions } = type.extensions as { pothosOptions?: { id?: { resolve?: Resolver } } };
    const ownId = pothosOptions?.id?.resolve;
    if (id === undefined || ownId === undefined) throw new Error(`${type.name} is a node without an id`);
    id.resolve = (...asked: Parameters<Resolver>) => globalId(type.name, String(ownId(...asked)));
  }
  return schema;
}
