import {
  buildSchema,
  GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  Kind,
  responsePathAsArray,
} from 'graphql';

/** One run: what its resolvers were called with, and the number from which everything that they do follows. */
export interface ChaoticContext {
  readonly seed: number;
  readonly calls: string[];
}

const definitions = /* GraphQL */ `
  scalar Amount
  enum Size { SMALL LARGE }
  input Choice @oneOf { id: ID name: String }
  input Filter { size: Size = SMALL tags: [String!] inner: Filter amount: Amount count: Int! = 3 choice: Choice }
  interface Named { name: String self: Named friends(first: Int = 2, by: Choice): [Named] }
  type Cat implements Named {
    name: String self: Named friends(first: Int = 2, by: Choice): [Named]
    lives: Int! size: Size mother: Cat! echo(filter: Filter, text: String): String weight: Amount
  }
  type Dog implements Named {
    name: String self: Named friends(first: Int = 2, by: Choice): [Named]
    barks: [[Boolean!]] owner: Owner! puppies: [Pet!] price(of: Amount!): Amount!
  }
  type Owner { title: String! pet: Pet! numbers: [Float!]! }
  union Pet = Cat | Dog
  type Query {
    named: Named pet: Pet pets: [Pet!]! cat: Cat dog: Dog! owner: Owner
    filtered(filter: Filter!, ids: [ID!] = ["a"], text: String): String
    amount(of: Amount): Amount!
  }
  type Mutation { cat: Cat dog: Dog! pets: [Pet] amount(of: Amount!): Amount }
`;

/** A schema of everything that types can be, whose resolvers and types do everything that they may, and may not. */
export function chaoticSchema(): GraphQLSchema {
  const schema = buildSchema(definitions);
  const { Amount, Pet } = schema.getTypeMap();
  Object.assign(Amount ?? {}, {
    serialize: (value: unknown) => (typeof value === 'number' ? `${value}.00` : refuse(value)),
    parseValue: (value: unknown) => (typeof value === 'string' ? BigInt(value) : refuse(value)),
    parseLiteral: (node: { kind: string; value: string }) =>
      node.kind === Kind.STRING ? BigInt(node.value) : refuse(node.value),
  });
  Object.assign(Pet ?? {}, { resolveType: resolveByWord });
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    if (type.name === 'Cat') type.isTypeOf = (value) => isKind(value, 'Cat');
    if (type.name === 'Dog') type.isTypeOf = async (value) => isKind(value, 'Dog');
    for (const field of Object.values(type.getFields())) {
      // The others are read by graphql-js's default resolver: properties, methods, getters that throw.
      if (!['name', 'title', 'lives', 'self'].includes(field.name)) field.resolve = resolveChaotically;
    }
  }

  return schema;
}

const resolveChaotically: GraphQLFieldResolver<unknown, ChaoticContext> = (_source, args, context, info) => {
  const at = responsePathAsArray(info.path).join('.');
  const { fieldName, parentType, variableValues, fieldNodes, operation } = info;
  context.calls.push(
    JSON.stringify(
      [at, args, fieldName, `${parentType}`, variableValues, fieldNodes.length, operation.name],
      asText,
    ),
  );
  return outcome(info.returnType, `${context.seed}/${at}`, context, info);
};

