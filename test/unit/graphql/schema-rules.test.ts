import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type GraphQLResolveInfo,
  getNamedType,
  isInterfaceType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  isUnionType,
} from 'graphql';
import { describe, expect, test } from 'vitest';
import { globalId } from '../../../src/graphql/schema/global-id.ts';
import { schema } from '../../../src/graphql/schema.ts';

describe('rules that every part of the schema keeps', () => {
  const results = Object.values(schema.getTypeMap()).filter(
    (type) => isUnionType(type) && type.name.endsWith('Result'),
  );

  test('every member of a result is a Problem, except successes, pending outcomes and payment options', () => {
    const faulty = results.flatMap((union) =>
      (isUnionType(union) ? union.getTypes() : []).filter((member) => {
        const isProblem = member.getInterfaces().some(({ name }) => name === 'Problem');
        return isProblem === /(Success|Pending|^PaymentOptions)$/.test(member.name);
      }),
    );
    expect(faulty.map(({ name }) => name)).toEqual([]);
    expect(results.length).toBeGreaterThan(3);
  });

  test('the id of every node is a value, not the promise of one', () => {
    const node = schema.getType('Node');
    const types = isInterfaceType(node) ? schema.getPossibleTypes(node) : [];
    const source = { id: 'own-id', event: { id: 'own-id' } };
    const ids = types.map((type) => {
      const { resolve } = type.getFields().id ?? {};
      return [type.name, resolve?.(source, {}, {}, {} as GraphQLResolveInfo)];
    });
    expect(ids).toEqual(types.map(({ name }) => [name, globalId(name, 'own-id')]));
    expect(ids.length).toBeGreaterThan(4);
  });

  test('every declared failure is a member of some result, or a field of a connection', () => {
    const problem = schema.getType('Problem');
    const declared = isInterfaceType(problem) ? schema.getPossibleTypes(problem) : [];
    const answered = new Set(results.flatMap((union) => (isUnionType(union) ? union.getTypes() : [])));
    const told = Object.values(schema.getTypeMap()).flatMap((type) =>
      isObjectType(type) && type.name.endsWith('Connection')
        ? Object.values(type.getFields()).map((field) => getNamedType(field.type).name)
        : [],
    );
    expect(declared.filter((type) => !answered.has(type) && !told.includes(type.name))).toEqual([]);
  });

  test('every mutation accepts one input and returns one result, never null', () => {
    const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
    for (const { name, args, type } of mutations) {
      const capital = name.charAt(0).toUpperCase() + name.slice(1);
      expect(args.map((arg) => `${arg.name}: ${arg.type}`)).toEqual([`input: ${capital}Input!`]);
      expect(String(type)).toBe(`${capital}Result!`);
    }
  });

  test('every connection has edges with nodes and a page info, never null', () => {
    const connections = Object.values(schema.getTypeMap()).filter(({ name }) => name.endsWith('Connection'));
    expect(connections.map(({ name }) => name).sort()).toEqual([
      'ApprovalConnection',
      'EventConnection',
      'FactEvidenceConnection',
      'FailedDeliveryConnection',
      'IncidentConnection',
      'OrderConnection',
      'OrderEventConnection',
      'PendingOperationConnection',
      'RefundBatchConnection',
      'RefundBatchLineConnection',
      'RefundConnection',
      'SettlementConnection',
    ]);
    for (const connection of connections) {
      if (!isObjectType(connection)) throw new Error(connection.name);
      const item = connection.name.replace('Connection', '');
      expect(String(connection.getFields().edges?.type)).toBe(`[${item}Edge!]!`);
      expect(String(connection.getFields().nodes?.type)).toBe(`[${item}!]!`);
      expect(String(connection.getFields().pageInfo?.type)).toBe('PageInfo!');
    }
  });

  test('every amount in an answer is Money, so that it has a currency', () => {
    const bareAmounts = Object.values(schema.getTypeMap()).flatMap((type) =>
      isObjectType(type) && type.name !== 'Money'
        ? Object.values(type.getFields()).filter((field) => getNamedType(field.type).name === 'Rupiah')
        : [],
    );
    expect(bareAmounts).toEqual([]);
  });

  test('every scalar of ours says what specifies it: an RFC, or a part of a page that exists', () => {
    const root = join(import.meta.dirname, '../../..');
    const urls = Object.values(schema.getTypeMap()).flatMap((type) =>
      isScalarType(type) && !isSpecifiedScalarType(type) && type.name !== 'ID' ? [type.specifiedByURL] : [],
    );
    expect(urls.length).toBeGreaterThanOrEqual(5);
    const broken = urls.filter((url) => {
      if (url?.startsWith('https://www.rfc-editor.org/rfc/')) return false;
      const [page = '', part = ''] = (url ?? '').split('#');
      const file = join(root, page);
      if (page === '' || !existsSync(file)) return true;
      return !readFileSync(file, 'utf8').toLowerCase().includes(`\n## ${part}\n`);
    });
    expect(broken).toEqual([]);
  });

  test('fields of one name have one type in all members of a result, so that no client needs an alias', () => {
    const different = results.flatMap((union) => {
      const typeOf = new Map<string, string>();
      const fields = (isUnionType(union) ? union.getTypes() : []).flatMap((member) =>
        Object.values(member.getFields()),
      );
      return fields.filter(({ name, type }) => {
        const before = typeOf.get(name) ?? String(type);
        typeOf.set(name, before);
        return before !== String(type);
      });
    });
    expect(different.map(({ name }) => name)).toEqual([]);
  });
});
