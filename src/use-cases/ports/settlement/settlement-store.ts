import type { Actor } from '../../../domain/actor.ts';
import type { ImportedLine } from '../../../domain/settlement/counted-lines.ts';
import type { SettledOrder, SettledRefund } from '../../../domain/settlement/judge-order.ts';
import type { AssignedAdjustment } from '../../../domain/settlement/refund-returns.ts';
import type { SettlementAmounts, SettlementLine } from '../../../domain/settlement/settlement-line.ts';
import type {
  SettledAt,
  SettlementFileName,
  SettlementUnitKind,
} from '../../../domain/settlement/settlement-unit.ts';
import type { Page, PageRequest } from '../pages.ts';

/** STAGED lines do not count yet. ABANDONED: the import failed or its process died; its lines are being swept. */
export const settlementImportStatuses = ['STAGED', 'IMPORTED', 'ABANDONED'] as const;

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

/** Everything on record about one number of an order. */
export interface SettlementCase {
  readonly partnerReferenceNo: string;
  readonly order: (SettledOrder & SettledAt & { readonly id: string }) | null;
  readonly refunds: readonly SettledRefund[];
  /** Every line of imported files; lines of files that overlap come several times. */
  readonly lines: readonly ImportedLine[];
  /** The adjustments that people assigned to refunds. */
  readonly assigned: readonly AssignedAdjustment[];
}

/** The order numbers of one page, and where the next page begins; null if there is none. */
export interface ReferencePage<Place> {
  readonly references: readonly string[];
  readonly next: Place | null;
}

/** An import whose lines nobody has compared with the orders yet. */
export interface UnjudgedImport {
  readonly importNumber: number;
}

/** An imported file whose day nobody has searched for what is missing in it. */
export interface UnsearchedFile {
  readonly importNumber: number;
  /** The day of the transactions in Jakarta, `2026-01-15`. */
  readonly day: string;
}

/** A file of this unit and day was imported. */
export type CoveredDay = Pick<SettlementFileName, 'unitKind' | 'unitName' | 'day'>;

/** From an instant to just before another one. */
export interface SettlementSpan {
  readonly from: Date;
  readonly to: Date;
}

/** What the comparison of files and orders reads and writes. */
export interface SettlementCases {
  unjudgedImports(): Promise<readonly UnjudgedImport[]>;
  /**
   * The days of which a file was imported, up to this one or searched already: a day that was searched stays covered,
   * whatever the caller's clock and X of T+X say.
   */
  coveredDays(lastDay: string): Promise<readonly CoveredDay[]>;
  /** Files of days up to this one that were not searched yet. */
  unsearchedFiles(lastDay: string): Promise<readonly UnsearchedFile[]>;
  /** All days with a file that was not searched yet, the earliest first. */
  unsearchedDays(): Promise<readonly string[]>;
  /** The numbers in the lines of this import, after this line. */
  pageReferences(importNumber: number, afterLine: number, limit: number): Promise<ReferencePage<number>>;
  /** Orders paid in this span without a line of a payment. */
  pageUnsettled(span: SettlementSpan, after: string, limit: number): Promise<ReferencePage<string>>;
  /** Orders paid in this span, and cancelled, without a line of a cancellation. */
  pageUnsettledCancellations(
    span: SettlementSpan,
    after: string,
    limit: number,
  ): Promise<ReferencePage<string>>;
  /**
   * Orders last changed in this span, on a later day than that of their payment, without a line of their payment or
   * cancellation: the payment's day may have been searched before its payment was known.
   */
  pageLateUnsettled(span: SettlementSpan, after: string, limit: number): Promise<ReferencePage<string>>;
  /** Orders with a refund that can have been made in this span, from its request to its success, and has no line. */
  pageUnsettledRefunds(span: SettlementSpan, after: string, limit: number): Promise<ReferencePage<string>>;
  /** Numbers with an unresolved incident of settlement. */
  pageDisputed(after: string, limit: number): Promise<ReferencePage<string>>;
  readCases(references: readonly string[]): Promise<readonly SettlementCase[]>;
  /** Resolves the incidents of settlement of these numbers, except those with these keys. */
  resolveSettled(references: readonly string[], exceptKeys: readonly string[], at: Date): Promise<void>;
  markJudged(importNumber: number, at: Date): Promise<void>;
  markSearched(importNumber: number, at: Date): Promise<void>;
}

/** A line of a settlement file, and the file in which it stands. */
export interface SettlementSource {
  readonly line: SettlementLine;
  readonly file: Pick<SettlementImport, 'id' | 'fileName' | 'fileHash' | 'importedAt' | 'actor'>;
}

/** Which files are listed; without a member, any. */
export interface SettlementFilter {
  /** The day of the transactions in Jakarta, `2026-01-15`. */
  readonly day?: string;
  readonly unitKind?: SettlementUnitKind;
  readonly unitName?: string;
}

/** What readers see of settlement. */
export interface SettlementReads extends Pick<SettlementCases, 'readCases'> {
  /** Files whose lines count, the latest import first. */
  pageImports(filter: SettlementFilter, page: PageRequest): Promise<Page<SettlementImport>>;
  /** The lines of imported files that name this order, the earliest import first, and at most `limit` of them. */
  listSources(partnerReferenceNo: string, limit: number): Promise<readonly SettlementSource[]>;
}

/** Where settlement files are kept. All instants come from the caller's Clock. */
export interface SettlementStore extends SettlementCases, SettlementReads {
  /** Begins an import; returns the number by which the other methods know it. */
  beginImport(input: NewSettlementImport): Promise<number>;
  /** Stages lines and extends the lease. False if the import was given up meanwhile: its lease had ended. */
  stageLines(importNumber: number, lines: readonly SettlementLine[], leasedUntil: Date): Promise<boolean>;
  /**
   * Makes all lines of the import count, at once. `known`: a file with the same bytes counts already for this unit and
   * day, or for any if this one's name says neither; `lost`: the import was given up meanwhile. In both cases nothing of
   * it counts.
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
