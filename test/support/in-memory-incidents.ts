import { type Actor, gatewayActor } from '../../src/domain/actor.ts';
import { detailText } from '../../src/domain/incidents/detail-text.ts';
import { hasPendingOperation } from '../../src/domain/order.ts';
import type { InboxEntry } from '../../src/use-cases/ports/inbox.ts';
import {
  type Incident,
  type IncidentNews,
  type Incidents,
  type NewIncident,
  type OnIncident,
  recurrenceMs,
  recurringKinds,
} from '../../src/use-cases/ports/incidents.ts';
import type { Tables } from './in-memory-tables.ts';

/** The part of the in-memory OrderStore that keeps incidents. */
export function makeInMemoryIncidents({ incidents, orders }: Tables, onIncident: OnIncident) {
  function tell(step: IncidentNews['step'], incident: Incident, actor: Actor): void {
    const { id: incidentId, kind, orderId, detail, resolution } = incident;
    const reason = step === 'resolved' ? (resolution ?? '') : detailText(detail, 'EN');
    onIncident({ step, incidentId, kind, orderId, actor, reason });
  }

  /** The notification that an incident was recorded with, by dedupeKey. */
  const notifications = new Map<string, InboxEntry>();

  function add(incident: NewIncident, occurredAt: Date, notification?: InboxEntry): void {
    const { dedupeKey } = incident;
    const known = incidents.get(dedupeKey);
    if (known === undefined) {
      const id = `inc_00000000-0000-4000-8000-${String(incidents.size + 1).padStart(12, '0')}`;
      const fresh = { status: 'OPEN', occurredAt, lastOccurredAt: occurredAt, occurrenceCount: 1 } as const;
      const raised: Incident = { ...incident, id, ...fresh, reopenedAt: null, ...untouched };
      incidents.set(dedupeKey, raised);
      tell('raised', raised, gatewayActor);
      if (notification) notifications.set(dedupeKey, notification);
      return;
    }
    const { resolvedAt, lastOccurredAt } = known;
    const isBack = resolvedAt !== null && occurredAt > resolvedAt && recurringKinds.includes(known.kind);
    if (!isBack && occurredAt.getTime() < lastOccurredAt.getTime() + recurrenceMs) return;
    const counted = update(known, {
      ...(isBack ? { ...incident, ...untouched, status: 'OPEN', reopenedAt: occurredAt } : {}),
      lastOccurredAt: occurredAt,
      occurrenceCount: known.occurrenceCount + 1,
    });
    if (isBack) tell('reopened', counted, gatewayActor);
  }

  function update(incident: Incident, changes: Partial<Incident>): Incident {
    const next = { ...incident, ...changes };
    incidents.set(incident.dedupeKey, next);
    return next;
  }

  function settle(isSettled: (incident: Incident) => boolean, at: Date, resolution: string): void {
    for (const incident of [...incidents.values()]) {
      if (incident.status === 'RESOLVED' || !isSettled(incident)) continue;
      const resolvedAt = at > incident.lastOccurredAt ? at : incident.lastOccurredAt;
      const resolved = update(incident, {
        status: 'RESOLVED',
        resolvedAt,
        resolvedBy: gatewayActor,
        resolution,
      });
      tell('resolved', resolved, gatewayActor);
    }
  }

  /** DANA has answered conclusively about this order. */
  function conclude(orderId: string, at: Date, conclusion: string): void {
    settle((one) => one.kind === 'UNKNOWN_FOR_LONG' && one.orderId === orderId, at, conclusion);
  }

  const find = (id: string) => [...incidents.values()].find((one) => one.id === id) ?? null;
  const port: Incidents = {
    recordIncident: async (incident, occurredAt) => add(incident, occurredAt),
    resolveCause: async (dedupeKey, { at, resolution }) =>
      settle((one) => one.dedupeKey === dedupeKey, at, resolution),
    async acknowledgeIncident(id, { by, at }) {
      const found = find(id);
      if (found?.status !== 'OPEN') return found;
      const next = update(found, { status: 'ACKNOWLEDGED', acknowledgedAt: at, acknowledgedBy: by });
      tell('acknowledged', next, by);
      return next;
    },
    async resolveIncident(id, { by, at, resolution }) {
      const found = find(id);
      if (found === null || found.status === 'RESOLVED') return found;
      const next = update(found, { status: 'RESOLVED', resolvedAt: at, resolvedBy: by, resolution });
      tell('resolved', next, by);
      return next;
    },
    async endSilences(at) {
      for (const { order, reportNeededAfter } of orders.values())
        if (order.status !== 'CONFIRMING' && !hasPendingOperation(order) && reportNeededAfter === null)
          conclude(order.id, at, `DANA has answered: version ${order.version}`);
    },
  };

  return {
    port,
    add,
    conclude,
    /**
     * A stored notification got another disposition; so did all notifications with the same content about the
     * same order.
     */
    settleNotification(
      entry: InboxEntry,
      kinds: readonly Incident['kind'][],
      at: Date,
      resolution: string,
    ): void {
      settle(
        (one) => {
          const about = notifications.get(one.dedupeKey);
          if (about === undefined || !kinds.includes(one.kind)) return false;
          const isSame =
            one.partnerReferenceNo !== null &&
            one.partnerReferenceNo === entry.partnerReferenceNo &&
            about.latestTransactionStatus === entry.latestTransactionStatus &&
            about.amount === entry.amount;
          return about.id === entry.id || isSame;
        },
        at,
        resolution,
      );
    },
  };
}

const untouched = {
  acknowledgedAt: null,
  acknowledgedBy: null,
  resolvedAt: null,
  resolvedBy: null,
  resolution: null,
} as const;
