import { describe, expect, test, vi } from 'vitest';
import { globalId } from '../../../src/graphql/schema/global-id.ts';
import { FilterTooBroad } from '../../../src/use-cases/ports/order-pages.ts';
import { MalformedCursor } from '../../../src/use-cases/ports/pages.ts';
import { run, soleError } from '../../support/graphql-execution.ts';
import { anIncidentOnRecord } from '../../support/incidents.ts';
import { anOrder, birth, minute } from '../../support/orders.ts';
import { aPage } from './pages.ts';

const order = anOrder({ status: 'PAID' });
const id = globalId('Order', order.id);

const ordersText = `query ($filter: OrderFilter, $first: Int, $after: String, $last: Int, $before: String) {
  orders(filter: $filter, first: $first, after: $after, last: $last, before: $before) {
    edges { cursor node { id } }
    nodes { id }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;

describe('orders', () => {
  test('a page passes its cursors through', async () => {
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

  test('a filter that would read too much is refused with a code of its own, and says how to narrow it', async () => {
    const listOrders = async () => {
      throw new FilterTooBroad();
    };
    const { message, extensions } = soleError(await run(ordersText, { useCases: { listOrders } }));
    expect(extensions).toEqual({ code: 'FILTER_TOO_BROAD' });
    expect(message).toContain('createdFrom and createdTo');
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
    expect(listOrders).toHaveBeenCalledExactlyOnceWith({}, page, []);
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
    const malformed = new MalformedCursor('forged');
    const listOrders = () => Promise.reject(malformed);
    const error = soleError(await run(ordersText, { variables, useCases: { listOrders } }));
    expect(error.extensions).toEqual({ code: 'BAD_USER_INPUT', path: [argument] });
  });

  test('an unexpected error stays an error', async () => {
    const listOrders = () => Promise.reject(new Error('connection lost'));
    const error = soleError(await run(ordersText, { useCases: { listOrders } }));
    expect(error.originalError?.message).toBe('connection lost');
    expect(error.extensions).toEqual({});
  });

  test('every condition reaches the use case, and null means no condition', async () => {
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
      [],
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
  test('an incident shows its order', async () => {
    const incident = anIncidentOnRecord({ orderId: order.id });
    const listIncidents = vi.fn(async () => aPage([incident, { ...incident, orderId: null }]));
    const result = await run(
      `{ incidents(kind: QUARANTINED, status: [OPEN, ACKNOWLEDGED], first: 2) { nodes {
        id kind status occurredAt orderId partnerReferenceNo detail inIndonesian: detail(language: ID) order { id }
      } } }`,
      { useCases: { listIncidents, findOrder: async () => order } },
    );
    const shown = {
      id: incident.id,
      kind: 'QUARANTINED',
      status: 'OPEN',
      occurredAt: '2026-01-15T10:05:00+07:00',
      orderId: id,
      partnerReferenceNo: 'ord-1',
      detail: 'amount is not the order’s',
      inIndonesian: 'jumlahnya bukan jumlah pesanan ini',
      order: { id },
    };
    expect(result).toEqual({
      data: { incidents: { nodes: [shown, { ...shown, orderId: null, order: null }] } },
    });
    expect(listIncidents).toHaveBeenCalledExactlyOnceWith(
      { kind: 'QUARANTINED', status: ['OPEN', 'ACKNOWLEDGED'] },
      { first: 2 },
    );
  });

  test('a list without a kind contains every kind', async () => {
    const listIncidents = vi.fn(async () => aPage([]));
    await run('{ incidents { nodes { id } } }', { useCases: { listIncidents } });
    expect(listIncidents).toHaveBeenCalledExactlyOnceWith({}, { first: 20 });
  });
});

describe('settlements', () => {
  test('a day that the calendar does not have is the error of its argument', async () => {
    for (const day of ['2026-02-31', '31.1.2026', '']) {
      const result = await run('query ($day: String) { settlements(day: $day) { nodes { id } } }', {
        variables: { day },
        useCases: { listSettlements: async () => aPage([]) },
      });
      expect(soleError(result)?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', path: ['day'] });
    }
  });
});
