import { useCallback } from 'preact/hooks';
import { type PendingOperationKind, PendingOperationsDocument } from '../../core/generated/graphql.ts';
import { useConsole } from '../console-context.ts';
import { OrderLink } from '../order-link.tsx';
import { money, time } from '../show.ts';
import { pendingWords } from '../wording/work-words.ts';
import { WorkTable } from './work-table.tsx';

const kinds = Object.keys(pendingWords) as PendingOperationKind[];

/** Orders, refunds or cancellations that DANA has not answered conclusively, the longest pending first. */
export function PendingScreen({ part }: { part: string | undefined }) {
  const { client, language, wording } = useConsole();
  const operation = kinds.find((kind) => kind === part) ?? 'CREATE';
  const read = useCallback(
    async (after: string | null) => {
      const { pendingOperations } = await client.request(PendingOperationsDocument, { operation, after });
      const nodes = pendingOperations.nodes.map((node) => ({
        ...node,
        id: `${node.orderId} ${node.partnerRefundNo ?? ''}`,
      }));
      return { nodes, pageInfo: pendingOperations.pageInfo };
    },
    [client, operation],
  );

  return (
    <WorkTable
      key={operation}
      title={wording.pending}
      empty={wording.noPending}
      read={read}
      columns={[
        {
          name: wording.order,
          cell: ({ order, orderId }) => (
            <>
              <OrderLink order={order} otherwise={orderId} /> <span class="soft">{order?.title}</span>
            </>
          ),
        },
        { name: wording.amount, cell: ({ amount }) => money(amount.value) },
        { name: wording.since, cell: ({ since }) => time(since, language) },
        {
          name: wording.number,
          cell: ({ partnerRefundNo }) =>
            partnerRefundNo ? <span class="number">{partnerRefundNo}</span> : null,
        },
      ]}
    >
      <p>
        <label for="operation">{wording.kind}</label>
        <select
          id="operation"
          value={operation}
          onChange={({ currentTarget: { value } }) => {
            location.hash = `pending/${value}`;
          }}
        >
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              {pendingWords[kind][language]}
            </option>
          ))}
        </select>
      </p>
      <p class="soft">{wording.pendingHint}</p>
    </WorkTable>
  );
}
