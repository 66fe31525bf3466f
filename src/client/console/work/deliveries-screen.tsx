import { useCallback, useState } from 'preact/hooks';
import { EventReceiversDocument, type EventReceiversQuery } from '../../core/generated/graphql.ts';
import { useConsole } from '../console-context.ts';
import { OrderLink } from '../order-link.tsx';
import { RedeliverDialog, type Redelivery } from '../redeliver-dialog.tsx';
import { useRight } from '../rights.ts';
import { time } from '../show.ts';
import { type Column, WorkTable } from './work-table.tsx';

type Receiver = EventReceiversQuery['eventReceivers'][number];
type FailedDelivery = Receiver['failedDeliveries']['nodes'][number] & { readonly id: string };

/** The merchant's servers that receive events, and the events that each of them has not accepted. */
export function DeliveriesScreen() {
  const { client, wording } = useConsole();
  const isOffered = useRight('handleIncidents');
  const [receivers, setReceivers] = useState<readonly Receiver[]>([]);
  const [redelivery, setRedelivery] = useState<Redelivery | null>(null);
  const [doneCount, setDoneCount] = useState(0);
  const [said, say] = useState('');
  const read = useCallback(async () => {
    const nodes = (await client.request(EventReceiversDocument, {})).eventReceivers;
    setReceivers(nodes);
    return { nodes, pageInfo: { hasNextPage: false } };
  }, [client]);

  const actColumn: Column<Receiver> = {
    name: wording.act,
    cell: ({ id, name, givenUpCount, closedAt }) =>
      (givenUpCount > 0 || closedAt) && (
        <button type="button" onClick={() => setRedelivery({ name, receiverId: id })}>
          {wording.sendAllAgain}
        </button>
      ),
  };

  return (
    <>
      <WorkTable
        title={wording.deliveries}
        empty={wording.noReceivers}
        read={read}
        doneCount={doneCount}
        columns={[
          {
            name: wording.receiver,
            cell: ({ name, closedAt }) => (
              <>
                <span class="number">{name}</span>{' '}
                {closedAt && <span class="soft">{wording.receiverClosed}</span>}
              </>
            ),
          },
          { name: wording.toSend, cell: ({ pendingCount }) => upTo(pendingCount) },
          { name: wording.givenUp, cell: ({ givenUpCount }) => upTo(givenUpCount) },
          ...(isOffered ? [actColumn] : []),
        ]}
      />
      <p role="status">{said}</p>
      {receivers.map((receiver) => (
        <FailedDeliveries
          key={receiver.id}
          receiver={receiver}
          doneCount={doneCount}
          onRedeliver={isOffered ? setRedelivery : undefined}
        />
      ))}
      {redelivery !== null && (
        <RedeliverDialog
          redelivery={redelivery}
          onClose={(outcome) => {
            setRedelivery(null);
            say(outcome);
            if (outcome !== '') setDoneCount(doneCount + 1);
          }}
        />
      )}
    </>
  );
}

/** The gateway counts no further. */
const countMax = 1000;
const upTo = (count: number) => (count < countMax ? `${count}` : `${countMax}+`);

interface FailedDeliveriesProps {
  readonly receiver: Pick<Receiver, 'id' | 'name'>;
  readonly doneCount: number;
  /** Absent: the person may not have events sent again. */
  readonly onRedeliver: ((redelivery: Redelivery) => void) | undefined;
}

/** The events that one receiver did not accept, the oldest first. */
function FailedDeliveries({ receiver: { id: receiverId, name }, ...props }: FailedDeliveriesProps) {
  const { doneCount, onRedeliver } = props;
  const { client, language, wording } = useConsole();
  const read = useCallback(
    async (after: string | null) => {
      const { eventReceivers } = await client.request(EventReceiversDocument, { after });
      const failed = eventReceivers.find(({ id }) => id === receiverId)?.failedDeliveries;
      const nodes = failed?.nodes.map((node) => ({ ...node, id: node.eventId })) ?? [];
      return { nodes, pageInfo: failed?.pageInfo ?? { hasNextPage: false } };
    },
    [client, receiverId],
  );
  const actColumn: Column<FailedDelivery> = {
    name: wording.act,
    cell: ({ eventId, type }) => (
      <button type="button" onClick={() => onRedeliver?.({ name: type, receiverId, eventId })}>
        {wording.sendAgain}
      </button>
    ),
  };

  return (
    <WorkTable
      title={wording.undelivered(name)}
      empty={wording.nothingUndelivered}
      read={read}
      doneCount={doneCount}
      columns={[
        {
          name: wording.order,
          cell: ({ orderId: id, partnerReferenceNo }) => <OrderLink order={{ id, partnerReferenceNo }} />,
        },
        { name: wording.event, cell: ({ type }) => <span class="number">{type}</span> },
        { name: wording.time, cell: ({ occurredAt }) => time(occurredAt, language) },
        {
          name: wording.failedAttempts,
          cell: ({ attemptCount, lastFailure }) => [attemptCount, lastFailure].filter(Boolean).join(': '),
        },
        {
          name: wording.nextAttempt,
          cell: ({ nextAttemptAt }) => (nextAttemptAt ? time(nextAttemptAt, language) : wording.givenUp),
        },
        ...(onRedeliver === undefined ? [] : [actColumn]),
      ]}
    />
  );
}
