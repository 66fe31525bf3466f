import {
  type FieldDefinitionNode,
  getNamedType,
  type InputValueDefinitionNode,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
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

/** Fields that clients rely on, as they were promised. More fields, and more arguments, may be added to each. */
const fields: Readonly<Record<string, readonly string[]>> = {
  Query: [
    'node(id: ID!): Node',
    'paymentOptions(input: PaymentOptionsInput!): PaymentOptionsResult!',
    'order(by: OrderBy!, fresh: Boolean = false): Order',
    'orders(filter: OrderFilter, first: Int, after: String, last: Int, before: String): OrderConnection!',
    'incidents(first: Int, after: String, kind: IncidentKind): IncidentConnection!',
  ],
  Mutation: [
    'createOrder(input: CreateOrderInput!): CreateOrderResult!',
    'cancelOrder(input: CancelOrderInput!): CancelOrderResult!',
    'refundOrder(input: RefundOrderInput!): RefundOrderResult!',
  ],
  Subscription: ['orderStatus(orderId: ID!, afterVersion: Int): Order!'],
  Node: ['id: ID!'],
  Money: ['value: Rupiah!', 'currency: Currency!'],
  PaymentOptions: ['options: [PaymentOption!]!', 'asOf: DateTime!', 'stale: Boolean!'],
  PaymentOption: [
    'kind: PaymentOptionKind!',
    'payMethod: PayMethod!',
    'payOption: PayOption',
    'name(language: Language = EN): String!',
    'promos: [Promo!]!',
  ],
  Order: [
    'id: ID!',
    'partnerReferenceNo: String!',
    'referenceNo: String',
    'title: String!',
    'amount: Money!',
    'status: OrderStatus!',
    'version: Int!',
    'payMethod: PayMethod',
    'payOption: PayOption',
    'instruction: PaymentInstruction',
    'createdAt: DateTime!',
    'updatedAt: DateTime!',
    'expiresAt: DateTime!',
    'paidAt: DateTime',
    'cancellation: Cancellation',
    'voidedAmount: Money!',
    'refundedAmount: Money!',
    'refundableAmount: Money!',
    'refunds(first: Int, after: String): RefundConnection!',
    'timeline(first: Int, after: String): OrderEventConnection!',
    'goods: [Goods!]!',
    'metadata: [MetadataEntry!]!',
  ],
  Cancellation: ['status: OperationStatus!', 'requestedAt: DateTime!', 'reason: String'],
  RedirectInstruction: ['url: Url!', 'expiresAt: DateTime!'],
  VirtualAccountInstruction: ['bank: String!', 'number: String!', 'expiresAt: DateTime!'],
  QrisInstruction: ['content: String!', 'image: String!', 'expiresAt: DateTime!'],
  WalletPushInstruction: ['wallet: String!', 'expiresAt: DateTime!'],
  PaymentCodeInstruction: ['outlet: String!', 'code: String!', 'expiresAt: DateTime!'],
  OrderEvent: [
    'version: Int!',
    'occurredAt: DateTime!',
    'type: OrderEventType!',
    'status: OrderStatus!',
    'source: OrderEventSource!',
  ],
  CreateOrderSuccess: ['order: Order!', 'clientToken: String!'],
  CancelOrderSuccess: ['order: Order!'],
  CancelOrderPending: ['order: Order!'],
  RefundOrderSuccess: ['refund: Refund!', 'order: Order!'],
  RefundOrderPending: ['refund: Refund!', 'order: Order!'],
  Refund: [
    'id: ID!',
    'partnerRefundNo: String!',
    'refundNo: String',
    'amount: Money!',
    'reason: String',
    'status: OperationStatus!',
    'createdAt: DateTime!',
  ],
  Problem: ['code: ProblemCode!', 'message(language: Language = EN): String!', 'retryable: Boolean!'],
  InvalidInput: ['issues: [InputIssue!]!'],
  InputIssue: ['path: [String!]!', 'message(language: Language = EN): String!'],
  ProviderDeclined: ['responseCode: String!', 'responseMessage: String!', 'order: Order'],
  ProviderUnavailable: ['retryAfterMs: Int'],
};

const inputs: Readonly<Record<string, readonly string[]>> = {
  PaymentOptionsInput: ['amount: Rupiah!', 'externalStoreId: String'],
  OrderBy: ['id: ID', 'partnerReferenceNo: String', 'referenceNo: String'],
  OrderFilter: [
    'status: [OrderStatus!]',
    'payMethod: [PayMethod!]',
    'partnerReferenceNoPrefix: String',
    'createdFrom: DateTime',
    'createdTo: DateTime',
    'updatedAfter: DateTime',
  ],
  CreateOrderInput: [
    'partnerReferenceNo: String!',
    'amount: Rupiah!',
    'title: String!',
    'payMethod: PayMethod',
    'payOption: PayOption',
    'phoneNumber: String',
    'expiresAt: DateTime',
    'returnUrl: Url',
    'externalStoreId: String',
    'subMerchantId: String',
    'merchantTransType: String',
    'disabledPayMethods: [PayMethod!]',
    'memo: String',
    'goods: [GoodsInput!]',
    'buyer: BuyerInput',
    'shipping: [ShippingInput!]',
    'terminal: Terminal = WEB',
    'clientIp: String',
    'metadata: [MetadataEntryInput!]',
  ],
  CancelOrderInput: ['orderId: ID!', 'reason: String'],
  RefundOrderInput: ['orderId: ID!', 'partnerRefundNo: String!', 'amount: Rupiah', 'reason: String'],
};

const enums: Readonly<Record<string, string>> = {
  Currency: 'IDR',
  Language: 'EN ID',
  PaymentOptionKind: 'BALANCE E_WALLET VIRTUAL_ACCOUNT QRIS CARD RETAIL_OUTLET OTHER',
  OrderStatus: 'CONFIRMING PENDING PAID PARTIALLY_REFUNDED REFUNDED CANCELLED EXPIRED FAILED',
  OperationStatus: 'PENDING SUCCEEDED FAILED',
  Terminal: 'APP WEB WAP SYSTEM',
};

const unions: Readonly<Record<string, string>> = {
  PaymentOptionsResult: 'PaymentOptions InvalidInput ProviderUnavailable',
  PaymentInstruction:
    'RedirectInstruction VirtualAccountInstruction QrisInstruction WalletPushInstruction PaymentCodeInstruction',
  CreateOrderResult:
    'CreateOrderSuccess InvalidInput PartnerReferenceNoConflict ProviderDeclined ProviderUnavailable',
  CancelOrderResult:
    'CancelOrderSuccess CancelOrderPending OrderNotFound OrderNotCancellable InsufficientMerchantBalance ' +
    'InvalidInput ProviderDeclined ProviderUnavailable',
  RefundOrderResult:
    'RefundOrderSuccess RefundOrderPending OrderNotFound OrderNotRefundable RefundExceedsBalance ' +
    'PartnerRefundNoConflict InsufficientMerchantBalance InvalidInput ProviderDeclined ProviderUnavailable',
};

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

describe('what was promised to clients', () => {
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

  test('nothing beyond the promised input is demanded', () => {
    const demanded = Object.keys(inputs).flatMap((type) =>
      partsOf(type)
        .map((part) => print(part))
        .filter((line) => line.endsWith('!') && !inputs[type]?.includes(line)),
    );
    expect(demanded).toEqual([]);
  });

  test('OrderBy takes exactly one key', () => {
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

  test('orders and refunds are nodes', () => {
    const node = schema.getType('Node');
    const nodes = isInterfaceType(node) ? schema.getPossibleTypes(node).map(({ name }) => name) : [];
    expect(nodes.sort()).toEqual(['Order', 'Refund']);
  });
});

describe('rules that every part of the schema keeps', () => {
  const results = Object.values(schema.getTypeMap()).filter(
    (type) => isUnionType(type) && type.name.endsWith('Result'),
  );

  test('every member of a result is a Problem, but successes, what is pending, and payment options', () => {
    const faulty = results.flatMap((union) =>
      (isUnionType(union) ? union.getTypes() : []).filter((member) => {
        const isProblem = member.getInterfaces().some(({ name }) => name === 'Problem');
        return isProblem === /(Success|Pending|^PaymentOptions)$/.test(member.name);
      }),
    );
    expect(faulty.map(({ name }) => name)).toEqual([]);
    expect(results.length).toBeGreaterThan(3);
  });

  test('every failure that is declared can be an answer', () => {
    const problem = schema.getType('Problem');
    const declared = isInterfaceType(problem) ? schema.getPossibleTypes(problem) : [];
    const answered = new Set(results.flatMap((union) => (isUnionType(union) ? union.getTypes() : [])));
    expect(declared.filter((type) => !answered.has(type))).toEqual([]);
  });

  test('every mutation takes one input and gives one result, never null', () => {
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
      'IncidentConnection',
      'OrderConnection',
      'OrderEventConnection',
      'RefundConnection',
    ]);
    for (const connection of connections) {
      if (!isObjectType(connection)) throw new Error(connection.name);
      const item = connection.name.replace('Connection', '');
      expect(String(connection.getFields().edges?.type)).toBe(`[${item}Edge!]!`);
      expect(String(connection.getFields().nodes?.type)).toBe(`[${item}!]!`);
      expect(String(connection.getFields().pageInfo?.type)).toBe('PageInfo!');
    }
  });

  test('amounts go out as Money, so that no field says a number without its currency', () => {
    const bareAmounts = Object.values(schema.getTypeMap()).flatMap((type) =>
      isObjectType(type) && type.name !== 'Money'
        ? Object.values(type.getFields()).filter((field) => getNamedType(field.type).name === 'Rupiah')
        : [],
    );
    expect(bareAmounts).toEqual([]);
  });
});
