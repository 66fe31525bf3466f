import { sql } from 'drizzle-orm';
import { bigint, check, index, integer, pgEnum, pgTable, primaryKey, uniqueIndex } from 'drizzle-orm/pg-core';
import { settlementTypes } from '../../domain/settlement/settlement-line.ts';
import { settlementUnitKinds } from '../../domain/settlement/settlement-unit.ts';
import { settlementImportStatuses } from '../../use-cases/ports/settlement/settlement-store.ts';
import { actor, isWholeActor } from './actor-column.ts';
import { instant, text } from './columns.ts';

export const settlementType = pgEnum('settlement_type', settlementTypes);
export const settlementUnitKind = pgEnum('settlement_unit_kind', settlementUnitKinds);
export const settlementImportStatus = pgEnum('settlement_import_status', settlementImportStatuses);

/** A sum in sen that may be negative. */
const signedSen = (name: string) => bigint(name, { mode: 'bigint' });

/** Imports of DANA's settlement files. Only the lines of an import that is IMPORTED count. */
export const settlementImports = pgTable(
  'settlement_imports',
  {
    /** What its lines refer to; small, because there are many. */
    number: integer('number').primaryKey().generatedAlwaysAsIdentity(),
    id: text('id').notNull().unique('settlement_imports_id'),
    status: settlementImportStatus('status').notNull(),
    fileName: text('file_name').notNull(),
    /** The unit and the day of its transactions; null if the name of the file does not say them. */
    unitKind: settlementUnitKind('unit_kind'),
    unitName: text('unit_name'),
    day: text('day'),
    /** Who imported the file. */
    actor: actor('actor').notNull(),
    startedAt: instant('started_at').notNull(),
    /** Until then its process is believed to be alive; each batch extends it. Null once it has ended. */
    leasedUntil: instant('leased_until'),
    importedAt: instant('imported_at'),
    /** When its lines were compared with the orders. Null: not yet, or the process that began it died. */
    judgedAt: instant('judged_at'),
    /** When the orders of its day were searched for what is missing in it: once the day is due by T+X. */
    searchedAt: instant('searched_at'),
    /** SHA-256 of the file, hexadecimal. */
    fileHash: text('file_hash'),
    lineCount: integer('line_count').notNull(),
    gross: signedSen('gross').notNull(),
    commission: signedSen('commission').notNull(),
    serviceTax: signedSen('service_tax').notNull(),
    withholdingTax: signedSen('withholding_tax').notNull(),
    net: signedSen('net').notNull(),
  },
  (t) => [
    // The same file twice: the second import fails at its last statement, and its lines are swept. Files without lines have
    // the same bytes, whatever their unit and day.
    uniqueIndex('settlement_imports_file')
      .on(t.fileHash, t.unitKind, t.unitName, t.day)
      .where(sql`${t.status} = 'IMPORTED'`),
    uniqueIndex('settlement_imports_unnamed_file')
      .on(t.fileHash)
      .where(sql`${t.status} = 'IMPORTED' and ${t.unitKind} is null`),
    index('settlement_imports_of_day').on(t.day),
    index('settlement_imports_newest').on(t.importedAt, t.id).where(sql`${t.status} = 'IMPORTED'`),
    index('settlement_imports_newest_by_day')
      .on(t.day, t.importedAt, t.id)
      .where(sql`${t.status} = 'IMPORTED'`),
    index('settlement_imports_newest_by_unit_kind')
      .on(t.unitKind, t.importedAt, t.id)
      .where(sql`${t.status} = 'IMPORTED'`),
    index('settlement_imports_newest_by_unit_name')
      .on(t.unitName, t.importedAt, t.id)
      .where(sql`${t.status} = 'IMPORTED'`),
    check('settlement_imports_actor_is_whole', isWholeActor(t.actor)),
    check(
      'settlement_imports_unit_is_whole',
      sql`(${t.unitKind} is null) = (${t.unitName} is null) and (${t.unitKind} is null) = (${t.day} is null)`,
    ),
    check('settlement_imports_day_is_a_day', sql`${t.day} ~ '^\\d{4}-\\d\\d-\\d\\d$'`),
    check(
      'settlement_imports_end_is_whole',
      sql`(${t.status} = 'IMPORTED') = (${t.importedAt} is not null) and (${t.status} = 'IMPORTED') = (${t.fileHash} is not null)
        and (${t.status} = 'STAGED') = (${t.leasedUntil} is not null)`,
    ),
    check('settlement_imports_hash_is_sha256', sql`${t.fileHash} ~ '^[0-9a-f]{64}$'`),
  ],
);

/** Lines of settlement files, with signs by their type: positive comes to the merchant. */
export const settlementLines = pgTable(
  'settlement_lines',
  {
    /** No foreign key: its check of each line would take half as long again as the import. */
    importNumber: integer('import_number').notNull(),
    lineNo: integer('line_no').notNull(),
    key: text('key').notNull(),
    type: settlementType('type').notNull(),
    batchNo: text('batch_no').notNull(),
    transactionId: text('transaction_id').notNull(),
    referenceNo: text('reference_no'),
    merchantId: text('merchant_id').notNull(),
    settledAt: instant('settled_at').notNull(),
    occurredAt: instant('occurred_at').notNull(),
    partnerReferenceNo: text('partner_reference_no').notNull(),
    requestId: text('request_id'),
    payMethod: text('pay_method').notNull(),
    gross: signedSen('gross').notNull(),
    commission: signedSen('commission').notNull(),
    serviceTax: signedSen('service_tax').notNull(),
    withholdingTax: signedSen('withholding_tax').notNull(),
    net: signedSen('net').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.importNumber, t.lineNo] }),
    index('settlement_lines_of_reference').on(t.partnerReferenceNo),
    index('settlement_lines_of_request').on(t.requestId).where(sql`${t.requestId} is not null`),
  ],
);

/** The condition of lines of a file that was imported as a whole. */
export const isOfImportedFile = sql`exists (select from ${settlementImports} counted
  where counted.number = ${settlementLines.importNumber} and counted.status = 'IMPORTED')`;
