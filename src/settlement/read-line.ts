import { hash } from 'node:crypto';
import { beginsWithCalendarDay } from '../domain/calendar-day.ts';
import { type CellRule, SettlementFileError } from '../domain/settlement/settlement-file-error.ts';
import {
  type SettlementLine,
  type SettlementType,
  settlementTypes,
  signOf,
} from '../domain/settlement/settlement-line.ts';

/**
 * The columns that are read, by DANA's names. A file may have them in any order and others beside them: names of
 * people and phone numbers are not read at all.
 */
const columnNames = [
  'SETTLEMENT_TXN_ID',
  'TXN_ID',
  'TXN_TYPE',
  'ACQUIREMENT_ID',
  'MID',
  'SETTLE_DATE',
  'TXN_AMOUNT',
  'TXN_CURRENCY',
  'TXN_DATE',
  'MERCHANT_COMMISSION_EDIK',
  'SERVICE_TAX_EDIK',
  'WITHHOLDING_TAX_EDIK',
  'MERCHANT_COMMISSION_ASR',
  'SERVICE_TAX_ASR',
  'WITHHOLDING_TAX_ASR',
  'SETTLE_AMOUNT',
  'MERCHANT_TRANS_ID',
  'MERCHANT_REQUEST_ID',
  'PAY_METHOD',
] as const;
type ColumnName = (typeof columnNames)[number];

/** Where each column stands in a line. */
export interface SettlementColumns {
  readonly indexOf: Readonly<Record<ColumnName, number>>;
  readonly count: number;
}

/** Reads the header. Throws SettlementFileError if a column is missing or there twice. */
export function readHeader(cells: readonly string[]): SettlementColumns {
  const names = cells.map((cell) => cell.trim());
  const indexOf = {} as Record<ColumnName, number>;
  for (const name of columnNames) {
    const index = names.indexOf(name);
    if (index < 0) throw new SettlementFileError({ kind: 'columnMissing', column: name });
    if (names.includes(name, index + 1)) throw new SettlementFileError({ kind: 'columnTwice', column: name });
    indexOf[name] = index;
  }
  return { indexOf, count: cells.length };
}

/** DANA's documented lengths: 18 digits of an amount, 64 characters of an identifier. */
const amountShape = /^\d{1,18}$/;
const identifierShape = /^[\x20-\x7e]{1,64}$/;
const instantShape = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+07:00$/;
/** What an error quotes of a cell. */
const quotedLengthMax = 40;
const keyLength = 32;
/** The last instants that were read: a file has one of settlement, and few of transactions. */
const instants = new Map<string, Date>();
const instantsMax = 10_000;

/** A line whose cells are read. Its readers are functions of the module: a million lines make no function. */
interface Row {
  readonly cells: readonly string[];
  readonly columns: SettlementColumns;
  readonly lineNo: number;
}

/** Reads one line. Throws SettlementFileError, which names the column. */
export function readLine(
  cells: readonly string[],
  columns: SettlementColumns,
  lineNo: number,
): SettlementLine {
  if (cells.length !== columns.count) {
    throw new SettlementFileError({
      kind: 'cells',
      line: lineNo,
      cellCount: cells.length,
      columnCount: columns.count,
    });
  }
  const row: Row = { cells, columns, lineNo };
  const type = readType(row);
  if (cell(row, 'TXN_CURRENCY') !== 'IDR') throw wrong(row, 'TXN_CURRENCY', 'IDR');
  const sign = signOf[type];
  return {
    lineNo,
    key: hash('sha256', cells.join(';'), 'hex').slice(0, keyLength),
    type,
    batchNo: identifier(row, 'SETTLEMENT_TXN_ID'),
    transactionId: identifier(row, 'TXN_ID'),
    referenceNo: optional(row, 'ACQUIREMENT_ID'),
    merchantId: identifier(row, 'MID'),
    settledAt: instant(row, 'SETTLE_DATE'),
    occurredAt: instant(row, 'TXN_DATE'),
    partnerReferenceNo: identifier(row, 'MERCHANT_TRANS_ID'),
    requestId: optional(row, 'MERCHANT_REQUEST_ID'),
    payMethod: identifier(row, 'PAY_METHOD'),
    gross: sign * amount(row, 'TXN_AMOUNT'),
    commission: sign * (amount(row, 'MERCHANT_COMMISSION_EDIK') + amount(row, 'MERCHANT_COMMISSION_ASR')),
    serviceTax: sign * (amount(row, 'SERVICE_TAX_EDIK') + amount(row, 'SERVICE_TAX_ASR')),
    withholdingTax: sign * (amount(row, 'WITHHOLDING_TAX_EDIK') + amount(row, 'WITHHOLDING_TAX_ASR')),
    net: sign * amount(row, 'SETTLE_AMOUNT'),
  };
}

function cell({ cells, columns }: Row, name: ColumnName): string {
  return cells[columns.indexOf[name]]?.trim() ?? '';
}

function wrong(
  row: Row,
  name: ColumnName,
  must: CellRule,
  allowed: readonly string[] = [],
): SettlementFileError {
  const found = cell(row, name).slice(0, quotedLengthMax);
  return new SettlementFileError({ kind: 'cell', line: row.lineNo, column: name, must, found, allowed });
}

function readType(row: Row): SettlementType {
  const text = cell(row, 'TXN_TYPE');
  for (const type of settlementTypes) if (type === text) return type;
  throw wrong(row, 'TXN_TYPE', 'type', settlementTypes);
}

function identifier(row: Row, name: ColumnName): string {
  const text = cell(row, name);
  if (identifierShape.test(text)) return text;
  throw wrong(row, name, 'identifier');
}

function optional(row: Row, name: ColumnName): string | null {
  return cell(row, name) === '' ? null : identifier(row, name);
}

function amount(row: Row, name: ColumnName): bigint {
  const text = cell(row, name);
  // Most fees are.
  if (text === '0') return 0n;
  if (amountShape.test(text)) return BigInt(text);
  throw wrong(row, name, 'amount');
}

function instant(row: Row, name: ColumnName): Date {
  const text = cell(row, name);
  const known = instants.get(text);
  if (known !== undefined) return known;
  const value = new Date(text);
  if (!instantShape.test(text) || !beginsWithCalendarDay(text) || Number.isNaN(value.getTime()))
    throw wrong(row, name, 'instant');
  if (instants.size >= instantsMax) instants.clear();
  instants.set(text, value);
  return value;
}
