import type { OnIncident } from '../../use-cases/ports/incidents.ts';
import { isReturnConflict } from '../../use-cases/ports/order-changes.ts';
import type { OrderStore } from '../../use-cases/ports/order-store.ts';
import { makeApprovals } from '../approvals/approvals.ts';
import { makeFindNotified } from '../changes/notified-order.ts';
import { makeChangeOrder } from '../changes/order-change.ts';
import { makeInsertOrder } from '../changes/order-insert.ts';
import { makeInbox } from '../notifications/inbox.ts';
import { makeIncidents } from '../notifications/incidents.ts';
import { makeEvidence } from '../people/evidence.ts';
import type { Database } from '../postgres/database.ts';
import { makeChangeLog } from './change-log.ts';
import { makeEventLog } from './event-log.ts';
import { makeLateQueries } from './late-queries.ts';
import { makeOrderLeases } from './order-leases.ts';
import { makePages } from './order-pages.ts';
import { makeOrderReads } from './order-reads.ts';
import { makeOrderSearch } from './order-search.ts';
import { makeTimelines } from './timeline.ts';

/**
 * The OrderStore port on Postgres. Every method rejects with StoreUnavailable if the database cannot be reached or
 * written now, and with StatementRefused if a change violates a constraint; then nothing was recorded.
 * `onIncident` hears of every step in the life of an incident, once it is committed.
 */
export function createOrderStore(database: Database, onIncident: OnIncident = () => undefined): OrderStore {
  const { pageEvents, findEvent } = makeEventLog(database);
  const reads = makeOrderReads(database);
  const changeOrder = makeChangeOrder(database, onIncident);
  return {
    insert: makeInsertOrder(database, reads.find),
    ...reads,
    ...makePages(database),
    ...makeTimelines(database),
    ...makeApprovals(database),
    ...makeOrderSearch(database),
    ...makeEvidence(database),
    pageEvents,
    findEvent,
    ...makeChangeLog(database),
    ...makeOrderLeases(database),
    ...makeLateQueries(database),
    ...makeInbox(database, onIncident),
    findNotified: makeFindNotified(database),
    ...makeIncidents(database, onIncident),
    change: (orderId, decide, { inbox, ...options } = {}) =>
      changeOrder(orderId, decide, inbox && { inbox }, options),
    async reapply(storedIds, orderId, decide) {
      const outcome = await changeOrder(orderId, decide, { storedIds });
      if (isReturnConflict(outcome)) throw new Error('a notification cannot request a refund');
      return outcome;
    },
  };
}
