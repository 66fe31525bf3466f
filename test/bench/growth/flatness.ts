import { createHash } from 'node:crypto';
import { rupiah } from '../../../src/domain/money.ts';
import { createEventOutbox } from '../../../src/store/events/event-outbox.ts';
import { makeReadDatabaseFacts } from '../../../src/store/facts/database-facts.ts';
import { createOrderStore } from '../../../src/store/orders/order-store.ts';
import { createWorkLists } from '../../../src/store/people/work-lists.ts';
import { closeDatabase, connectDatabase, type Database } from '../../../src/store/postgres/database.ts';
import { createBodyRetention } from '../../../src/store/retention/body-retention.ts';
import type { DecideChange } from '../../../src/use-cases/ports/order-changes.ts';
import { endpointUrl, newestAt } from '../../support/large/copies.ts';
import { force, insertOrder } from '../../support/order-store-contract/steps.ts';
import { minute } from '../../support/orders.ts';
import { figure, percentile, table } from '../live/numbers.ts';

const hourMs = 60 * 60_000;
const yearMs = 365 * 24 * hourMs;
const pageSize = 20;

type Work = Readonly<Record<string, (round: number) => Promise<unknown>>>;

/** Ends an order and its lease, so that it is not a part of what waits afterwards. */
const end: DecideChange = (order, refunds) => {
  const change = force({ status: 'EXPIRED' })(order, refunds);
  return change === null ? null : { ...change, releasedLease: minute(0) };
};

/** Every kind of statement that a gateway sends for a caller or by itself; `count`: how many orders there are. */
function workOf(database: Database, count: number): Work {
  const store = createOrderStore(database);
  const outbox = createEventOutbox(database);
  const retention = createBodyRetention(database);
  const readFacts = makeReadDatabaseFacts(database);
  const { dayTotals, openTotals } = createWorkLists(database);
  const before = (ms: number) => new Date(newestAt.getTime() - ms);
  const placeOf = (round: number) => 1 + ((round * 7919) % count);
  const idOf = (round: number) => uuidOf(placeOf(round));
  const numberOf = (round: number) => `ord-${String(placeOf(round)).padStart(9, '0')}`;
  const month = { from: before(31 * 24 * hourMs), to: newestAt };
  const nothing = { numbers: [], lastDigits: null, amount: null, phoneDigits: null };
  const page = { first: pageSize };
  return {
    'an order by its id': (round) => store.find({ id: idOf(round) }),
    'an order by its number': (round) => store.findView({ partnerReferenceNo: numberOf(round) }, []),
    "an order by DANA's number": (round) => store.find({ referenceNo: `DANA-${placeOf(round)}` }),
    'its timeline': (round) => store.pageTimeline(idOf(round), page),
    'its refunds': (round) => store.refundsOf(idOf(round)),
    'what a notification is about': (round) =>
      store.findNotified({ contentHash: `${round}`, partnerReferenceNo: numberOf(round) }),
    'an order recorded and changed': async () => {
      const { id } = await insertOrder(store, { createdAt: newestAt });
      await store.change(id, end);
    },
    'ten orders recorded and changed at once': async () => {
      const made = await Promise.all(
        Array.from({ length: 10 }, () => insertOrder(store, { createdAt: newestAt })),
      );
      await Promise.all(made.map(({ id }) => store.change(id, end)));
    },
    'orders: the newest': () => store.pageOrders({}, page),
    'orders: CONFIRMING': () => store.pageOrders({ status: ['CONFIRMING'] }, page),
    'orders: REFUNDED': () => store.pageOrders({ status: ['REFUNDED'] }, page),
    'orders: two statuses': () => store.pageOrders({ status: ['REFUNDED', 'CANCELLED'] }, page),
    'orders: a rare method': () => store.pageOrders({ payMethod: ['OTC'] }, page),
    'orders: paid with a rare method': () => store.pageOrders({ paidWith: ['CREDIT_CARD'] }, page),
    'orders: updated since a day': () => store.pageOrders({ updatedAfter: before(24 * hourMs) }, page),
    'orders: created in an hour': () =>
      store.pageOrders({ createdFrom: before(9 * hourMs), createdTo: before(8 * hourMs) }, page),
    'orders: a prefix of ten numbers': (round) =>
      store.pageOrders({ partnerReferenceNoPrefix: numberOf(round).slice(0, -1) }, page),
    'search: an amount that nobody paid': () =>
      store.searchOrders({ ...nothing, amount: rupiah(123_400n) }, month, pageSize, []),
    'search: digits of a phone': () =>
      store.searchOrders({ ...nothing, phoneDigits: '4321' }, month, pageSize, []),
    'events: the last page': () => store.pageEvents({ last: pageSize }),
    'events: the first page': () => store.pageEvents(page),
    'the totals of an hour': () => dayTotals(before(9 * hourMs), before(8 * hourMs)),
    'what is open': () => openTotals(),
    'recovery: claim what is due': () => store.claimDue(before(50 * yearMs), newestAt, 16),
    'recovery: what is due next': () => store.nextDueAt(),
    'recovery: the next late query': () => store.nextLateQueryAt(),
    'relay: give positions': () => outbox.assignPositions(),
    'relay: queue deliveries': () => outbox.queueDeliveries(endpointUrl, newestAt),
    'relay: claim deliveries': () => outbox.claimDeliveries(endpointUrl, before(50 * yearMs), newestAt, 16),
    'relay: the next delivery': () => outbox.nextDeliveryAt(endpointUrl, newestAt),
    'feed: the last changes': () => store.changesAfter(count * 3 - 400, 200),
    'retention: a round that purges nothing': () => retention.purge(before(50 * yearMs), newestAt),
    'metrics of the database': () => readFacts(newestAt),
  };
}

/** As the copies of large tables are named. */
function uuidOf(place: number): string {
  const hash = createHash('md5').update(String(place)).digest('hex');
  return [hash.slice(0, 8), hash.slice(8, 12), hash.slice(12, 16), hash.slice(16, 20), hash.slice(20)].join(
    '-',
  );
}

/** The median time of each kind of statement with few orders and with many; both databases are asked in turns. */
export async function measureFlatness(
  sizes: readonly { readonly url: string; readonly ordersCount: number }[],
  roundsCount: number,
): Promise<string> {
  const sides = sizes.map(({ url, ordersCount }) => {
    const database = connectDatabase({ url, connectionsMax: 1 });
    return { database, ordersCount, work: workOf(database, ordersCount) };
  });
  try {
    const names = Object.keys(sides[0]?.work ?? {});
    const rows: string[][] = [];
    for (const name of names) {
      const times: number[][] = sides.map(() => []);
      for (let round = 0; round < roundsCount; round += 1) {
        for (const [index, { work }] of sides.entries()) {
          const startedMs = performance.now();
          await work[name]?.(round);
          times[index]?.push(performance.now() - startedMs);
        }
      }
      const medians = times.map((side) => percentile(side, 0.5));
      const [few = Number.NaN, many = Number.NaN] = medians;
      rows.push([name, ...medians.map(figure), figure(many / few)]);
    }
    const heads = sides.map(({ ordersCount }) => ordersCount.toLocaleString('en'));
    return table([['p50 in ms, by the number of orders', ...heads, 'ratio'], ...rows]);
  } finally {
    for (const { database } of sides) await closeDatabase(database);
  }
}
