import { hash } from 'node:crypto';
import { beginsWithCalendarDay } from '../domain/calendar-day.ts';
import { SettlementFileError } from '../domain/settlement/settlement-file-error.ts';
import { type SettlementLine, settlementTypes, signOf } from '../domain/settlement/settlement-line.ts';

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
    if (index < 0) throw new SettlementFileError(1, name, 'the header does not have this column');
    if (names.includes(name, index + 1)) throw new SettlementFileError(1, name, 'the header has it twice');
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

/** Reads one line. Throws SettlementFileError, which names the column. */
export function readLine(
  cells: readonly string[],
  columns: SettlementColumns,
  lineNo: number,
): SettlementLine {
  if (cells.length !== columns.count) {
    throw new SettlementFileError(
      lineNo,
      null,
      `it has ${cells.length} columns, the header ${columns.count}`,
    );
  }
  const cell = (name: ColumnName): string => cells[columns.indexOf[name]]?.trim() ?? '';

  function wrong(name: ColumnName, must: string): SettlementFileError {
    const text = JSON.stringify(cell(name).slice(0, quotedLengthMax));
    return new SettlementFileError(lineNo, name, `it must be ${must}, and is ${text}`);
  }
  function identifier(name: ColumnName): string {
    const text = cell(name);
    if (identifierShape.test(text)) return text;
    throw wrong(name, '1 to 64 printable characters');
  }
  const optional = (name: ColumnName): string | null => (cell(name) === '' ? null : identifier(name));
  function amount(name: ColumnName): bigint {
    const text = cell(name);
    if (amountShape.test(text)) return BigInt(text);
    throw wrong(name, 'an amount in cents, 1 to 18 digits without a point or a sign');
  }
  function instant(name: ColumnName): Date {
    const text = cell(name);
    const value = new Date(text);
    if (instantShape.test(text) && beginsWithCalendarDay(text) && !Number.isNaN(value.getTime()))
      return value;
    throw wrong(name, 'an instant such as 2026-01-15T10:00:00+07:00');
  }

  const type = settlementTypes.find((one) => one === cell('TXN_TYPE'));
  if (type === undefined) throw wrong('TXN_TYPE', `one of ${settlementTypes.join(', ')}`);
  if (cell('TXN_CURRENCY') !== 'IDR') throw wrong('TXN_CURRENCY', 'IDR');
  const sign = signOf[type];
  return {
    lineNo,
    key: hash('sha256', cells.join(';'), 'hex').slice(0, keyLength),
    type,
    batchNo: identifier('SETTLEMENT_TXN_ID'),
    transactionId: identifier('TXN_ID'),
    referenceNo: optional('ACQUIREMENT_ID'),
    merchantId: identifier('MID'),
    settledAt: instant('SETTLE_DATE'),
    occurredAt: instant('TXN_DATE'),
    partnerReferenceNo: identifier('MERCHANT_TRANS_ID'),
    requestId: optional('MERCHANT_REQUEST_ID'),
    payMethod: identifier('PAY_METHOD'),
    gross: sign * amount('TXN_AMOUNT'),
    commission: sign * (amount('MERCHANT_COMMISSION_EDIK') + amount('MERCHANT_COMMISSION_ASR')),
    serviceTax: sign * (amount('SERVICE_TAX_EDIK') + amount('SERVICE_TAX_ASR')),
    withholdingTax: sign * (amount('WITHHOLDING_TAX_EDIK') + amount('WITHHOLDING_TAX_ASR')),
    net: sign * amount('SETTLE_AMOUNT'),
  };
}
