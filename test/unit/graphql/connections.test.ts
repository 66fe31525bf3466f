import { describe, expect, test, vi } from 'vitest';
import { rupiah } from '../../../src/domain/money.ts';
import { type OrderFact, orderFactTypes } from '../../../src/domain/order-event.ts';
import { globalId } from '../../../src/graphql/global-id.ts';
import type { Page } from '../../../src/use-cases/ports.ts';
import { run, soleError } from '../../support/graphql-execution.ts';
import { anOrder, birth, minute } from '../../support/orders.ts';

const order = anOrder({ status: 'PAID' });
const id = globalId('Order', order.id);

function aPage<Item>(items: readonly Item[], more: Partial<Page<Item>> = {}): Page<Item> {
  return {
    items: items.map((item, index) => ({ cursor: `cursor-${index}`, item })),
    hasNextPage: false,
    hasPreviousPage: false,
    ...more,
  };
}

const ordersText = `query ($filter: OrderFilter, $first: Int, $after: String, $last: Int, $before: String) {
  orders(filter: $filter, first: $first, after: $after, last: $last, before: $before) {
    edges { cursor node { id } }
    nodes { id }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;

describe('orders', () => {
  test('a page, with its cursors passed through', async () => {
    const second = anOrder({ id: '00000000-0000-4000-8000-000000000002' });
    const page = aPage([order, second], { hasNextPage: true, hasPreviousPage: true });
    const nodes = [{ id }, { id: globalId('Order', second.id) }];
    expect(await run(ordersText, { useCases: { listOrders: async () => page } })).toEqual({
      data: {
        orders: {
          edges: [
            { cursor: 'cursor-0', node: nodes[0] },
            { cursor: 'cursor-1', node: nodes[1] },
          ],
          nodes,
          pageInfo: {
            hasNextPage: true,
            hasPreviousPage: true,
            startCursor: 'cursor-0',
            endCursor: 'cursor-1',
          },
        },
      },
    });
  });

  test('an empty page has no cursors', async () => {
    const result = await run(ordersText, { useCases: { listOrders: async () => aPage([]) } });
    expect(result.data?.orders).toEqual({
      edges: [],
      nodes: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
    });
  });

  test.each([
    [{}, { first: 20 }],
    [{ first: null, after: null, last: null, before: null }, { first: 20 }],
    [{ first: 1 }, { first: 1 }],
    [
      { first: 100, after: 'c' },
      { first: 100, after: 'c' },
    ],
    [{ after: 'c' }, { first: 20, after: 'c' }],
    [{ last: 100 }, { last: 100 }],
    [
      { last: 3, before: 'c' },
      { last: 3, before: 'c' },
    ],
  ])('%j asks for the page %j', async (variables, page) => {
    const listOrders = vi.fn(async () => aPage([order]));
    await run(ordersText, { variables, useCases: { listOrders } });
    expect(listOrders).toHaveBeenCalledExactlyOnceWith({}, page);
  });

  test.each([
    [{ first: 0 }, 'first'],
    [{ first: -1 }, 'first'],
    [{ first: 101 }, 'first'],
    [{ last: 0 }, 'last'],
    [{ last: 101 }, 'last'],
    [{ first: 1, last: 1 }, 'last'],
    [{ first: 1, before: 'c' }, 'last'],
    [{ last: 1, after: 'c' }, 'after'],
    [{ before: 'c' }, 'before'],
    [{ after: '' }, 'after'],
    [{ after: 'c'.repeat(513) }, 'after'],
    [{ last: 1, before: '' }, 'before'],
  ])('%j is no page', async (variables, argument) => {
    const error = soleError(await run(ordersText, { variables }));
    expect(error.extensions).toEqual({ code: 'BAD_USER_INPUT', path: [argument] });
    expect(error.path).toEqual(['orders']);
  });

  test.each([
    [{ after: 'forged' }, 'after'],
    [{ last: 2, before: 'forged' }, 'before'],
  ])('a cursor that the store cannot read (%j) is the caller’s mistake', async (variables, argument) => {
    const malformed = Object.assign(new Error('forged'), { name: 'MalformedCursor' });
    const listOrders = () => Promise.reject(malformed);
    const error = soleError(await run(ordersText, { variables, useCases: { listOrders } }));
    expect(error.extensions).toEqual({ code: 'BAD_USER_INPUT', path: [argument] });
  });

  test('another fault stays a fault', async () => {
    const listOrders = () => Promise.reject(new Error('connection lost'));
    const error = soleError(await run(ordersText, { useCases: { listOrders } }));
    expect(error.originalError?.message).toBe('connection lost');
    expect(error.extensions).toEqual({});
  });

  test('every condition is handed on, and null is none', async () => {
    const listOrders = vi.fn(async () => aPage([order]));
    const filter = {
      status: ['PAID', 'REFUNDED'],
      payMethod: ['BALANCE'],
      partnerReferenceNoPrefix: 'ord-2026/',
      createdFrom: '2026-01-15T10:00:00+07:00',
      createdTo: '2026-01-15T10:01:00+07:00',
      updatedAfter: null,
    };
    await run(ordersText, { variables: { filter }, useCases: { listOrders } });
    expect(listOrders).toHaveBeenCalledExactlyOnceWith(
      { ...filter, createdFrom: birth, createdTo: minute(1), updatedAfter: undefined },
      { first: 20 },
    );
  });

  test.each(['a%', 'a b', 'a\u0000', 'a'.repeat(65)])(
    '%j begins no order number',
    async (partnerReferenceNoPrefix) => {
      const error = soleError(await run(ordersText, { variables: { filter: { partnerReferenceNoPrefix } } }));
      expect(error.extensions).toEqual({
        code: 'BAD_USER_INPUT',
        path: ['filter', 'partnerReferenceNoPrefix'],
      });
    },
  );
});

describe('incidents', () => {
  test('what an operator should look at, with the order it is about', async () => {
    const incident = {
      id: '00000000-0000-4000-8000-0000000000aa',
      kind: 'QUARANTINED',
      dedupeKey: 'secret',
      orderId: order.id,
      partnerReferenceNo: 'ord-1',
      detail: 'amount differs',
      occurredAt: minute(5),
    } as const;
    const listIncidents = vi.fn(async () => aPage([incident, { ...incident, orderId: null }]));
    const result = await run(
      '{ incidents(kind: QUARANTINED, first: 2) { nodes { id kind occurredAt orderId partnerReferenceNo detail } } }',
      { useCases: { listIncidents } },
    );
    const shown = {
      id: incident.id,
      kind: 'QUARANTINED',
      occurredAt: '2026-01-15T10:05:00+07:00',
      orderId: id,
      partnerReferenceNo: 'ord-1',
      detail: 'amount differs',
    };
    expect(result).toEqual({ data: { incidents: { nodes: [shown, { ...shown, orderId: null }] } } });
    expect(listIncidents).toHaveBeenCalledExactlyOnceWith({ kind: 'QUARANTINED' }, { first: 2 });
  });

  test('without a kind: every kind', async () => {
    const listIncidents = vi.fn(async () => aPage([]));
    await run('{ incidents { nodes { id } } }', { useCases: { listIncidents } });
    expect(listIncidents).toHaveBeenCalledExactlyOnceWith({}, { first: 20 });
  });
});

describe('what belongs to an order', () => {
  const refundId = '00000000-0000-4000-8000-00000000000f';
  const refusal = { reason: 'REFUSED', responseCode: '4035815', responseMessage: 'Not permitted' } as const;

  async function timelineOf(fact: OrderFact) {
    const event = {
      orderId: order.id,
      version: 2,
      occurredAt: birth,
      source: 'QUERY',
      status: 'PAID',
      fact,
    } as const;
    const listTimeline = vi.fn(async () => aPage([event]));
    const result = await run(
      `{ order(by: { id: "${id}" }) { timeline(first: 5, after: "c") { nodes {
        version occurredAt type status source amount { value } refundId reason responseCode responseMessage
        payMethod payOption paidAt detail
      } } } }`,
      { useCases: { findOrder: async () => order, listTimeline } },
    );
    expect(listTimeline).toHaveBeenCalledExactlyOnceWith(order.id, { first: 5, after: 'c' });
    if (!result.data) throw new Error(String(result.errors));
    const { timeline } = result.data.order as { timeline: { nodes: Record<string, unknown>[] } };
    return Object.fromEntries(Object.entries(timeline.nodes[0] ?? {}).filter(([, value]) => value !== null));
  }

  const common = { version: 2, occurredAt: '2026-01-15T10:00:00+07:00', status: 'PAID', source: 'QUERY' };
  const amount = rupiah(2_500_000n);
  const money = { value: '25000.00' };

  const told: readonly (readonly [OrderFact, object])[] = [
    [{ type: 'CREATED' }, {}],
    [{ type: 'ACCEPTED', referenceNo: 'D', instruction: { kind: 'QRIS', content: '0002' } }, {}],
    [
      { type: 'DECLINED', ...refusal },
      { responseCode: '4035815', responseMessage: 'Not permitted' },
    ],
    [{ type: 'NOT_FOUND' }, {}],
    [{ type: 'NEVER_CREATED' }, {}],
    [
      { type: 'PAID', referenceNo: 'D', paidAt: minute(5), payMethod: 'BALANCE', payOption: null },
      { payMethod: 'BALANCE', paidAt: '2026-01-15T10:05:00+07:00' },
    ],
    [{ type: 'PAYMENT_FAILED' }, {}],
    [{ type: 'EXPIRED' }, {}],
    [{ type: 'CANCEL_REQUESTED', reason: 'Sold out' }, { reason: 'Sold out' }],
    [
      { type: 'CANCELLED', voided: amount, paidAt: minute(5) },
      { amount: money, paidAt: '2026-01-15T10:05:00+07:00' },
    ],
    [
      { type: 'CANCEL_REFUSED', ...refusal },
      { responseCode: '4035815', responseMessage: 'Not permitted' },
    ],
    [
      { type: 'REFUND_REQUESTED', refundId, partnerRefundNo: 'r', amount, reason: 'Returned' },
      { amount: money, refundId: globalId('Refund', refundId), reason: 'Returned' },
    ],
    [
      { type: 'REFUNDED', refundId, refundNo: null, amount, from: 'PENDING' },
      { amount: money, refundId: globalId('Refund', refundId) },
    ],
    [
      { type: 'REFUND_REFUSED', refundId, amount, ...refusal },
      {
        amount: money,
        refundId: globalId('Refund', refundId),
        responseCode: '4035815',
        responseMessage: 'Not permitted',
      },
    ],
    [{ type: 'REFUNDED_ELSEWHERE', amount }, { amount: money }],
    [
      { type: 'CONTRADICTED', news: 'PAID', detail: 'PAID while CANCELLED' },
      { detail: 'PAID while CANCELLED' },
    ],
  ];

  test.each(told.map(([fact, fields]) => ({ fact, fields })))(
    'its timeline tells $fact.type',
    async ({ fact, fields }) => {
      expect(await timelineOf(fact)).toEqual({ ...common, type: fact.type, ...fields });
    },
  );

  test('every kind of fact is told', () => {
    expect(told.map(([{ type }]) => type).sort()).toEqual([...orderFactTypes].sort());
  });

  test('its refunds come in pages', async () => {
    const listRefunds = vi.fn(async () => aPage([]));
    const text = `{ order(by: { id: "${id}" }) { refunds(last: 2) { edges { cursor } } } }`;
    const result = await run(text, { useCases: { findOrder: async () => order, listRefunds } });
    expect(result).toEqual({ data: { order: { refunds: { edges: [] } } } });
    expect(listRefunds).toHaveBeenCalledExactlyOnceWith(order.id, { last: 2 });
  });
});
