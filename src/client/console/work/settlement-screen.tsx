import { useCallback, useState } from 'preact/hooks';
import { asGatewayError } from '../../core/gateway-error.ts';
import { SettlementsDocument } from '../../core/generated/graphql.ts';
import { useConsole, useRequest } from '../console-context.ts';
import { useRight } from '../rights.ts';
import { money, time } from '../show.ts';
import { WorkTable } from './work-table.tsx';

/** Codes of the gateway whose message says why it did not import the file; for the others the console has words. */
const refusals: ReadonlySet<string> = new Set([
  'SETTLEMENT_FILE_UNREADABLE',
  'SETTLEMENT_OTHER_MERCHANT',
  'LIMIT_EXCEEDED',
  'BAD_REQUEST',
  'SERVICE_UNAVAILABLE',
]);

/** DANA's settlement files, and one more of them. What differs is an incident, as soon as the gateway has compared. */
export function SettlementScreen() {
  const { client, importSettlementFile, language, wording } = useConsole();
  const isOffered = useRight('importSettlement');
  const [doneCount, setDoneCount] = useState(0);
  const request = useRequest('act');
  const read = useCallback(
    async (after: string | null) =>
      (await client.request(SettlementsDocument, { first: 20, after })).settlements,
    [client],
  );

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    const file = new FormData(event.currentTarget as HTMLFormElement).get('file');
    if (!(file instanceof File) || file.size === 0) return;
    void request.run(async () => {
      try {
        const outcome = await importSettlementFile(file, language);
        setDoneCount((count) => count + 1);
        if (outcome.status === 'known') return wording.fileKnown;
        return wording.fileImported(outcome.lineCount, money(outcome.net));
      } catch (thrown) {
        const { code, message } = asGatewayError(thrown);
        if (refusals.has(code)) return message;
        throw thrown;
      }
    });
  }

  return (
    <WorkTable
      title={wording.settlement}
      empty={wording.noSettlements}
      read={read}
      doneCount={doneCount}
      columns={[
        { name: wording.day, cell: ({ day, fileName }) => day ?? fileName },
        {
          name: wording.file,
          cell: ({ fileName }) => <span class="number">{fileName}</span>,
        },
        { name: wording.lines, cell: ({ lineCount }) => lineCount },
        { name: wording.gross, cell: ({ gross }) => money(gross.value) },
        { name: wording.fees, cell: ({ fees }) => money(fees.value) },
        { name: wording.net, cell: ({ net }) => money(net.value) },
        { name: wording.importedAt, cell: ({ importedAt }) => time(importedAt, language) },
      ]}
    >
      <p>
        <a href="#incidents">{wording.differences}</a>
      </p>
      {isOffered && (
        <form class="card" onSubmit={submit}>
          <label for="file">{wording.importFile}</label>
          <input id="file" name="file" type="file" accept=".csv,text/csv" required />
          <p class="acts">
            <button type="submit" class="primary" disabled={request.isBusy}>
              {wording.import}
            </button>
          </p>
          <p role="status">{request.said}</p>
        </form>
      )}
    </WorkTable>
  );
}
