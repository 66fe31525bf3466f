import type { Actor } from '../../domain/actor.ts';
import { reasonLengthMax } from '../input/limits.ts';
import { checkText, newIssues } from '../input/text.ts';
import type { AcknowledgeIncidentOutcome, ResolveIncidentOutcome } from '../outcomes.ts';
import type { Clock } from '../ports/clock.ts';
import type { Incidents } from '../ports/incidents.ts';

/** What operators do about an incident. Each step is on record with its actor, and the store announces it. */
export function makeHandleIncident({ store, clock }: { readonly store: Incidents; readonly clock: Clock }) {
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
      return { kind: 'ResolveIncidentSuccess', incident };
    },
  };
}
