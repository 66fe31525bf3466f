import { isAtRest } from '../../../src/domain/order.ts';
import type { OrderFactType } from '../../../src/domain/order-event.ts';
import { type Incident, type IncidentKind, settlementKinds } from '../../../src/use-cases/ports/incidents.ts';
import type { InMemoryOrderStore } from '../../support/in-memory-order-store.ts';
import type { Chronicle } from '../world/chronicle.ts';

/** A cause that lasts is counted once in this time. */
const hourMs = 60 * 60_000;

/** Facts that an operator must hear of, each by an incident of its own. */
const reported: readonly (OrderFactType & IncidentKind)[] = [
  'CHARGED_BACK',
  'FROZEN',
  'REFUNDED_ELSEWHERE',
  'REFUND_RETURNED',
];
/** Causes that are states: they may come back, and their incident with them. */
const states: readonly IncidentKind[] = [
  'UNKNOWN_FOR_LONG',
  'MISCONFIGURED',
  'INSUFFICIENT_MERCHANT_BALANCE',
  'BACKGROUND_WORK_FAILING',
  ...settlementKinds,
];
/** Causes that concern the merchant, not an order: one incident each, or one for each operation. */
const incidentsMax: Readonly<Partial<Record<IncidentKind, number>>> = {
  MISCONFIGURED: 4,
  INSUFFICIENT_MERCHANT_BALANCE: 1,
};

export interface IncidentsNeeds {
  readonly store: () => InMemoryOrderStore;
  readonly chronicle: Chronicle;
  /** By how much times on record may be wrong. */
  readonly clockWrongByMs: () => number;
}

/** Checks that operators hear of each cause once, and what becomes of their steps (I15). */
export function createIncidentLives({ store, chronicle, clockWrongByMs }: IncidentsNeeds) {
  const seen = new Map<string, Incident>();
  const violate = ({ kind, dedupeKey }: Incident, detail: string) =>
    chronicle.violate('I15', `${kind} (${dedupeKey}): ${detail}`);

  /** One incident as an operator is shown it, or as it is recorded: no step without its actor and time. */
  function checkState(incident: Incident): void {
    const { kind, status, acknowledgedBy, resolvedAt, resolvedBy, resolution, reopenedAt } = incident;
    const isResolved = resolvedAt !== null && resolvedBy !== null && resolution !== null;
    if ((status === 'RESOLVED') !== isResolved)
      violate(incident, `${status}, resolved by ${resolvedBy?.kind}`);
    if (status === 'OPEN' && acknowledgedBy !== null) violate(incident, 'open and acknowledged');
    if (status === 'ACKNOWLEDGED' && acknowledgedBy === null) violate(incident, 'acknowledged by nobody');
    if (reopenedAt !== null && !states.includes(kind)) violate(incident, 'a fact came back');
    const lastedMs = incident.lastOccurredAt.getTime() - incident.occurredAt.getTime() + clockWrongByMs();
    const reopened = reopenedAt === null ? 0 : Number.POSITIVE_INFINITY;
    if (incident.occurrenceCount > 1 + lastedMs / hourMs + reopened)
      violate(incident, `counted ${incident.occurrenceCount} times in ${lastedMs} ms`);
  }

  return {
    /** An operator is shown an incident, and may act on what it says. */
    saw(incident: Incident): void {
      checkState(incident);
      const before = seen.get(incident.id);
      if (before !== undefined && before.dedupeKey !== incident.dedupeKey)
        violate(incident, `was ${before.dedupeKey} before`);
      // Answers may overtake each other; a step that was answered is never undone, unless the cause comes back.
      if (before === undefined || before.status !== 'RESOLVED') seen.set(incident.id, incident);
    },

    /** When nothing is pending any more. */
    check(): void {
      const { incidents, orders, events } = store().tables;
      const all = [...incidents.values()];
      for (const incident of all) checkState(incident);
      for (const before of seen.values()) {
        const now = all.find(({ id }) => id === before.id);
        if (now === undefined) violate(before, 'is gone');
        else if (before.status === 'RESOLVED' && now.status !== 'RESOLVED' && now.reopenedAt === null)
          violate(now, 'was resolved, and is open without a new cause');
      }
      for (const [kind, max] of Object.entries(incidentsMax)) {
        const count = all.filter((one) => one.kind === kind).length;
        if (count > max) chronicle.violate('I15', `${count} incidents ${kind} for one cause`);
      }
      for (const { order } of orders.values()) {
        const own = all.filter(({ orderId }) => orderId === order.id);
        for (const kind of reported) {
          const factCount =
            events.get(order.id)?.filter(({ fact }) => kindOf(fact.type) === kind).length ?? 0;
          const count = own.filter((one) => one.kind === kind).length;
          if (count !== factCount)
            chronicle.violate(
              'I15',
              `${order.partnerReferenceNo}: ${count} incidents for ${factCount} facts ${kind}`,
            );
        }
        if (!isAtRest(order)) continue;
        for (const one of own)
          if (one.kind === 'UNKNOWN_FOR_LONG' && one.status !== 'RESOLVED')
            violate(
              one,
              `${order.partnerReferenceNo} is known to be ${order.status}, and the incident is open`,
            );
      }
    },
  };
}

/** The kind of incident that a fact raises: DANA's line and people who assign it say the same of a refund. */
function kindOf(type: OrderFactType): string {
  return type === 'ADJUSTMENT_ASSIGNED' ? 'REFUND_RETURNED' : type;
}
export type IncidentLives = ReturnType<typeof createIncidentLives>;
