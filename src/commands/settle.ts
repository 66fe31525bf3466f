import '../runtime/time-zone.ts';

import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { formatSen } from '../domain/money.ts';
import { feesOf } from '../domain/settlement/settlement-line.ts';
import { systemChance } from '../runtime/chance.ts';
import { systemClock } from '../runtime/clock.ts';
import { createLog } from '../runtime/log.ts';
import { readSettlementFile } from '../settlement/read-settlement-file.ts';
import type { Database } from '../store/postgres/database.ts';
import { makeReadDatabaseTime } from '../store/postgres/database-time.ts';
import { createSettlementStore } from '../store/settlement/settlement-store.ts';
import {
  type ImportSettlementOutcome,
  makeImportSettlementFile,
} from '../use-cases/settlement/import-settlement-file.ts';
import { merchantOf } from './merchant-of.ts';
import { withOperatorDatabase } from './open-database.ts';
import { operator } from './operator.ts';
import { exitCodes, messageOf, readConfiguration, runCommand, UsageError } from './run-command.ts';

const usage = `npm run settle -- <file…>
    Imports DANA's settlement files, MERCHANT_SETTLEMENT_<MID>_<UNIT>_<UNIT NAME>_<YYYYMMDD>.csv, and compares their lines
    with the orders. All of a file counts or nothing; a file that was imported before changes nothing. Ends with 1 if a
    file could not be imported. What differs is an incident.`;

/** Imports one file after the other, and prints a line for each; the exit code is 1 if one could not be imported. */
async function settle(database: Database, merchantId: string, paths: readonly string[]): Promise<number> {
  const clock = systemClock();
  const now = await makeReadDatabaseTime(database)();
  clock.follow({ readMs: now.getTime(), sentAtMs: performance.now(), answeredAtMs: performance.now() });
  const importFile = makeImportSettlementFile({
    store: createSettlementStore(database),
    clock,
    chance: systemChance,
    log: createLog('info'),
    merchantId,
    readSettlementFile,
  });
  let exitCode: number = exitCodes.done;
  for (const path of paths) {
    const name = basename(path);
    const actor = operator();
    try {
      const outcome = await importFile({ name, bytes: createReadStream(path), actor });
      process.stdout.write(`${name}: ${describe(outcome)}\n`);
      if (outcome.kind === 'otherMerchant') exitCode = exitCodes.failed;
    } catch (error) {
      exitCode = exitCodes.failed;
      process.stderr.write(`${name}: nothing was imported: ${messageOf(error)}\n`);
    }
  }
  return exitCode;
}

function describe(outcome: ImportSettlementOutcome): string {
  switch (outcome.kind) {
    case 'imported': {
      const { gross, net } = outcome.totals;
      const sums = `gross ${formatSen(gross)}, fees ${formatSen(feesOf(outcome.totals))}, net ${formatSen(net)}`;
      return `${outcome.lineCount} lines imported: ${sums}`;
    }
    case 'known':
      return 'was imported before; nothing changed';
    case 'otherMerchant':
      return `nothing was imported: it is of merchant ${outcome.merchantId}`;
  }
}

await runCommand({
  usage,
  options: {},
  takesWords: true,
  async run(_values, _subcommand, paths) {
    if (paths.length === 0) throw new UsageError('Name at least one file');
    const config = readConfiguration();
    const merchantId = await merchantOf(config);
    return withOperatorDatabase(config, (database) => settle(database, merchantId, paths));
  },
});
