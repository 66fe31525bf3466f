import { useCallback, useEffect, useState } from 'preact/hooks';
import { RefundBatchDocument } from '../../core/generated/graphql.ts';
import { useConsole } from '../console-context.ts';
import { OrderLink } from '../order-link.tsx';
import { money, time } from '../show.ts';
import { batchLineWords, batchStatusWords, batchWording, lineRefusalWords } from '../wording/batch-words.ts';
import { actorName } from '../wording/fact-words.ts';
import { WorkTable } from '../work/work-table.tsx';
import { BatchActs } from './batch-acts.tsx';
import type { ShownBatch } from './shown-batch.ts';

/** How often the screen of a running batch is read again, in milliseconds. */
const runningMs = 3_000;

/** One batch of refunds: its sums and progress, what can be done about it, and the report of each line. */
export function BatchScreen({ batchNo }: { batchNo: string }) {
  const { client, language, wording } = useConsole();
  const words = batchWording[language];
  const [batch, setBatch] = useState<ShownBatch | null>(null);
  const [readCount, setReadCount] = useState(0);
  const again = useCallback(() => setReadCount((count) => count + 1), []);
  const read = useCallback(
    async (after: string | null) => {
      const { refundBatch } = await client.request(RefundBatchDocument, { batchNo, after });
      setBatch(refundBatch ?? null);
      const { nodes, pageInfo } = refundBatch?.lines ?? { nodes: [], pageInfo: { hasNextPage: false } };
      return { nodes: nodes.map((line) => ({ ...line, id: line.partnerRefundNo })), pageInfo };
    },
    [client, batchNo],
  );
  const isRunning = batch?.status === 'RUNNING';
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(again, runningMs);
    return () => clearInterval(timer);
  }, [isRunning, again]);

  return (
    <>
      <p>
        <a href="#batches">{wording.batches}</a>
      </p>
      <WorkTable
        title={batchNo}
        empty={batch === null ? words.missing : ''}
        read={read}
        doneCount={readCount}
        columns={[
          { name: words.line, cell: ({ lineNo }) => lineNo },
          {
            name: wording.order,
            cell: ({ order, partnerReferenceNo }) => (
              <OrderLink order={order} otherwise={partnerReferenceNo} />
            ),
          },
          { name: wording.amount, cell: ({ amount }) => amount && money(amount.value) },
          {
            name: wording.status,
            cell: ({ status, refusal, refund }) => (
              <>
                {batchLineWords[status][language]}
                {refusal && `: ${lineRefusalWords[refusal][language]}`}
                {refund && ` · ${wording.operationWords[refund.status]}`}
              </>
            ),
          },
          {
            name: wording.number,
            cell: ({ partnerRefundNo }) => <span class="number">{partnerRefundNo}</span>,
          },
        ]}
      >
        {batch !== null && <Particulars batch={batch} />}
        {batch !== null && <BatchActs batch={batch} onDone={again} />}
      </WorkTable>
    </>
  );
}

function Particulars({ batch }: { batch: ShownBatch }) {
  const { language, wording } = useConsole();
  const words = batchWording[language];
  const { requestedBy, decidedBy, lineCount, waitingCount, refundCount } = batch;
  const endedCount = lineCount - waitingCount;
  const rows: readonly (readonly [string, string])[] = [
    [wording.status, [batchStatusWords[batch.status][language], batch.stopReason].filter(Boolean).join(': ')],
    [words.sum, `${money(batch.amount.value)} (${words.refundCount}: ${refundCount} / ${lineCount})`],
    [wording.reason, batch.reason],
    [wording.requester, `${actorName(requestedBy, language)}, ${time(batch.requestedAt, language)}`],
    ...(batch.status === 'WAITING' ? [[wording.expires, time(batch.expiresAt, language)] as const] : []),
    ...(decidedBy
      ? [
          [
            words.decidedBy,
            [actorName(decidedBy, language), batch.decisionReason].filter(Boolean).join(': '),
          ] as const,
        ]
      : []),
  ];
  return (
    <>
      <dl class="facts">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {batch.status !== 'WAITING' && (
        <p>
          <label for="progress">{words.progress}</label>{' '}
          <progress id="progress" max={lineCount} value={endedCount} />{' '}
          {words.ended(`${endedCount}`, `${lineCount}`)}
        </p>
      )}
      <h3>{words.report}</h3>
    </>
  );
}
