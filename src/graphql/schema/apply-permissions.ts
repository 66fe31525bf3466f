import {
  defaultFieldResolver,
  GraphQLError,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  isObjectType,
} from 'graphql';
import { decideAccess, type Permission, permissions } from '../../access/permissions.ts';
import type { GraphqlContext } from './builder.ts';

type Resolver = GraphQLFieldResolver<unknown, GraphqlContext>;

/**
 * Guards the resolvers of a newly built schema with the permission table, and returns the schema. Throws if
 * the table and the schema do not match: a root field without a row, or a row without a field.
 */
export function applyPermissions(schema: GraphQLSchema): GraphQLSchema {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  for (const root of roots) {
    for (const name of Object.keys(root?.getFields() ?? {})) {
      if (!(`${root?.name}.${name}` in permissions))
        throw new Error(`${root?.name}.${name} has no permission`);
    }
  }
  for (const [coordinate, permission] of Object.entries(permissions)) {
    const field = findField(schema, coordinate);
    // A subscription is checked before its source opens; its events need no further check.
    if (field.subscribe !== undefined) field.subscribe = guarded(field.subscribe, permission);
    else field.resolve = guarded(field.resolve ?? defaultFieldResolver, permission);
  }
  return schema;
}

/** The error for a caller without the permission; the codes are part of the API. */
export function accessError(code: 'UNAUTHENTICATED' | 'FORBIDDEN'): GraphQLError {
  const message =
    code === 'UNAUTHENTICATED'
      ? 'This needs a credential: "Authorization: Bearer …".'
      : 'This credential does not allow that.';
  return new GraphQLError(message, { extensions: { code } });
}

function guarded(resolve: Resolver, permission: Permission): Resolver {
  return (source, args, context, info) => {
    const decision = decideAccess(context.caller, permission);
    if (decision !== 'allowed') throw accessError(decision);
    return resolve(source, args, context, info);
  };
}

function findField(schema: GraphQLSchema, coordinate: string): GraphQLField<unknown, GraphqlContext> {
  const [typeName = '', fieldName = ''] = coordinate.split('.');
  const type = schema.getType(typeName);
  const field = isObjectType(type) ? type.getFields()[fieldName] : undefined;
  if (field === undefined) throw new Error(`the permission of ${coordinate} is of no field`);
  return field;
}
