import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { generate, loadCodegenConfig } from '@graphql-codegen/cli';
import {
  buildSchema,
  type GraphQLUnionType,
  getNamedType,
  isScalarType,
  isSpecifiedScalarType,
  isUnionType,
} from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../..');
let folder: string;
const { config } = await loadCodegenConfig({ configFilePath: join(root, 'docs/examples/codegen.yml') });

const schema = buildSchema(await readFile(join(root, 'schema.graphql'), 'utf8'));
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gapura-codegen-'));
  await mkdir(join(folder, 'src'));
  // The generated code imports @graphql-typed-document-node/core.
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Each mutation with the result that it has and the members whose `order` a client would select. */
const mutations = Object.values(schema.getMutationType()?.getFields() ?? {}).map(({ name, type, args }) => {
  const result = getNamedType(type);
  if (!isUnionType(result)) throw new Error(`${name} has no union`);
  return { name, inputType: String(args[0]?.type), withOrder: membersWithOrder(result) };
});

function membersWithOrder(union: GraphQLUnionType): readonly string[] {
  return union
    .getTypes()
    .filter((member) => member.getFields().order !== undefined)
    .map(({ name }) => name);
}

const nameOf = (mutation: string) => mutation.charAt(0).toUpperCase() + mutation.slice(1);

test('the documented map names every scalar of the schema', () => {
  const own = Object.values(schema.getTypeMap())
    .filter((type) => isScalarType(type) && !isSpecifiedScalarType(type))
    .map(({ name }) => name);
  const [output] = Object.values(config.generates);
  if (output === undefined || Array.isArray(output)) throw new Error('one output was expected');
  expect(Object.keys(output.config?.scalars ?? {}).sort()).toEqual([...own, 'ID'].sort());
});

test('a client generates code for the natural selection of every mutation, and the code type-checks', async () => {
  const operations = mutations.map(({ name, inputType, withOrder }) => {
    const members = withOrder.map((member) => `... on ${member} { order { id status paidAt } }`);
    return `mutation ${nameOf(name)}($input: ${inputType}) {
      ${name}(input: $input) { __typename ${members.join(' ')} ... on Problem { code message retryable } }
    }`;
  });
  expect(
    mutations.filter(({ withOrder }) => withOrder.includes('ProviderDeclined')).map(({ name }) => name),
  ).toEqual(['createOrder', 'cancelOrder', 'payCheckout', 'refundOrder']);
  await writeFile(join(folder, 'src/operations.graphql'), operations.join('\n'));
  const files: { filename: string; content: string }[] = await generate(
    { ...config, schema: join(root, 'schema.graphql'), cwd: folder, silent: true },
    false,
  );
  for (const { filename, content } of files) {
    const path = join(folder, filename);
    await mkdir(join(path, '..'), { recursive: true });
    await writeFile(path, content);
  }

  const uses = mutations
    .filter(({ withOrder }) => withOrder.length > 0)
    .map(
      ({
        name,
      }) => `export function orderOf${nameOf(name)}(answer: ${nameOf(name)}Mutation['${name}']): string | null {
        return 'order' in answer ? \`\${answer.order.id} \${answer.order.paidAt satisfies string | null | undefined}\` : null;
      }`,
    );
  const imported = mutations.map(({ name }) => `${nameOf(name)}Mutation`).join(', ');
  const program = `
    import type { ${imported}, CreateOrderMutationVariables } from './gateway/graphql';
    export type All = ${imported.replaceAll(', ', ' | ')};
    export const variables: CreateOrderMutationVariables = {
      input: { partnerReferenceNo: 'ord-1', amount: 75000, title: 'Two tickets', payMethod: 'BALANCE' },
    };
    export const later: CreateOrderMutationVariables = {
      input: { ...variables.input, amount: '75000.00', expiresAt: '2026-01-15T10:00:00+07:00' },
    };
    ${uses.join('\n')}`;
  await writeFile(join(folder, 'src/program.ts'), program);
  expect(await typeErrors(join(folder, 'src/program.ts'))).toBe('');
}, 60_000);

async function typeErrors(path: string): Promise<string> {
  const options = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'esnext', '--ignoreConfig'];
  const tsc = join(root, 'node_modules/.bin/tsc');
  const run = promisify(execFile)(tsc, [...options, '--moduleResolution', 'bundler', path], { cwd: folder });
  return await run.then(
    ({ stdout }) => stdout,
    ({ stdout }: { stdout: string }) => stdout,
  );
}
