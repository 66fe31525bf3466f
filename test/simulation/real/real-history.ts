import type { Order } from '../../../src/domain/order.ts';
import { createOrderStore } from '../../../src/store/orders/order-store.ts';
import type { Database as Postgres } from '../../../src/store/postgres/database.ts';
import { partnerReferences } from '../../../src/store/tables/checkout-tables.ts';
import type { Incident } from '../../../src/use-cases/ports/incidents.ts';
import { foldEvents } from '../../support/invariants.ts';
import { readRecorded } from '../../support/recorded.ts';
import { createAnswers } from '../oracle/answers.ts';
import { createCheckoutOracle } from '../oracle/checkouts.ts';
import type { Deliveries } from '../oracle/deliveries.ts';
import type { Chronicle } from '../world/chronicle.ts';

type Answers = ReturnType<typeof createAnswers>;
type Checkouts = ReturnType<typeof createCheckoutOracle>;

/**
 * The answers to clients of a real world, compared with Postgres when nothing is pending any more, by the
 * simulation's own oracle: every order in an answer was recorded as answered, and no answer is untrue in the end.
 */
export function createRealHistory(chronicle: Chronicle) {
  const heard: ((answers: Answers, checkouts: Checkouts) => void)[] = [];
  const answers: Answers = {
    sawOrder: (order) => heard.push((later) => later.sawOrder(order)),
    sawCreate: (outcome, request) => heard.push((later) => later.sawCreate(outcome, request)),
    sawCancel: (outcome) => heard.push((later) => later.sawCancel(outcome)),
    sawRefund: (outcome, request) => heard.push((later) => later.sawRefund(outcome, request)),
    check: () => undefined,
  };

  /** What a watcher sees; a real machine cannot promise to the millisecond when it sees it. */
  const deliveries: Pick<Deliveries, 'connect'> = {
    connect(orderId, afterVersion) {
      let seenVersion = afterVersion;
      return {
        orderId,
        seenVersion: () => seenVersion,
        asks: () => undefined,
        ended: () => undefined,
        saw({ id, partnerReferenceNo, version }) {
          if (id !== orderId) chronicle.violate('I6', `a watcher of ${orderId} got ${partnerReferenceNo}`);
          if (version <= seenVersion)
            chronicle.violate('I6', `${partnerReferenceNo} v${version} came after v${seenVersion}`);
          seenVersion = version;
        },
      };
    },
  };

  return {
    answers,
    deliveries,
    checkouts: {
      sawCheckout: (...seen: Parameters<Checkouts['sawCheckout']>) =>
        void heard.push((_, later) => later.sawCheckout(...seen)),
      sawPaying: (...seen: Parameters<Checkouts['sawPaying']>) =>
        void heard.push((_, later) => later.sawPaying(...seen)),
    },
    heardCount: () => heard.length,

    /** When nothing is pending any more. `calmSinceMs`: since when nothing has gone wrong. */
    async check(postgres: Postgres, calmSinceMs: number): Promise<void> {
      const recorded = (await readRecorded(postgres)).orders;
      const references = await postgres.select().from(partnerReferences);
      const incidents = (await createOrderStore(postgres).pageIncidents({}, { first: incidentsMax })).items;
      const tables = {
        orders: new Map(recorded.map(({ order }) => [order.id, { order }])),
        refunds: new Map(recorded.flatMap(({ refunds }) => refunds.map((refund) => [refund.id, { refund }]))),
        incidents: new Map(incidents.map(({ item }): [string, Incident] => [item.dedupeKey, item])),
        references: new Map(references.map((row) => [row.partnerReferenceNo, row.checkoutId])),
      };
      const eventsOf = new Map(recorded.map((one) => [one.order.id, one]));
      const commits = {
        at(orderId: string, version: number): { readonly order: Order } | undefined {
          const one = eventsOf.get(orderId);
          if (one === undefined || version < 1 || version > one.events.length) return undefined;
          return { order: foldEvents(one.order, one.events.slice(0, version)) };
        },
        of: (orderId: string) => (eventsOf.get(orderId)?.events ?? []).map((event) => ({ event })),
      };
      const store = { tables };
      const later = createAnswers({ store: () => store, chronicle, commits });
      const checkouts = createCheckoutOracle({
        clockWrongByMs: () => 0,
        database: { store },
        chronicle,
        commits,
        answers: later,
        danaOrder: () => undefined,
        nowMs: () => 0,
      });
      for (const replay of heard) replay(later, checkouts);
      later.check();
      checkouts.check(calmSinceMs);
    },
  };
}
/** More incidents than a run of a few dozen worlds can have. */
const incidentsMax = 10_000;
