import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildSchema,
  type ExecutionResult,
  type GraphQLResolveInfo,
  type GraphQLScalarType,
  getIntrospectionQuery,
  getOperationAST,
  Kind,
  parse,
} from 'graphql';
import { describe, expect, test } from 'vitest';
import { badUserInput } from '../../../../src/graphql/input-errors/bad-user-input.ts';
import { schema as gatewaySchema } from '../../../../src/graphql/schema.ts';
import { createPlannedExecution } from '../../../../src/server/execution/planned-execution.ts';
import { executeOnBoth } from '../../../support/both-executors.ts';
import { run } from '../../../support/graphql-execution.ts';

const schema = buildSchema(/* GraphQL */ `
  scalar Whole
  input Choice @oneOf { id: ID name: String }
  input Filter { size: Int = 3 whole: Whole }
  interface Named { name: String }
  type Cat implements Named { name: String }
  type Dog implements Named { name: String }
  type Query {
    told(filter: Filter, choice: Choice, text: String): String
    wholes: [Whole!]
    named: Named
    hello: String
    numbers: [Int!]
  }
  type Mutation { first: String second: String }
`);
const Whole = schema.getType('Whole') as GraphQLScalarType;
Whole.serialize = (value) => {
  if (typeof value === 'bigint') return String(value);
  throw badUserInput('no whole number');
};
Whole.parseLiteral = (node) => (node.kind === Kind.INT ? BigInt(node.value) : null);

/** What both executors answer over this root value. */
function answer(text: string, rootValue: object = {}, variableValues: object = {}): Promise<ExecutionResult> {
  return executeOnBoth({ schema, document: parse(text), rootValue, variableValues: { ...variableValues } });
}

const tellArguments = {
  told: (args: object) =>
    JSON.stringify(args, (_, value) => (typeof value === 'bigint' ? `${value}n` : value)),
};

describe('the answer is the one of graphql-js to', () => {
  test('a literal of a scalar that becomes a BigInt', async () => {
    const { data } = await answer('{ told(filter: { whole: 9007199254740993 }) }', tellArguments);
    expect(data?.told).toBe('{"filter":{"size":3,"whole":"9007199254740993n"}}');
  });

  test('a variable without a value inside a literal: the default of the field', async () => {
    const { data } = await answer('query ($size: Int) { told(filter: { size: $size }) }', tellArguments);
    expect(data?.told).toBe('{"filter":{"size":3}}');
  });

  test('more than one field of a @oneOf input', async () => {
    const text = 'query ($choice: Choice) { told(choice: $choice) }';
    const { data, errors } = await answer(text, tellArguments, { choice: { id: '1', name: 'x' } });
    expect(data).toBeUndefined();
    expect(errors?.[0]?.message).toContain('Exactly one key must be specified');
  });

  test('thousands of wrong variables: fifty errors', async () => {
    const names = Array.from({ length: 2_000 }, (_, index) => `v${index}`);
    const text = `query (${names.map((name) => `$${name}: Int`).join()}) { hello }`;
    const { errors } = await answer(text, {}, Object.fromEntries(names.map((name) => [name, 'x'])));
    expect(errors).toHaveLength(51);
  });

  test('a value in a list that cannot be written: its place, and its extensions', async () => {
    const { errors } = await answer('{ wholes }', { wholes: [1n, 'two'] });
    expect(errors?.map(({ path, extensions }) => ({ path, extensions }))).toEqual([
      { path: ['wholes', 1], extensions: { code: 'BAD_USER_INPUT' } },
    ]);
  });

  test.each(['__proto__', 'constructor', 'toString', 'then', 'hasOwnProperty'])(
    'an alias %s',
    async (alias) => {
      const { data } = await answer(`{ ${alias}: hello }`, { hello: 'there' });
      expect(Object.entries(data ?? {})).toEqual([[alias, 'there']]);
    },
  );

  test('a type that finds out later whether a value is of it', async () => {
    const Dog = schema.getType('Dog') as { isTypeOf?: unknown };
    Dog.isTypeOf = async () => true;
    const { data } = await answer('{ named { __typename name } }', { named: async () => ({ name: 'Rex' }) });
    expect(data?.named).toEqual({ __typename: 'Dog', name: 'Rex' });
  });

  test('a condition without a value', async () => {
    const text = 'query ($maybe: Boolean = true) { hello @include(if: $maybe) }';
    const { errors } = await answer(text, { hello: 'there' }, { maybe: null });
    expect(errors?.[0]?.message).toContain('must not be null');
  });

  test('the same operation after its conditions have changed', async () => {
    const document = parse('query ($yes: Boolean!) { hello @include(if: $yes) numbers @skip(if: $yes) }');
    const rootValue = { hello: 'there', numbers: [1] };
    const answers = [];
    for (const yes of [true, false, true]) {
      answers.push((await executeOnBoth({ schema, document, rootValue, variableValues: { yes } })).data);
    }
    expect(answers).toEqual([{ hello: 'there' }, { numbers: [1] }, { hello: 'there' }]);
  });

  test('an operation that is not in the document, and one of several without a name', async () => {
    const document = parse('query A { hello } query B { hello }');
    await executeOnBoth({ schema, document, operationName: 'C' });
    const { errors } = await executeOnBoth({ schema, document });
    expect(errors?.[0]?.message).toContain('Must provide operation name');
  });

  test('introspection', async () => {
    await answer(getIntrospectionQuery({ oneOf: true }));
    await executeOnBoth({ schema: gatewaySchema, document: parse(getIntrospectionQuery()) });
  });
});

