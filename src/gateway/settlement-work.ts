import type { GatewaySettings } from '../config/settings.ts';
import { readSettlementFile } from '../settlement/read-settlement-file.ts';
import type { Database } from '../store/postgres/database.ts';
import { createSettlementStore } from '../store/settlement/settlement-store.ts';
import { type BackgroundLoop, makeBackgroundLoop } from '../use-cases/background/background-loop.ts';
import type { RoundFailures } from '../use-cases/background/round-failures.ts';
import { logIncidents } from '../use-cases/incidents/log-incidents.ts';
import type { Chance } from '../use-cases/ports/chance.ts';
import type { Clock } from '../use-cases/ports/clock.ts';
import type { Log } from '../use-cases/ports/log.ts';
import type { OrderStore } from '../use-cases/ports/order-store.ts';
import {
  makeFetchSettlementFiles,
  nextSettlementAt,
} from '../use-cases/settlement/fetch-settlement-files.ts';
import {
  type ImportSettlementFile,
  makeImportSettlementFile,
} from '../use-cases/settlement/import-settlement-file.ts';
import { makeJudgeSettlement } from '../use-cases/settlement/judge-settlement.ts';

/** By then a comparison that another process left unfinished is done, and a difference that has gone is resolved. */
const sweepMs = 60 * 60_000;
/** Several files that arrive together are compared together. */
const pauseMs = 1_000;

/** What a process does with settlement files. */
export interface SettlementWork extends Pick<BackgroundLoop, 'start' | 'stop'> {
  /** Imports a file; its lines are compared with the orders soon afterwards. */
  readonly importSettlementFile: ImportSettlementFile;
}

/** Makes the import of settlement files and the background work that compares them with the orders. */
export function makeSettlementWork(deps: {
  readonly database: Database;
  /** Records what the files say about orders. */
  readonly orders: OrderStore;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  readonly failures: RoundFailures;
  readonly settings: Pick<GatewaySettings, 'merchant' | 'settlementDays' | 'settlementSource'>;
}): SettlementWork {
  const { orders, clock, log } = deps;
  const { merchant, settlementDays, settlementSource } = deps.settings;
  const store = createSettlementStore(deps.database, logIncidents(log));
  const { merchantId } = merchant;
  const importFile = makeImportSettlementFile({ ...deps, store, merchantId, readSettlementFile });
  const judgeSettlement = makeJudgeSettlement({
    ...deps,
    store,
    incidents: orders,
    unitDefaults: merchant,
    settlementDays,
  });
  const fetchFiles = settlementSource && makeFetchSettlementFiles(settlementSource, importFile);
  const loop = makeBackgroundLoop({
    name: 'settlement',
    failures: deps.failures,
    clock,
    sweepMs,
    pauseMs,
    async round() {
      await fetchFiles?.();
      await judgeSettlement();
      return fetchFiles === undefined ? null : nextSettlementAt(clock.now());
    },
    onFault: (error) => log.warn('settlement.comparison_failed', { error }),
  });
  return {
    start: loop.start,
    stop: loop.stop,
    async importSettlementFile(file) {
      const outcome = await importFile(file);
      loop.wake();
      return outcome;
    },
  };
}
