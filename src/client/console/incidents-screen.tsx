import { useCallback } from 'preact/hooks';
import {
  AcknowledgeIncidentDocument,
  IncidentsDocument,
  ResolveIncidentDocument,
} from '../core/generated/graphql.ts';
import { useConsole } from './console-context.ts';
import { time } from './show.ts';
import { ReasonForm, WorkList } from './work-list.tsx';

/** What somebody should check, and who takes care of it. */
export function IncidentsScreen() {
  const { client, language, wording } = useConsole();
  const read = useCallback(
    async () =>
      (await client.request(IncidentsDocument, { first: 50, status: ['OPEN', 'ACKNOWLEDGED'] })).incidents
        .nodes,
    [client],
  );

  async function take(incidentId: string): Promise<string> {
    const { acknowledgeIncident } = await client.request(AcknowledgeIncidentDocument, {
      input: { incidentId },
      language,
    });
    return 'message' in acknowledgeIncident ? acknowledgeIncident.message : wording.done;
  }

  async function resolve(incidentId: string, reason: string): Promise<string> {
    const input = { incidentId, reason };
    const { resolveIncident } = await client.request(ResolveIncidentDocument, { input, language });
    return 'message' in resolveIncident ? resolveIncident.message : wording.done;
  }

  return (
    <WorkList
      title={wording.incidents}
      empty={wording.noIncidents}
      read={read}
      show={(incident, act, isBusy) => (
        <>
          <h3>
            {incident.kind} {incident.partnerReferenceNo}
          </h3>
          <p>
            {incident.detail}
            <br />
            {time(incident.lastOccurredAt, language)}
            {incident.acknowledgedBy?.name ? ` · ${incident.acknowledgedBy.name}` : ''}
          </p>
          {incident.status === 'OPEN' && (
            <button type="button" disabled={isBusy} onClick={() => act(() => take(incident.id))}>
              {wording.take}
            </button>
          )}
          <ReasonForm
            id={incident.id}
            isBusy={isBusy}
            choices={[
              { name: wording.resolve, onChoose: (reason) => act(() => resolve(incident.id, reason)) },
            ]}
          />
        </>
      )}
    />
  );
}
