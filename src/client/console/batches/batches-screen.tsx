import { useCallback } from 'preact/hooks';
import { RefundBatchesDocument } from '../../core/generated/graphql.ts';
import { useConsole } from '../console-context.ts';
import { useRight } from '../rights.ts';
import { batchAddress } from '../route.ts';
import { money, time } from '../show.ts';
import { batchStatusWords, batchWording } from '../wording/batch-words.ts';
import { actorName } from '../wording/fact-words.ts';
import { WorkTable } from '../work/work-table.tsx';
import { BatchScreen } from './batch-screen.tsx';
import { NewBatch } from './new-batch.tsx';

/** The batches of refunds, the newest first, or the one with this number. */
export function BatchesScreen({ batchNo }: { batchNo: string | undefined }) {
  return batchNo === undefined ? <Batches /> : <BatchScreen batchNo={batchNo} />;
}

function Batches() {
  const { client, language, wording } = useConsole();
  const words = batchWording[language];
  const isOffered = useRight('giveBack');
  const read = useCallback(
    async (after: string | null) => (await client.request(RefundBatchesDocument, { after })).refundBatches,
    [client],
  );
  return (
    <WorkTable
      title={wording.batches}
      empty={words.none}
      read={read}
      columns={[
        {
          name: wording.number,
          cell: ({ batchNo }) => (
            <a class="number" href={batchAddress(batchNo)}>
              {batchNo}
            </a>
          ),
        },
        { name: wording.status, cell: ({ status }) => batchStatusWords[status][language] },
        { name: words.refundCount, cell: ({ refundCount, lineCount }) => `${refundCount} / ${lineCount}` },
        { name: words.sum, cell: ({ amount }) => money(amount.value) },
        { name: wording.requester, cell: ({ requestedBy }) => actorName(requestedBy, language) },
        { name: wording.reason, cell: ({ reason }) => reason },
        { name: wording.createdAt, cell: ({ requestedAt }) => time(requestedAt, language) },
      ]}
    >
      {isOffered && <NewBatch />}
    </WorkTable>
  );
}
