import '../runtime/time-zone.ts';

import { readFile, stat } from 'node:fs/promises';
import { actorOf, hasScope } from '../access/caller.ts';
import { findServerKeyInStore, PresentedKey } from '../access/server-keys.ts';
import { noApprovalRules } from '../domain/approval-rules.ts';
import type { RefundBatch } from '../domain/batches/refund-batch.ts';
import { formatRupiah } from '../domain/money.ts';
import { systemChance } from '../runtime/chance.ts';
import { systemClock } from '../runtime/clock.ts';
import { createLog } from '../runtime/log.ts';
import { describeListFault, readRefundList } from '../spreadsheets/read-refund-list.ts';
import { createCredentialStore } from '../store/access/credential-store.ts';
import { createRefundBatches } from '../store/batches/refund-batches.ts';
import { createOrderStore } from '../store/orders/order-store.ts';
import type { Database } from '../store/postgres/database.ts';
import { makeReadDatabaseTime } from '../store/postgres/database-time.ts';
import { makeRequestRefundBatch } from '../use-cases/batches/request-refund-batch.ts';
import { batchLinesMax } from '../use-cases/input/limits.ts';
import type { RefundBatches } from '../use-cases/ports/people/refund-batches.ts';
import { required } from './key-holder.ts';
import { type OperatorEnvironment, withOperatorDatabase } from './open-database.ts';
import { exitCodes, readConfiguration, runCommand, UsageError } from './run-command.ts';

const usage = `npm run refunds -- request --file <list.csv> --batch-no <number> --reason <text> [--dry-run]
    Requests the refunds of a list as one batch. The list is CSV with the header order,amount,reason; without an amount,
    everything that is left goes back. --dry-run judges every line and records nothing. The key of the person who requests
    is in the variable REFUNDS_KEY. If the rules ask for a second person, that person decides with decideRefundBatch; then a
    gateway that runs requests the refunds one after the other. The same batch again changes nothing.
npm run refunds -- show --batch-no <number>
    Prints the batch and its lines, as CSV.`;

interface RequestOptions {
  readonly file?: string | undefined;
  readonly 'batch-no'?: string | undefined;
  readonly reason?: string | undefined;
  readonly 'dry-run'?: boolean | undefined;
}

async function request(
  database: Database,
  environment: OperatorEnvironment,
  values: RequestOptions,
): Promise<number> {
  const log = createLog('info');
  const clock = systemClock();
  const now = await makeReadDatabaseTime(database)();
  clock.follow({ readMs: now.getTime(), sentAtMs: performance.now(), answeredAtMs: performance.now() });
  const credentials = createCredentialStore(database);
  const findKey = findServerKeyInStore({ store: credentials, environment, clock, log });
  const caller = await findKey(new PresentedKey(required('key in REFUNDS_KEY', process.env.REFUNDS_KEY)));
  if (caller === null || !hasScope(caller, 'refunds:create'))
    throw new UsageError('REFUNDS_KEY is no key with the scope refunds:create');
  const config = readConfiguration();
  const requestBatch = makeRequestRefundBatch({
    store: createOrderStore(database),
    batches: createRefundBatches(database),
    clock,
    chance: systemChance,
    log,
    approvalRules: (config.mode === 'configured' ? config.settings : config).approvalRules ?? noApprovalRules,
    wakeBatches: () => undefined,
  });
  const lines = await readList(required('file', values.file));
  const isDryRun = values['dry-run'] === true;
  const batchNo = required('batch-no', values['batch-no']);
  const outcome = await requestBatch(
    { batchNo, reason: required('reason', values.reason), lines, filter: null, isDryRun },
    actorOf(caller),
  );
  if (outcome.kind !== 'RequestRefundBatchSuccess') {
    process.stderr.write(`nothing was recorded: ${JSON.stringify(outcome, (_, value) => shown(value))}\n`);
    return exitCodes.failed;
  }
  process.stdout.write(
    `${isDryRun ? 'dry run, nothing was recorded; it would be ' : ''}${describe(outcome.batch)}\n`,
  );
  for (const line of outcome.lines ?? [])
    if (line.refusal !== null)
      process.stdout.write(`line ${line.lineNo}, ${line.partnerReferenceNo}: ${line.refusal}\n`);
  return exitCodes.done;
}

/** A list of as many refunds as a batch may have, with a long reason for each, is a third of it. */
const listBytesMax = 16 * 1024 * 1024;

/** Throws if the file is no list of refunds; the message says where. */
async function readList(path: string) {
  if ((await stat(path)).size > listBytesMax)
    throw new Error(`the list is larger than ${listBytesMax} bytes`);
  const list = readRefundList(await readFile(path, 'utf8'), batchLinesMax);
  if (list.kind === 'unreadable') throw new Error(describeListFault(list.fault));
  return list.refunds;
}

function shown(value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}

function describe({ batchNo, status, refundCount, lineCount, amount, needsApproval }: RefundBatch): string {
  const next = needsApproval ? 'a second person must decide' : 'no second person is needed';
  return `${batchNo}: ${status}, ${refundCount} of ${lineCount} lines, ${formatRupiah(amount)} in all, ${next}`;
}

const pageLength = 100;

async function show(batches: RefundBatches, batchNo: string): Promise<number> {
  const batch = await batches.findBatch({ batchNo });
  if (batch === null) {
    process.stderr.write(`there is no batch ${batchNo}\n`);
    return exitCodes.failed;
  }
  process.stdout.write(`${describe(batch)}\nline,order,amount,refund,status,refusal\n`);
  for (let after: string | undefined; ; ) {
    const page = await batches.pageBatchLines(batch.id, {
      first: pageLength,
      ...(after === undefined ? {} : { after }),
    });
    for (const { item } of page.items) {
      const amount = item.amount === null ? '' : formatRupiah(item.amount);
      const { lineNo, partnerReferenceNo, partnerRefundNo, status, refusal } = item;
      process.stdout.write(
        `${[lineNo, partnerReferenceNo, amount, partnerRefundNo, status, refusal ?? ''].join()}\n`,
      );
    }
    after = page.items.at(-1)?.cursor;
    if (!page.hasNextPage || after === undefined) return exitCodes.done;
  }
}

await runCommand({
  usage,
  options: {
    file: { type: 'string' },
    'batch-no': { type: 'string' },
    reason: { type: 'string' },
    'dry-run': { type: 'boolean' },
  },
  subcommands: ['request', 'show'],
  async run(values, subcommand) {
    return withOperatorDatabase(readConfiguration(), (database, environment) =>
      subcommand === 'request'
        ? request(database, environment, values)
        : show(createRefundBatches(database), required('batch-no', values['batch-no'])),
    );
  },
});