test('a resolver learns the path of its field with the types around it', async () => {
  const paths: unknown[] = [];
  const told = (_args: object, _context: unknown, { path }: GraphQLResolveInfo) => void paths.push(path);
  await answer('{ alias: told }', { told });
  expect(paths).toEqual(Array(3).fill({ prev: undefined, key: 'alias', typename: 'Query' }));
});

test('the fields of a mutation run one after the other', async () => {
  const steps: string[] = [];
  const step = (name: string) => async () => {
    steps.push(`${name} begins`);
    await null;
    steps.push(`${name} ends`);
    return name;
  };
  await answer('mutation { second first }', { first: step('first'), second: step('second') });
  const once = ['second begins', 'second ends', 'first begins', 'first ends'];
  expect(steps).toEqual([...once, ...once, ...once]);
});

test('a field of a list that rejects after another one has failed is no unhandled rejection', async () => {
  const listeners = process.listeners('unhandledRejection');
  const unhandled: unknown[] = [];
  process
    .removeAllListeners('unhandledRejection')
    .on('unhandledRejection', (reason) => unhandled.push(reason));
  try {
    const late = async () => {
      await null;
      throw new Error('too late');
    };
    const execute = createPlannedExecution({ plannedFieldsMax: 10 });
    const { errors } = await execute({
      schema,
      document: parse('{ numbers }'),
      rootValue: { numbers: () => [late(), 'not a number'] },
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(errors).toHaveLength(1);
    expect(unhandled).toEqual([]);
  } finally {
    process.removeAllListeners('unhandledRejection');
    for (const listener of listeners) process.on('unhandledRejection', listener);
  }
});

describe('an operation is planned', () => {
  /** Whether the second run of an operation looks into its fragments again. */
  async function isPlannedAgain(plannedFieldsMax: number): Promise<boolean> {
    const document = parse('{ hello ...More } fragment More on Query { told }');
    const fragment = document.definitions[1];
    if (fragment?.kind !== Kind.FRAGMENT_DEFINITION) throw new Error('the fragment comes second');
    const { typeCondition } = fragment;
    let isRead = false;
    Object.defineProperty(fragment, 'typeCondition', {
      enumerable: false,
      get() {
        isRead = true;
        return typeCondition;
      },
    });
    const execute = createPlannedExecution({ plannedFieldsMax });
    await execute({ schema, document });
    isRead = false;
    await execute({ schema, document });
    return isRead;
  }

  test('once', async () => {
    expect(await isPlannedAgain(2)).toBe(false);
  });

  test('again after more fields were planned than are kept', async () => {
    expect(await isPlannedAgain(1)).toBe(true);
  });
});

describe('an example of GraphiQL has the answer of graphql-js', () => {
  const folder = join(import.meta.dirname, '../../../../src/server/graphiql/operations');
  // No use case answers here, so the answers are errors and nulls.
  test.each(readdirSync(folder))('%s', async (file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    const operation = getOperationAST(parse(text))?.operation;
    if (operation === 'subscription') return;
    await expect(run(text)).resolves.toBeDefined();
  });
});
