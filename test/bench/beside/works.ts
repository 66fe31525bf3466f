import type { Call, Reply } from './client.ts';
import { pageSize, type Rows } from './rows.ts';

export type Work = 'order(id)' | 'order(id), PENDING' | 'page of 20' | 'page 1,000' | 'createOrder';
/** In the order of their rounds: what is created is queried at DANA a minute later, so creating comes last. */
export const works: readonly Work[] = [
  'order(id)',
  'order(id), PENDING',
  'page of 20',
  'page 1,000',
  'createOrder',
];

/** How a server is asked for each kind of work, and where in its answer the result is. */
export interface Dialect {
  /** The next call of this work, or null if the server does not do it. */
  call(work: Work): Call | null;
  /** The result, in the form of the gateway's answer; of PostGraphile, whose names differ, the parts that both have. */
  result(work: Work, reply: Reply): unknown;
}

/** What a page needs of an order; part of the gateway's schema, and all of the peers'. */
const orderFields = `fragment OrderFields on Order {
  id partnerReferenceNo referenceNo title amount { value currency } status version payMethod payOption
  instruction {
    __typename
    ... on RedirectInstruction { url expiresAt }
    ... on VirtualAccountInstruction { bank number expiresAt }
    ... on QrisInstruction { content image expiresAt }
    ... on WalletPushInstruction { wallet expiresAt }
    ... on PaymentCodeInstruction { outlet code expiresAt }
  }
  createdAt updatedAt expiresAt paidAt cancellation { status requestedAt reason }
  voidedAmount { value } refundedAmount { value } refundableAmount { value }
}`;
const orderDocument = `query ($by: OrderBy!) { order(by: $by) { ...OrderFields } } ${orderFields}`;
const ordersDocument = `query ($first: Int, $after: String) {
  orders(first: $first, after: $after) {
    nodes { ...OrderFields }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
} ${orderFields}`;
const createDocument = `mutation ($input: CreateOrderInput!) {
  createOrder(input: $input) { __typename ... on CreateOrderSuccess { order { ...OrderFields } clientToken } }
} ${orderFields}`;

/** Numbers of orders that no other run of the bench has used. */
let createdCount = 0;
function newOrder() {
  createdCount += 1;
  return {
    partnerReferenceNo: `bench-${process.pid}-${createdCount}`,
    amount: '75000.00',
    title: 'Two tickets for the late show',
    payMethod: 'VIRTUAL_ACCOUNT',
    payOption: 'VIRTUAL_ACCOUNT_BRI',
  };
}

/** Reads every order in turn, so that no server can answer from its memory of the last one. */
function inTurn(orderIds: readonly string[]): () => string {
  let place = 0;
  return () => {
    place = (place + 1) % orderIds.length;
    return orderIds[place] ?? '';
  };
}

function post(query: string, variables: object): Call {
  return { method: 'POST', path: '/graphql', body: JSON.stringify({ query, variables }) };
}

function dataOf({ body }: Reply): Record<string, Record<string, unknown>> {
  return (JSON.parse(body) as { data: Record<string, Record<string, unknown>> }).data;
}

/** The gateway's own language; mercurius and Apollo speak the part of it that reads. */
export function graphqlDialect(rows: Rows, options: { mayCreate: boolean }): Dialect {
  const nextId = inTurn(rows.orderIds);
  const nextPendingId = inTurn(rows.pendingIds);
  return {
    call(work) {
      if (work === 'order(id)') return post(orderDocument, { by: { id: nextId() } });
      if (work === 'order(id), PENDING') return post(orderDocument, { by: { id: nextPendingId() } });
      if (work === 'page of 20') return post(ordersDocument, { first: pageSize });
      if (work === 'page 1,000') return post(ordersDocument, { first: pageSize, after: rows.page1000Cursor });
      return options.mayCreate ? post(createDocument, { input: newOrder() }) : null;
    },
    result(work, reply) {
      const { order, orders, createOrder } = dataOf(reply);
      return work === 'createOrder' ? createOrder?.order : (order ?? orders);
    },
  };
}

/** Routes and JSON, as a merchant's engineer would choose them. */
export function restDialect(rows: Rows): Dialect {
  const nextId = inTurn(rows.orderIds);
  const nextPendingId = inTurn(rows.pendingIds);
  const get = (path: string): Call => ({ method: 'GET', path, body: '' });
  return {
    call(work) {
      if (work === 'order(id)') return get(`/orders/${nextId()}`);
      if (work === 'order(id), PENDING') return get(`/orders/${nextPendingId()}`);
      if (work === 'page of 20') return get(`/orders?first=${pageSize}`);
      if (work === 'page 1,000') return get(`/orders?first=${pageSize}&after=${rows.page1000Cursor}`);
      return { method: 'POST', path: '/orders', body: JSON.stringify(newOrder()) };
    },
    result: (_work, { body }) => JSON.parse(body) as unknown,
  };
}

const tableFields = `rowId partnerReferenceNo referenceNo title amount status version payMethod payOption
  instruction createdAt updatedAt expiresAt paidAt cancellationStatus cancellationRequestedAt cancellationReason
  voided refunded paid refundPending`;
const tableOrderDocument = `query ($id: String!) { orderByRowId(rowId: $id) { ${tableFields} } }`;
const tableOrdersDocument = `query ($first: Int, $after: Cursor, $offset: Int) {
  allOrders(first: $first, after: $after, offset: $offset, orderBy: [CREATED_AT_DESC, ROW_ID_DESC]) {
    nodes { ${tableFields} }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;

/** PostGraphile: the same columns under names that it derives from the tables. `page1000Cursor`: one of its own. */
export function tableDialect(rows: Rows, page1000Cursor: string | null): Dialect {
  const nextId = inTurn(rows.orderIds);
  const nextPendingId = inTurn(rows.pendingIds);
  return {
    call(work) {
      if (work === 'createOrder') return null;
      if (work === 'order(id)') return post(tableOrderDocument, { id: idIn(nextId()) });
      if (work === 'order(id), PENDING') return post(tableOrderDocument, { id: idIn(nextPendingId()) });
      if (work === 'page of 20') return post(tableOrdersDocument, { first: pageSize });
      const before = { first: 1, offset: 999 * pageSize - 1 };
      const beyond = { first: pageSize, after: page1000Cursor };
      return post(tableOrdersDocument, page1000Cursor === null ? before : beyond);
    },
    result: (_work, reply) => Object.values(dataOf(reply))[0],
  };
}

function idIn(globalId: string): string {
  return Buffer.from(globalId, 'base64url').toString().slice('Order:'.length);
}

/** The parts of an order that PostGraphile has too, as the gateway writes them. */
export function sharedPart(order: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { partnerReferenceNo, referenceNo, title, status, version, payMethod, payOption } = order;
  const { amount, createdAt } = order;
  return {
    ...{ partnerReferenceNo, referenceNo, title, status, version, payMethod, payOption },
    sen: typeof amount === 'string' ? amount : `${(amount as { value: string }).value}`.replace('.', ''),
    createdAtS: Math.floor(Date.parse(String(createdAt)) / 1_000),
  };
}
