import {
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql';
import { expect, test } from 'vitest';
import { schema } from '../../../src/graphql/schema.ts';

interface Described {
  readonly name: string;
  readonly description?: string | null | undefined;
}

/** Everything of a type that a reader of the schema meets, by coordinate: `Query.orders(first:)`. */
function* partsOf(type: GraphQLNamedType): Generator<[string, Described]> {
  yield [type.name, type];
  if (isEnumType(type)) for (const value of type.getValues()) yield [`${type.name}.${value.name}`, value];
  if (isInputObjectType(type)) {
    for (const field of Object.values(type.getFields())) yield [`${type.name}.${field.name}`, field];
  }
  if (!isObjectType(type) && !isInterfaceType(type)) return;
  for (const field of Object.values(type.getFields())) {
    yield [`${type.name}.${field.name}`, field];
    for (const arg of field.args) yield [`${type.name}.${field.name}(${arg.name}:)`, arg];
  }
}

const parts = Object.values(schema.getTypeMap())
  .filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type))
  .flatMap((type) => [...partsOf(type)]);

test('every type, field, argument and enum value is described', () => {
  expect(parts.length).toBeGreaterThan(300);
  expect(parts.filter(([, part]) => !part.description?.trim()).map(([coordinate]) => coordinate)).toEqual([]);
});

test('descriptions end as sentences', () => {
  const odd = parts.filter(([, { description }]) => !/(?:\.|```)$/.test(description ?? ''));
  expect(odd.map(([coordinate, { description }]) => `${coordinate}: ${description}`)).toEqual([]);
});

test('nothing is deprecated', () => {
  const deprecated = parts.filter(([, part]) => 'deprecationReason' in part && part.deprecationReason);
  expect(deprecated).toEqual([]);
});
