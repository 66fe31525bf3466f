import {
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isUnionType,
} from 'graphql';
import { roll } from './chaotic-schema.ts';

/** An operation over a schema, with variables; not always valid. The same number makes the same operation. */
export interface RandomOperation {
  readonly text: string;
  readonly variables: Record<string, unknown>;
}

const depthMax = 3;
const aliases = ['a', 'b', 'then', '__proto__', 'constructor', 'toString'];
/** Variables that any field, directive or literal may use, and the values that they may have. */
const variables: Readonly<Record<string, { readonly type: string; readonly values: readonly unknown[] }>> = {
  yes: { type: 'Boolean!', values: [true, false] },
  maybe: { type: 'Boolean = true', values: [true, false, null, undefined] },
  text: { type: 'String', values: ['spoken', null, undefined] },
  filter: { type: 'Filter', values: [{ tags: ['x'], count: 1 }, { choice: { id: 1 } }, null, undefined] },
  choice: { type: 'Choice', values: [{ name: 'x' }, { id: 'i' }, undefined] },
  amount: { type: 'Amount', values: ['5', null, undefined] },
  tags: { type: '[String!]', values: [['t'], 'one', undefined] },
  first: { type: 'Int', values: [1, null, undefined] },
};

export function randomOperation(schema: GraphQLSchema, seed: number): RandomOperation {
  let rolled = 0;
  const dice = (sidesCount: number) => {
    rolled += 1;
    return roll(`${seed}/${rolled}`, sidesCount);
  };
  const pick = <Item>(items: readonly Item[]) => items[dice(items.length)] as Item;

  const names = new Map<string, GraphQLField<unknown, unknown>>();
  const argumentsTexts = new Map<GraphQLField<unknown, unknown>, string>();

  function selection(type: GraphQLCompositeType, depth: number): string {
    const fields = isUnionType(type) ? [] : Object.values(type.getFields());
    const members = isAbstractType(type) ? schema.getPossibleTypes(type) : [];
    const isSpread = depth <= depthMax && ['Cat', 'Dog', 'Named'].includes(type.name);
    const parts = [
      ...fields.filter(() => dice(3) === 0).map((field) => fieldText(field, depth)),
      ...(dice(3) === 0 ? [`__typename ${directive()}`] : []),
      ...(dice(6) === 0 ? [`... ${directive()} { ${selection(type, depth)} }`] : []),
      ...members
        .filter(() => dice(3) > 0)
        .map((member) => `... on ${member.name} ${directive()} { ${selection(member, depth)} }`),
      ...(isSpread && dice(3) === 0 ? [`...Of${type.name} ${directive()}`] : []),
    ];
    return parts.join(' ').trim() || '__typename';
  }

  function fieldText(field: GraphQLField<unknown, unknown>, depth: number): string {
    const type = getNamedType(field.type);
    if (isCompositeType(type) && depth >= depthMax) return '';
    const below = isCompositeType(type) ? ` { ${selection(type, depth + 1)} }` : '';
    return `${aliasOf(field)}${field.name}${argumentsText(field)} ${directive()}${below}`;
  }

  /** One alias names one field, or most operations would be invalid. */
  function aliasOf(field: GraphQLField<unknown, unknown>): string {
    const alias = pick(aliases);
    if (dice(5) > 0 || (names.get(alias) ?? field) !== field) return '';
    names.set(alias, field);
    return `${alias}: `;
  }

  /** Everywhere the same, for the same reason. */
  function argumentsText(field: GraphQLField<unknown, unknown>): string {
    let text = argumentsTexts.get(field);
    if (text === undefined) {
      const passed = field.args.filter(({ type }) => isNonNullType(type) || dice(2) === 0);
      const texts = passed.map(({ name, type }) => `${name}: ${literal(type)}`);
      text = texts.length === 0 ? '' : `(${texts.join(', ')})`;
      argumentsTexts.set(field, text);
    }
    return text;
  }

  function literal(type: GraphQLInputType): string {
    if (isNonNullType(type)) return literalValue(type.ofType);
    const fitting = Object.entries(variables).filter(([, { type: declared }]) => declared === `${type}`);
    if (fitting.length > 0 && dice(2) === 0) return `$${pick(fitting)[0]}`;
    return dice(8) === 0 ? 'null' : literalValue(type);
  }

  function literalValue(type: GraphQLInputType): string {
    if (isListType(type)) return dice(3) === 0 ? literal(type.ofType) : `[${literal(type.ofType)}]`;
    if (isEnumType(type)) return pick(type.getValues()).name;
    if (isInputObjectType(type)) {
      const all = Object.values(type.getFields());
      if (type.isOneOf) return `{${pick(all).name}: "only"}`;
      const given = all.filter(({ name }) => dice(3) === 0 && name !== 'inner');
      return `{${given.map((field) => `${field.name}: ${literal(field.type)}`).join(', ')}}`;
    }
    return { Int: '2', Boolean: 'true', Amount: '"7"' }[`${type}`] ?? '"literal"';
  }

  function directive(): string {
    if (dice(6) > 0) return '';
    return `@${pick(['skip', 'include'])}(if: ${pick(['true', 'false', '$yes', '$maybe'])})`;
  }

  const kind = dice(5) === 0 ? 'mutation' : 'query';
  const root = kind === 'query' ? schema.getQueryType() : schema.getMutationType();
  if (!root) throw new Error(`the schema has no ${kind}`);
  const body = selection(root, 1);
  const fragments = ['Cat', 'Dog', 'Named'].map((name) => {
    const type = schema.getType(name);
    return isCompositeType(type) ? `fragment Of${name} on ${name} { ${selection(type, depthMax + 1)} }` : '';
  });
  const used = Object.entries(variables).filter(([name]) =>
    `${body}${fragments.join('')}`.includes(`$${name}`),
  );
  const declared = used.map(([name, { type }]) => `$${name}: ${type}`);
  const given = used.map(([name, { values }]) => [name, pick(values)] as const);
  return {
    text: `${kind} Random${declared.length === 0 ? '' : `(${declared.join(', ')})`} { ${body} }\n${fragments.join('\n')}`,
    variables: Object.fromEntries(given.filter(([, value]) => value !== undefined)),
  };
}
