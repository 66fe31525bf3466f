import type { Actor } from '../../domain/actor.ts';
import { reasonLengthMax } from '../input/limits.ts';
import { checkText, newIssues } from '../input/text.ts';
import type { AcknowledgeIncidentOutcome, ResolveIncidentOutcome } from '../outcomes.ts';
import type { Clock } from '../ports/clock.ts';
import type { Incidents } from '../ports/incidents.ts';
import type { Log } from '../ports/log.ts';

/** What operators do about an incident. Each step is on record with its actor, and is one log line. */
export function makeHandleIncident({
  store,
  clock,
  log,
}: {
  readonly store: Incidents;
  readonly clock: Clock;
  readonly log: Log;
}) {
  return {
    async acknowledgeIncident({
      incidentId,
      by,
    }: {
      incidentId: string;
      by: Actor;
    }): Promise<AcknowledgeIncidentOutcome> {
      const incident = await store.acknowledgeIncident(incidentId, { by, at: clock.now() });
      if (incident === null) return { kind: 'IncidentNotFound' };
      log.info('incident.acknowledged', { incidentId, kind: incident.kind, actor: by });
      return { kind: 'AcknowledgeIncidentSuccess', incident };
    },
    async resolveIncident({
      incidentId,
      reason,
      by,
    }: {
      incidentId: string;
      reason: string;
      by: Actor;
    }): Promise<ResolveIncidentOutcome> {
      const issues = newIssues();
      if (!checkText(issues, ['reason'], reason, { max: reasonLengthMax, isRequired: true })) {
        return { kind: 'InvalidInput', issues: issues.list };
      }
      const step = { by, at: clock.now(), resolution: reason };
      const incident = await store.resolveIncident(incidentId, step);
      if (incident === null) return { kind: 'IncidentNotFound' };
      log.info('incident.resolved', { incidentId, kind: incident.kind, actor: by });
      return { kind: 'ResolveIncidentSuccess', incident };
    },
  };
}
