import { useState } from 'preact/hooks';
import { formatRupiah } from '../../../domain/money.ts';
import { type ListedRefund, readRefundList } from '../../../spreadsheets/read-refund-list.ts';
import {
  type RefundBatchLineInput,
  RequestRefundBatchDocument,
  type RequestRefundBatchInput,
  type RequestRefundBatchMutation,
} from '../../core/generated/graphql.ts';
import { reasonLengthMax } from '../act-dialog.tsx';
import { useConsole, useRequest } from '../console-context.ts';
import { endOfDay, startOfDay } from '../jakarta-day.ts';
import { batchAddress } from '../route.ts';
import { drawNumber, money } from '../show.ts';
import { WideTable } from '../wide-table.tsx';
import { batchWording, lineRefusalWords, listFaultText } from '../wording/batch-words.ts';
import { SearchFields } from './search-fields.tsx';

type Tried = Extract<
  RequestRefundBatchMutation['requestRefundBatch'],
  { readonly __typename: 'RequestRefundBatchSuccess' }
>;
/** What was tried out, and what came of it: the request sends just that. */
interface DryRun {
  readonly input: RequestRefundBatchInput;
  readonly found: Tried;
}

/** Lines of one request, as the gateway bounds them. */
const listLinesMax = 1_000;
/** The length of a batch's number in characters, as the gateway bounds it. */
const batchNoLengthMax = 56;
/** Refused lines that the page shows; the report of the batch has all of them. */
const refusedShownMax = 100;

/** Many refunds from a list or a search: tried out first, then requested as they were tried out. */
export function NewBatch() {
  const { client, language, wording } = useConsole();
  const words = batchWording[language];
  const [isList, setIsList] = useState(true);
  const [batchNo, setBatchNo] = useState(() => drawNumber('batch'));
  const [dryRun, setDryRun] = useState<DryRun | null>(null);
  const request = useRequest('act');

  async function send(input: RequestRefundBatchInput, isDryRun: boolean): Promise<Tried | string> {
    const { requestRefundBatch: outcome } = await client.request(RequestRefundBatchDocument, {
      input: { ...input, isDryRun },
      language,
    });
    if (outcome.__typename === 'RequestRefundBatchSuccess') return outcome;
    if (outcome.__typename === 'InvalidInput') return outcome.issues.map(({ message }) => message).join(' ');
    return outcome.message;
  }

  function tryOut(event: SubmitEvent): void {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    setDryRun(null);
    void request.run(async () => {
      const orders = await (isList ? listOf(form) : searchOf(form));
      if (typeof orders === 'string') return orders;
      const input = { ...orders, batchNo, reason: `${form.get('why')}`.trim() };
      const found = await send(input, true);
      if (typeof found === 'string') return found;
      // Its number is on record with just that: there is nothing to try out.
      if (found.isDryRun) setDryRun({ input, found });
      else location.hash = batchAddress(found.batch.batchNo);
      return '';
    });
  }

  async function listOf(form: FormData): Promise<Pick<RequestRefundBatchInput, 'lines'> | string> {
    const file = form.get('list');
    if (!(file instanceof File)) return wording.failed;
    const list = readRefundList(await file.text(), listLinesMax);
    return list.kind === 'read' ? { lines: list.refunds.map(lineOf) } : listFaultText(list.fault, language);
  }

  async function searchOf(form: FormData): Promise<Pick<RequestRefundBatchInput, 'orders'> | string> {
    const prefix = `${form.get('prefix')}`.trim();
    const since = startOfDay(form.get('from'));
    const until = endOfDay(form.get('to'));
    if (prefix === '' && since === null && until === null) return words.noCondition;
    return {
      orders: {
        status: ['PAID', 'PARTIALLY_REFUNDED'],
        // Orders that come later are not what was tried out.
        createdTo: (until ?? new Date()).toISOString(),
        ...(since === null ? {} : { createdFrom: since.toISOString() }),
        ...(prefix === '' ? {} : { partnerReferenceNoPrefix: prefix }),
      },
    };
  }

  function order({ input }: DryRun): void {
    void request.run(async () => {
      const made = await send(input, false);
      if (typeof made === 'string') return made;
      location.hash = batchAddress(made.batch.batchNo);
      return '';
    });
  }

  return (
    <details class="card">
      <summary>{words.begin}</summary>
      <form onSubmit={tryOut} onInput={() => setDryRun(null)}>
        <label for="source">{words.source}</label>
        <select
          id="source"
          value={isList ? 'list' : 'search'}
          onChange={({ currentTarget: { value } }) => setIsList(value === 'list')}
        >
          <option value="list">{words.list}</option>
          <option value="search">{words.search}</option>
        </select>
        {isList ? (
          <>
            <label for="list">{words.file}</label>
            <input id="list" name="list" type="file" accept=".csv,text/csv" required />
          </>
        ) : (
          <SearchFields />
        )}
        <label for="why">{wording.reason}</label>
        <input id="why" name="why" maxLength={reasonLengthMax} required autocomplete="off" />
        <label for="batch-no">{words.batchNo}</label>
        <input
          id="batch-no"
          maxLength={batchNoLengthMax}
          pattern="[A-Za-z0-9_.\/\-]+"
          required
          autocomplete="off"
          value={batchNo}
          onInput={({ currentTarget }) => setBatchNo(currentTarget.value)}
        />
        <p class="acts">
          <button type="submit" disabled={request.isBusy}>
            {words.dryRun}
          </button>
        </p>
      </form>
      <p role="status">{request.said}</p>
      {dryRun !== null && (
        <TriedOut dryRun={dryRun} isBusy={request.isBusy} onRequest={() => order(dryRun)} />
      )}
    </details>
  );
}

