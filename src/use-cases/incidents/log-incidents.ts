import type { OnIncident } from '../ports/incidents.ts';
import type { Log } from '../ports/log.ts';

/**
 * One log line for each step in the life of an incident, whoever takes it: the store calls this once the step is
 * committed. The reason is logged if it is the gateway's own; an operator's words stay on record.
 */
export function logIncidents(log: Log): OnIncident {
  return ({ step, reason, ...news }) => {
    const fields = { ...news, ...(news.actor.kind === 'GATEWAY' ? { reason } : {}) };
    switch (step) {
      case 'raised':
        return log.warn('incident.raised', fields);
      case 'reopened':
        return log.warn('incident.reopened', fields);
      case 'acknowledged':
        return log.info('incident.acknowledged', fields);
      case 'resolved':
        return log.info('incident.resolved', fields);
    }
  };
}
