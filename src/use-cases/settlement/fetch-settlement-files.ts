import { gatewayActor } from '../../domain/actor.ts';
import { startOfJakartaDay } from '../../domain/jakarta-time.ts';
import type { ImportSettlementFile } from './import-settlement-file.ts';

/** A file that is there to be imported. */
export interface OfferedFile {
  /** As DANA named it. */
  readonly name: string;
  readonly read: () => AsyncIterable<Uint8Array>;
}

/** Where DANA's settlement files come from without anybody bringing them. */
export interface SettlementSource {
  listFiles(): Promise<readonly OfferedFile[]>;
}

const dayMs = 24 * 60 * 60_000;
/** DANA settles at midnight; the files are read a little later. */
const afterMidnightMs = 60_000;

/** Makes the function that imports every file of the source that this process has not imported yet. */
export function makeFetchSettlementFiles(
  source: SettlementSource,
  importSettlementFile: ImportSettlementFile,
): () => Promise<void> {
  const imported = new Set<string>();
  return async () => {
    for (const { name, read } of await source.listFiles()) {
      if (imported.has(name)) continue;
      await importSettlementFile({ name, bytes: read(), actor: gatewayActor });
      imported.add(name);
    }
  };
}

/** When the next day's files are there: just after midnight in Jakarta. */
export function nextSettlementAt(now: Date): Date {
  const today = startOfJakartaDay(new Date(now.getTime() - afterMidnightMs));
  return new Date(today.getTime() + dayMs + afterMidnightMs);
}