/** One line of a request. */
function lineOf({ partnerReferenceNo, amount, reason }: ListedRefund): RefundBatchLineInput {
  return {
    partnerReferenceNo,
    ...(amount === null ? {} : { amount: formatRupiah(amount) }),
    ...(reason === null ? {} : { reason }),
  };
}

interface TriedOutProps {
  readonly dryRun: DryRun;
  readonly isBusy: boolean;
  readonly onRequest: () => void;
}

/** What would happen to the money, and what cannot be refunded. */
function TriedOut({ dryRun, isBusy, onRequest }: TriedOutProps) {
  const words = batchWording[useConsole().language];
  const { batch, refusedLines } = dryRun.found;
  const { refundCount, lineCount, amount, needsApproval } = batch;
  const sum = money(amount.value);
  return (
    <>
      <div class="will">
        <p>{words.nothingYet}</p>
        {refundCount === 0 ? (
          <p>
            <strong>{words.nobody}</strong>
          </p>
        ) : (
          <p>
            <strong>{words.would(`${refundCount}`, `${lineCount}`, sum)}</strong>{' '}
            {needsApproval ? words.second : words.alone} {words.fixed}
          </p>
        )}
      </div>
      {refundCount > 0 && (
        <p class="acts">
          <button type="button" class="primary" disabled={isBusy} onClick={onRequest}>
            {words.request(`${refundCount}`, sum)}
          </button>
        </p>
      )}
      {refusedLines.length > 0 && <RefusedLines lines={refusedLines.slice(0, refusedShownMax)} />}
    </>
  );
}

function RefusedLines({ lines }: { lines: Tried['refusedLines'] }) {
  const { language, wording } = useConsole();
  const words = batchWording[language];
  return (
    <>
      <h3>{words.refusedLines}</h3>
      <WideTable label={words.refusedLines}>
        <thead>
          <tr>
            <th scope="col">{words.line}</th>
            <th scope="col">{wording.order}</th>
            <th scope="col">{wording.reason}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ lineNo, partnerReferenceNo, refusal }) => (
            <tr key={lineNo}>
              <th scope="row">{lineNo}</th>
              <td data-label={wording.order} class="number">
                {partnerReferenceNo}
              </td>
              <td data-label={wording.reason}>{refusal && lineRefusalWords[refusal][language]}</td>
            </tr>
          ))}
        </tbody>
      </WideTable>
    </>
  );
}
