import { createRefundBatches } from '../../../src/store/batches/refund-batches.ts';
import { createEventOutbox } from '../../../src/store/events/event-outbox.ts';
import { makePages } from '../../../src/store/orders/order-pages.ts';
import { createOrderStore } from '../../../src/store/orders/order-store.ts';
import { createWorkLists } from '../../../src/store/people/work-lists.ts';
import type { Database } from '../../../src/store/postgres/database.ts';
import { makeSettlementPages } from '../../../src/store/settlement/settlement-pages.ts';
import { incidentStatuses } from '../../../src/use-cases/ports/incidents.ts';
import { FilterTooBroad } from '../../../src/use-cases/ports/order-pages.ts';
import type { PageRequest } from '../../../src/use-cases/ports/pages.ts';
import { isLong, testSeed } from '../sample.ts';
import { endpointUrl } from './copies.ts';

/** Values of some filters of one list, by their names in the schema. */
export type Filter = Readonly<Record<string, unknown>>;

/** One list of the schema. */
export interface FilteredList {
  /** Values of each filter: frequent ones, rare ones, and several at once. */
  readonly values: Readonly<Record<string, readonly unknown[]>>;
  page(filter: Filter, request: PageRequest): Promise<unknown>;
  /** Whether no index answers these filters together. */
  isWalked(filter: Filter): boolean;
}

const at = (text: string) => new Date(text);
const never = () => false;

/** Every list of the schema, by its field, on tables that `fillTables` filled. `walks`: see `prepareFiltered`. */
export function listsOf(
  database: Database,
  walks?: readonly number[],
): Readonly<Record<string, FilteredList>> {
  const store = createOrderStore(database);
  const orderPages = makePages(database, walks);
  const batches = createRefundBatches(database);
  const work = createWorkLists(database);
  const orderId = '00000000-0000-4000-8000-000000000009';
  const plain = (page: FilteredList['page']): FilteredList => ({ values: {}, page, isWalked: never });
  return {
    orders: {
      values: {
        status: [['PAID'], ['REFUNDED'], ['REFUNDED', 'PARTIALLY_REFUNDED'], ['CONFIRMING']],
        payMethod: [['OTC'], ['VIRTUAL_ACCOUNT'], ['OTC', 'CREDIT_CARD']],
        paidWith: [['CREDIT_CARD'], ['BALANCE']],
        partnerReferenceNoPrefix: ['ord-', 'ord-000001', 'ord-0000012'],
        createdFrom: [at('2026-05-31T20:00:00Z')],
        createdTo: [at('2026-05-31T20:00:00Z')],
        updatedAfter: ['2026-05-31T23:00:00Z', '2026-05-31T00:00:00Z', '2026-05-20T00:00:00Z'].map(at),
      },
      page: (filter, request) => orderPages.pageOrders(filter, request, []).catch(tooBroad),
      isWalked({ createdFrom: _from, createdTo: _to, ...filter }) {
        const names = Object.keys(filter);
        const isStatusOfMethod = names.every((name) => name === 'status' || name === 'payMethod');
        return !isStatusOfMethod && (names.length > 1 || names[0] !== 'paidWith');
      },
    },
    incidents: {
      values: {
        kind: ['FROZEN', 'CONTRADICTED', 'ORPHANED'],
        status: [['OPEN'], ['OPEN', 'ACKNOWLEDGED'], incidentStatuses],
      },
      page: (filter, request) => store.pageIncidents(filter, request),
      isWalked: never,
    },
    settlements: {
      values: {
        day: ['2020-01-15'],
        unitKind: ['MERCHANT', 'SHOP', 'DIVISION'],
        unitName: ['unit-7', 'unknown'],
      },
      page: (filter, request) => makeSettlementPages(database).pageImports(filter, request),
      // A day has a file for each unit.
      isWalked: (filter) => Object.keys(filter).length > 1,
    },
    approvals: {
      values: { status: [['GRANTED'], ['EXPIRED'], ['WAITING', 'EXPIRED']], forMe: [true, false] },
      page: ({ forMe, ...filter }, request) =>
        store.pageApprovals({ ...filter, ...(forMe === true && { waitingFor: 'person-1' }) }, request),
      isWalked: never,
    },
    refundBatches: {
      values: { status: [['DONE'], ['RUNNING'], ['WAITING', 'RUNNING'], ['STOPPED']] },
      page: (filter, request) => batches.pageBatches(filter, request),
      isWalked: never,
    },
    pendingOperations: {
      values: {
        operation: ['CREATE', 'CANCEL', 'REFUND'],
        requestedBefore: [at('2026-05-31T23:59:00Z'), at('2026-01-01T00:00:00Z')],
      },
      page: ({ operation = 'CREATE', requestedBefore = null }, request) =>
        work.pagePending(operation as 'CREATE', requestedBefore as Date | null, request),
      isWalked: never,
    },
    failedDeliveries: {
      values: { onlyGivenUp: [true, false] },
      page: ({ onlyGivenUp }, request) =>
        createEventOutbox(database).pageFailed(endpointUrl, { isGivenUp: onlyGivenUp === true }, request),
      isWalked: never,
    },
    events: plain((_, request) => store.pageEvents(request)),
    timeline: plain((_, request) => store.pageTimeline(orderId, request)),
    facts: plain((_, request) => store.pageTimeline(orderId, request)),
    refunds: plain((_, request) => store.pageRefunds(orderId, request)),
    lines: plain((_, request) => batches.pageBatchLines('rba_1', request)),
  };
}

/** A refusal is an answer too; what it cost is measured. */
function tooBroad(error: unknown): void {
  if (!(error instanceof FilterTooBroad)) throw error;
}

/**
 * No filter, each value of each filter, and values of each two filters: every pair of values with TEST_LONG=1, otherwise one
 * of each two filters, by TEST_SEED.
 */
export function casesOf(values: FilteredList['values']): readonly Filter[] {
  const cases: Filter[] = [{}];
  const filters = Object.entries(values);
  for (const [index, [name, some]] of filters.entries()) {
    cases.push(...some.map((value) => ({ [name]: value })));
    for (const [other, others] of filters.slice(index + 1)) {
      const pairs = some.flatMap((value) => others.map((more) => ({ [name]: value, [other]: more })));
      const inTurn = pairs[(testSeed * 7 + index) % pairs.length];
      cases.push(...(isLong ? pairs : inTurn === undefined ? [] : [inTurn]));
    }
  }
  return cases;
}
