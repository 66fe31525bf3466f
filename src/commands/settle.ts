import '../runtime/time-zone.ts';

import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import type { Config } from '../config/config.ts';
import { formatSen } from '../domain/money.ts';
import { feesOf } from '../domain/settlement/settlement-line.ts';
import type { SettledAt } from '../domain/settlement/settlement-unit.ts';
import type { Translated } from '../domain/words/translated.ts';
import { systemChance } from '../runtime/chance.ts';
import { systemClock } from '../runtime/clock.ts';
import { createLog } from '../runtime/log.ts';
import { readSettlementFile } from '../settlement/read-settlement-file.ts';
import { createOrderStore } from '../store/orders/order-store.ts';
import type { Database } from '../store/postgres/database.ts';
import { makeReadDatabaseTime } from '../store/postgres/database-time.ts';
import { createSettlementStore } from '../store/settlement/settlement-store.ts';
import { logIncidents } from '../use-cases/incidents/log-incidents.ts';
import { importRefusalTexts, otherMerchantTexts } from '../use-cases/settlement/import-refusals.ts';
import {
  type ImportSettlementOutcome,
  makeImportSettlementFile,
} from '../use-cases/settlement/import-settlement-file.ts';
import { makeJudgeSettlement } from '../use-cases/settlement/judge-settlement.ts';
import { merchantOf } from './merchant-of.ts';
import { withOperatorDatabase } from './open-database.ts';
import { operator } from './operator.ts';
import { exitCodes, messageOf, readConfiguration, runCommand } from './run-command.ts';
import { describeSettlementRun } from './settlement-report.ts';

const usage = `npm run settle -- [<file…>]
    Imports DANA's settlement files, MERCHANT_SETTLEMENT_<MID>_<UNIT>_<UNIT NAME>_<YYYYMMDD>.csv, and compares their lines
    with the orders. All of a file counts or nothing; a file that was imported before changes nothing. Ends with 1 if a
    file could not be imported. What differs is an incident, and one that no longer differs is resolved; without a file
    the command compares what is unresolved once more. A day is searched for what is missing in its files once it is due
    by SETTLEMENT_DAYS; the command lists the days that are not.`;

/** Imports one file after the other, and prints a line for each; the exit code is 1 if one could not be imported. */
async function settle(database: Database, config: Config, paths: readonly string[]): Promise<number> {
  const log = createLog('info');
  const clock = systemClock();
  const now = await makeReadDatabaseTime(database)();
  clock.follow({ readMs: now.getTime(), sentAtMs: performance.now(), answeredAtMs: performance.now() });
  const onIncident = logIncidents(log);
  const store = createSettlementStore(database, onIncident);
  const importFile = makeImportSettlementFile({
    store,
    clock,
    chance: systemChance,
    log,
    merchantId: await merchantOf(config),
    readSettlementFile,
  });
  let exitCode: number = exitCodes.done;
  for (const path of paths) {
    const name = basename(path);
    const actor = operator();
    try {
      const outcome = await importFile({ name, bytes: createReadStream(path), actor });
      if (outcome.kind !== 'otherMerchant') process.stdout.write(`${name}: ${describe(outcome)}\n`);
      else exitCode = refused(name, otherMerchantTexts(outcome.merchantId));
    } catch (error) {
      exitCode = refused(name, importRefusalTexts(error) ?? failureTexts(messageOf(error)));
    }
  }
  const orders = createOrderStore(database, onIncident);
  const judgeSettlement = makeJudgeSettlement({
    store,
    orders,
    incidents: orders,
    clock,
    chance: systemChance,
    log,
    unitDefaults: await unitDefaultsOf(config),
    settlementDays: config.mode === 'configured' ? config.settings.settlementDays : config.settlementDays,
  });
  process.stdout.write(describeSettlementRun(await judgeSettlement()));
  return exitCode;
}

/** Prints why a file was not imported, in both languages: the command does not know who reads it. */
function refused(name: string, { EN, ID }: Translated): number {
  process.stderr.write(`${name}: ${EN}\n${name}: ${ID}\n`);
  return exitCodes.failed;
}

/** `message`: what the system says, for example that there is no such file. */
function failureTexts(message: string): Translated {
  return { EN: `Nothing was imported: ${message}`, ID: `Tidak ada yang diimpor: ${message}` };
}

/** The store and division of orders that name none. */
async function unitDefaultsOf(config: Config): Promise<SettledAt> {
  if (config.mode === 'configured') return config.settings.merchant;
  const { externalStoreId } = (await import('../gateway/embedded.ts')).embeddedMerchant;
  return { externalStoreId, subMerchantId: null };
}

function describe(outcome: Exclude<ImportSettlementOutcome, { kind: 'otherMerchant' }>): string {
  switch (outcome.kind) {
    case 'imported': {
      const { gross, net } = outcome.totals;
      const sums = `gross ${formatSen(gross)}, fees ${formatSen(feesOf(outcome.totals))}, net ${formatSen(net)}`;
      return `${outcome.lineCount} lines imported: ${sums}`;
    }
    case 'known':
      return 'was imported before; nothing changed';
  }
}

await runCommand({
  usage,
  options: {},
  takesWords: true,
  async run(_values, _subcommand, paths) {
    const config = readConfiguration();
    return withOperatorDatabase(config, (database) => settle(database, config, paths));
  },
});
