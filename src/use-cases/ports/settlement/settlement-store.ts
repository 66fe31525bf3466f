import type { Actor } from '../../../domain/actor.ts';
import type { SettlementAmounts, SettlementLine } from '../../../domain/settlement/settlement-line.ts';
import type { SettlementUnitKind } from '../../../domain/settlement/settlement-unit.ts';

/** STAGED lines do not count yet. ABANDONED: the import failed or its process died; its lines are being swept. */
export const settlementImportStatuses = ['STAGED', 'IMPORTED', 'ABANDONED'] as const;
export type SettlementImportStatus = (typeof settlementImportStatuses)[number];

/** The unit and day of a file; each is null if the file's name does not say it. */
export interface SettlementFileUnit {
  readonly unitKind: SettlementUnitKind | null;
  readonly unitName: string | null;
  /** The day of the transactions in Jakarta, `2026-01-15`. */
  readonly day: string | null;
}

/** A file whose lines count. */
export interface SettlementImport extends SettlementFileUnit, SettlementAmounts {
  readonly id: string;
  readonly fileName: string;
  readonly actor: Actor;
  readonly importedAt: Date;
  readonly fileHash: string;
  readonly lineCount: number;
}

/** An import that begins. */
export interface NewSettlementImport extends SettlementFileUnit {
  readonly id: string;
  readonly fileName: string;
  readonly actor: Actor;
  readonly startedAt: Date;
  readonly leasedUntil: Date;
}

/** What a file was, once it was read to its end. */
export interface SettlementFileEnd extends SettlementAmounts {
  readonly fileHash: string;
  readonly lineCount: number;
  readonly importedAt: Date;
}

/** Where settlement files are kept. All instants come from the caller's Clock. */
export interface SettlementStore {
  /** Begins an import; returns the number by which the other methods know it. */
  beginImport(input: NewSettlementImport): Promise<number>;
  /** Stages lines and extends the lease. False if the import was given up meanwhile: its lease had ended. */
  stageLines(importNumber: number, lines: readonly SettlementLine[], leasedUntil: Date): Promise<boolean>;
  /**
   * Makes all lines of the import count, at once. `known`: a file with the same bytes counts already; `lost`: the
   * import was given up meanwhile. In both cases nothing of it counts.
   */
  finishImport(importNumber: number, end: SettlementFileEnd): Promise<'imported' | 'known' | 'lost'>;
  /** Gives up an import that is not finished. */
  abandonImport(importNumber: number): Promise<void>;
  /**
   * Gives up imports whose lease has ended, and deletes at most `limit` lines of imports that were given up. Returns
   * how many it deleted; fewer than `limit` means that nothing is left.
   */
  sweepImports(now: Date, limit: number): Promise<number>;
}
