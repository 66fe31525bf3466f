import {
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isScalarType,
  isUnionType,
  Kind,
  parse,
  print,
  printSchema,
  visit,
} from 'graphql';
import { describe, expect, test } from 'vitest';
import { schema } from '../../../src/graphql/schema.ts';
import { enums, fields, inputs, unions } from './fixed-core.ts';

const bare = visit(parse(printSchema(schema)), {
  enter: (node) => ('description' in node ? { ...node, description: undefined } : undefined),
});

/** What a type of the schema has: fields with their arguments, or input fields. */
function partsOf(typeName: string): readonly (FieldDefinitionNode | InputValueDefinitionNode)[] {
  for (const definition of bare.definitions) {
    if ('name' in definition && definition.name?.value === typeName && 'fields' in definition) {
      return (definition.fields ?? []) as readonly (FieldDefinitionNode | InputValueDefinitionNode)[];
    }
  }
  return [];
}

/** The field with only those of its arguments that were promised. */
function without(field: FieldDefinitionNode | undefined, promised: FieldDefinitionNode) {
  const names = new Set(promised.arguments?.map(({ name }) => name.value));
  return field && { ...field, arguments: field.arguments?.filter(({ name }) => names.has(name.value)) ?? [] };
}

function sortedArguments(field: FieldDefinitionNode): string {
  const sorted = [...(field.arguments ?? [])].sort((a, b) => (a.name.value < b.name.value ? -1 : 1));
  return print({ ...field, arguments: sorted });
}

describe('the fixed core of the API', () => {
  test.each(Object.entries(fields).flatMap(([type, lines]) => lines.map((line) => [type, line])))(
    '%s has %s',
    (type, line) => {
      const definition = parse(`type T { ${line} }`).definitions[0];
      if (definition?.kind !== Kind.OBJECT_TYPE_DEFINITION) throw new Error(line);
      const promised = definition.fields?.[0];
      if (promised === undefined) throw new Error(line);
      const found = partsOf(type).find(({ name }) => name.value === promised.name.value);
      const comparable = without(found as FieldDefinitionNode | undefined, promised);
      expect(comparable && sortedArguments(comparable)).toBe(sortedArguments(promised));
    },
  );

  test.each(Object.entries(inputs).flatMap(([type, lines]) => lines.map((line) => [type, line])))(
    '%s takes %s',
    (type, line) => {
      expect(partsOf(type).map((part) => print(part))).toContain(line);
    },
  );

  test('no input field beyond the fixed core is required', () => {
    const demanded = Object.keys(inputs).flatMap((type) =>
      partsOf(type)
        .map((part) => print(part))
        .filter((line) => line.endsWith('!') && !inputs[type]?.includes(line)),
    );
    expect(demanded).toEqual([]);
  });

  test('OrderBy accepts exactly one key', () => {
    const type = schema.getType('OrderBy');
    expect(isInputObjectType(type) && type.isOneOf).toBe(true);
  });

  test.each(Object.entries(enums))('%s has the values %s', (name, values) => {
    const type = schema.getType(name);
    expect(isEnumType(type) && type.getValues().map((value) => value.name)).toEqual(values.split(' '));
  });

  test.each(Object.entries(unions))('%s has its members', (name, members) => {
    const type = schema.getType(name);
    const found = isUnionType(type) ? type.getTypes().map((member) => member.name) : [];
    expect(found.sort()).toEqual(members.split(' ').sort());
  });

  test.each(['DateTime', 'Rupiah', 'PayMethod', 'PayOption', 'Url'])('%s is a scalar', (name) => {
    expect(isScalarType(schema.getType(name))).toBe(true);
  });

  test('orders, refunds, checkouts, events, incidents and approvals are nodes', () => {
    const node = schema.getType('Node');
    const nodes = isInterfaceType(node) ? schema.getPossibleTypes(node).map(({ name }) => name) : [];
    expect(nodes.sort()).toEqual(['Approval', 'Checkout', 'Event', 'Incident', 'Order', 'Refund']);
  });
});