function asText(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}n` : value;
}

/** What a resolver may do: mostly what it should. */
function outcome(
  type: GraphQLOutputType,
  at: string,
  context: ChaoticContext,
  info?: GraphQLResolveInfo,
): unknown {
  const dice = roll(at, 40);
  if (dice === 0) return null;
  if (dice === 1) return undefined;
  if (dice === 2) return new Error(`returned at ${at}`);
  if (dice === 3) throw new Error(`thrown at ${at}`);
  if (dice === 4) throw new GraphQLError('for clients', { extensions: { code: 'CHAOS', at } });
  if (dice === 5) throw 'a text';
  if (dice === 6) throw new GraphQLError('of elsewhere', { path: ['elsewhere', 0] });
  if (dice === 7) return { neither: 'this nor that' };
  if (dice < 20) return later(roll(`${at}ticks`, 4), () => outcome(type, `${at}later`, context, info));
  return aValue(type, at, context);
}

function aValue(type: GraphQLOutputType, at: string, context: ChaoticContext): unknown {
  if (isNonNullType(type)) return aValue(type.ofType, at, context);
  if (isListType(type)) {
    const items = Array.from({ length: roll(`${at}length`, 4) }, (_, index) =>
      itemOf(type.ofType, `${at}[${index}]`, context),
    );
    return roll(`${at}set`, 5) === 0 ? new Set(items) : items;
  }
  if (type.name === 'Int' || type.name === 'Float' || type.name === 'Amount') return roll(at, 100);
  if (type.name === 'Boolean') return roll(at, 2) === 0;
  if (type.name === 'Size') return ['SMALL', 'LARGE', 'HUGE'][roll(at, 3)];
  if (type.name === 'String' || type.name === 'ID') return `text ${roll(at, 100)}`;
  const kind =
    isUnionType(type) || type.name === 'Named'
      ? ['Cat', 'Dog', 'Owner', 'Nothing'][roll(`${at}kind`, 12)]
      : type.name;
  return chaoticObject(kind ?? (roll(`${at}cat`, 2) === 0 ? 'Cat' : 'Dog'), at, context);
}

/** Items throw nothing: that would be a fault of the list. */
function itemOf(type: GraphQLOutputType, at: string, context: ChaoticContext): unknown {
  const dice = roll(`${at}item`, 12);
  if (dice === 0) return null;
  if (dice === 1) return new Error(`an item at ${at}`);
  if (dice === 2) return later(1, () => outcome(type, `${at}later`, context));
  return aValue(type, at, context);
}

function chaoticObject(kind: string, at: string, context: ChaoticContext): object {
  return {
    kind,
    get name() {
      return outcome(nameType, `${at}name`, context);
    },
    title: roll(`${at}title`, 3) === 0 ? later(1, () => 'Dr.') : 'Ms.',
    lives: roll(`${at}lives`, 4) === 0 ? 'nine' : 9,
    self(args: object, { calls }: ChaoticContext, info: GraphQLResolveInfo) {
      calls.push(`self of ${responsePathAsArray(info.path).join('.')} with ${JSON.stringify(args)}`);
      return this;
    },
    word: roll(`${at}word`, 12),
  };
}

const nameType = chaoticNameType();
function chaoticNameType(): GraphQLOutputType {
  const type = buildSchema('type Query { name: String }').getQueryType()?.getFields().name?.type;
  if (type === undefined) throw new Error('the schema has no such field');
  return type;
}

/** A union whose values say what they are, also late, wrongly or not at all. */
function resolveByWord(value: unknown): unknown {
  const { kind, word } = value as { kind?: string; word?: number };
  if (word === 0) return 'Filter';
  if (word === 1) return undefined;
  if (word === 2) throw new Error('no word');
  if (word === 3) return 7;
  return word === 4 ? Promise.resolve(kind) : kind;
}

function isKind(value: unknown, kind: string): boolean {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === kind;
}

/** No executor gets to all promises, such as those of items behind one that fails: they are handled from the start. */
function later<Value>(ticksCount: number, make: () => Value): Promise<Value> {
  const promise = waitFor(ticksCount).then(make);
  promise.catch(() => {});
  return promise;
}

async function waitFor(ticksCount: number): Promise<void> {
  for (let tick = 0; tick < ticksCount; tick += 1) await null;
}

/** A number below `sidesCount` that follows from the text. */
export function roll(text: string, sidesCount: number): number {
  // FNV-1a, and its high bits into its low ones.
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return ((hash ^ (hash >>> 15)) >>> 0) % sidesCount;
}

function refuse(value: unknown): never {
  throw new GraphQLError(`no amount: ${String(value)}`, { extensions: { code: 'BAD_AMOUNT' } });
}
