import { createHash } from 'node:crypto';
import type { Actor } from '../../domain/actor.ts';
import {
  addSettlementAmounts,
  noSettlementAmounts,
  type SettlementAmounts,
  type SettlementLine,
} from '../../domain/settlement/settlement-line.ts';
import { readSettlementFileName } from '../../domain/settlement/settlement-unit.ts';
import type { Chance } from '../ports/chance.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { SettlementStore } from '../ports/settlement/settlement-store.ts';

/** A process that has staged nothing for this long is believed to be dead. */
const leaseMs = 60_000;
/** Lines that one statement of a sweep deletes. */
const sweepLimit = 10_000;

/** Reads the lines of a settlement file in batches; throws for the first line that it cannot read. */
export type ReadSettlementFile = (
  bytes: AsyncIterable<Uint8Array>,
) => AsyncIterable<readonly SettlementLine[]>;

/** A file to import: its bytes, read once. */
export interface SettlementFile {
  /** As DANA named it; the name says the unit and the day. */
  readonly name: string;
  readonly bytes: AsyncIterable<Uint8Array>;
  readonly actor: Actor;
}

export type ImportSettlementOutcome =
  | {
      readonly kind: 'imported';
      readonly importNumber: number;
      readonly lineCount: number;
      readonly totals: SettlementAmounts;
    }
  /** A file with the same bytes was imported before for this unit and day; nothing changes. */
  | { readonly kind: 'known' }
  /** The file is of this merchant, not of ours. */
  | { readonly kind: 'otherMerchant'; readonly merchantId: string };

/** Imports a settlement file, see `makeImportSettlementFile`. */
export type ImportSettlementFile = (file: SettlementFile) => Promise<ImportSettlementOutcome>;

/** The import stood still for longer than its lease, and another process gave it up. Importing the file again helps. */
export class ImportLost extends Error {
  override readonly name = 'ImportLost';
}

export interface ImportSettlementDeps {
  readonly store: SettlementStore;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  readonly merchantId: string;
  readonly readSettlementFile: ReadSettlementFile;
}

/**
 * Makes the function that imports one settlement file of any size: its lines are staged in batches, and one short
 * statement makes all of them count. Throws what the reader throws for a line that it cannot read, and ImportLost;
 * then nothing of the file counts.
 */
export function makeImportSettlementFile(deps: ImportSettlementDeps): ImportSettlementFile {
  const { store, clock, chance, log, merchantId, readSettlementFile } = deps;
  const leasedUntil = () => new Date(clock.now().getTime() + leaseMs);

  async function sweep(): Promise<void> {
    while ((await store.sweepImports(clock.now(), sweepLimit)) >= sweepLimit);
  }

  return async ({ name, bytes, actor }) => {
    await sweep();
    const named = readSettlementFileName(name);
    if (named !== undefined && named.merchantId !== merchantId) {
      return { kind: 'otherMerchant', merchantId: named.merchantId };
    }
    const importNumber = await store.beginImport({
      id: `set_${chance.uuid()}`,
      fileName: name,
      unitKind: named?.unitKind ?? null,
      unitName: named?.unitName ?? null,
      day: named?.day ?? null,
      actor,
      startedAt: clock.now(),
      leasedUntil: leasedUntil(),
    });
    const fileHash = createHash('sha256');
    let lineCount = 0;
    let totals = noSettlementAmounts;
    let isFinished = false;
    try {
      for await (const lines of readSettlementFile(hashed(bytes, fileHash))) {
        const [first] = lines;
        if (
          named === undefined &&
          lineCount === 0 &&
          first !== undefined &&
          first.merchantId !== merchantId
        ) {
          return { kind: 'otherMerchant', merchantId: first.merchantId };
        }
        if (!(await store.stageLines(importNumber, lines, leasedUntil()))) throw new ImportLost(lostMessage);
        lineCount += lines.length;
        totals = lines.reduce<SettlementAmounts>(addSettlementAmounts, totals);
      }
      const outcome = await store.finishImport(importNumber, {
        ...totals,
        lineCount,
        fileHash: fileHash.digest('hex'),
        importedAt: clock.now(),
      });
      if (outcome === 'lost') throw new ImportLost(lostMessage);
      isFinished = outcome === 'imported';
      if (!isFinished) return { kind: 'known' };
      log.info('settlement_file.imported', { fileName: name, lineCount, actor });
      return { kind: 'imported', importNumber, lineCount, totals };
    } finally {
      if (!isFinished) {
        await store.abandonImport(importNumber);
        await sweep();
      }
    }
  };
}

const lostMessage = 'the import stood still for too long and was given up; import the file again';

async function* hashed(
  bytes: AsyncIterable<Uint8Array>,
  hash: { update(chunk: Uint8Array): unknown },
): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    hash.update(chunk);
    yield chunk;
  }
}
