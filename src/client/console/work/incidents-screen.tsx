import { useCallback, useState } from 'preact/hooks';
import {
  AcknowledgeIncidentDocument,
  type IncidentKind,
  IncidentsDocument,
  type IncidentsQuery,
  ResolveIncidentDocument,
} from '../../core/generated/graphql.ts';
import { ActDialog, type ActOutcome } from '../act-dialog.tsx';
import { useConsole, useRequest } from '../console-context.ts';
import { OrderLink } from '../order-link.tsx';
import { useRight } from '../rights.ts';
import { time } from '../show.ts';
import { incidentWords } from '../wording/incident-words.ts';
import { ReplayDialog } from './replay-dialog.tsx';
import { type Column, WorkTable } from './work-table.tsx';

type Incident = IncidentsQuery['incidents']['nodes'][number];

const open = ['OPEN', 'ACKNOWLEDGED'] as const;
const kinds = Object.keys(incidentWords) as IncidentKind[];

/** What somebody should check, and who takes care of it. */
export function IncidentsScreen() {
  const { client, language, wording } = useConsole();
  const isOffered = useRight('handleIncidents');
  const [resolving, setResolving] = useState<Incident | null>(null);
  const [isReplaying, setReplaying] = useState(false);
  const [kind, setKind] = useState<IncidentKind | null>(null);
  const [doneCount, setDoneCount] = useState(0);
  const [said, say] = useState('');
  const request = useRequest('act');
  const read = useCallback(
    async (after: string | null) =>
      (await client.request(IncidentsDocument, { first: 20, after, kind, status: [...open], language }))
        .incidents,
    [client, kind, language],
  );

  const take = (incidentId: string) =>
    void request.run(async () => {
      const input = { incidentId };
      const { acknowledgeIncident } = await client.request(AcknowledgeIncidentDocument, { input, language });
      setDoneCount((count) => count + 1);
      return 'message' in acknowledgeIncident ? acknowledgeIncident.message : wording.taken;
    });

  async function resolve(incidentId: string, reason: string): Promise<ActOutcome> {
    const input = { incidentId, reason };
    const { resolveIncident } = await client.request(ResolveIncidentDocument, { input, language });
    if ('message' in resolveIncident) return { isDone: false, said: resolveIncident.message };
    return { isDone: true, said: wording.done };
  }

  const actColumn: Column<Incident> = {
    name: wording.act,
    cell: (incident) => (
      <span class="acts">
        {incident.status === 'OPEN' && (
          <button type="button" disabled={request.isBusy} onClick={() => take(incident.id)}>
            {wording.take}
          </button>
        )}
        <button type="button" onClick={() => setResolving(incident)}>
          {wording.resolve}
        </button>
      </span>
    ),
  };

  return (
    <>
      <WorkTable
        key={kind}
        title={wording.incidents}
        empty={wording.noIncidents}
        read={read}
        doneCount={doneCount}
        columns={[
          {
            name: wording.kind,
            cell: ({ kind }) => <span data-kind={kind}>{incidentWords[kind][language]}</span>,
          },
          {
            name: wording.order,
            cell: ({ orderId, partnerReferenceNo }) =>
              partnerReferenceNo && (
                <OrderLink
                  order={orderId ? { id: orderId, partnerReferenceNo } : null}
                  otherwise={partnerReferenceNo}
                />
              ),
          },
          { name: wording.detail, cell: ({ detail }) => detail },
          { name: wording.time, cell: ({ lastOccurredAt }) => time(lastOccurredAt, language) },
          { name: wording.holder, cell: ({ acknowledgedBy }) => acknowledgedBy?.name ?? wording.nobody },
          ...(isOffered ? [actColumn] : []),
        ]}
      >
        <p>
          <label for="kind">{wording.kind}</label>
          <select
            id="kind"
            value={kind ?? ''}
            onChange={({ currentTarget: { value } }) => setKind(kinds.find((one) => one === value) ?? null)}
          >
            <option value="">{wording.everyKind}</option>
            {kinds.map((one) => (
              <option key={one} value={one}>
                {incidentWords[one][language]}
              </option>
            ))}
          </select>
        </p>
        {isOffered && (
          <p>
            <button type="button" onClick={() => setReplaying(true)}>
              {wording.replay}
            </button>
          </p>
        )}
      </WorkTable>
      <p role="status">{request.said || said}</p>
      {isReplaying && (
        <ReplayDialog
          onClose={(outcome) => {
            setReplaying(false);
            say(outcome);
            if (outcome !== '') setDoneCount(doneCount + 1);
          }}
        />
      )}
      {resolving !== null && (
        <ActDialog
          title={`${wording.resolve}: ${incidentWords[resolving.kind][language]}`}
          will={<p>{wording.resolveWill}</p>}
          send={(reason) => resolve(resolving.id, reason)}
          onClose={(outcome) => {
            setResolving(null);
            say(outcome);
            if (outcome !== '') setDoneCount(doneCount + 1);
          }}
        />
      )}
    </>
  );
}
