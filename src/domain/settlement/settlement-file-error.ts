import type { Translated } from '../words/translated.ts';

/** What a cell must be. */
export type CellRule = 'IDR' | 'type' | 'identifier' | 'amount' | 'instant';

/** Why a settlement file cannot be read, and where. The header is line 1; `column` is DANA's name of the column. */
export type SettlementFileFault =
  | { readonly kind: 'empty' }
  | { readonly kind: 'columnMissing' | 'columnTwice'; readonly column: string }
  | {
      readonly kind: 'cells';
      readonly line: number;
      readonly cellCount: number;
      readonly columnCount: number;
    }
  | { readonly kind: 'quotes' | 'lineTooLong'; readonly line: number }
  /** `found`: the beginning of what stands there. `allowed`: the values of the rule `type`. */
  | {
      readonly kind: 'cell';
      readonly line: number;
      readonly column: string;
      readonly must: CellRule;
      readonly found: string;
      readonly allowed?: readonly string[];
    };

/** A settlement file that cannot be read. Nothing of it counts. The message is the English sentence of the fault. */
export class SettlementFileError extends Error {
  override readonly name = 'SettlementFileError';
  readonly fault: SettlementFileFault;
  /** The line of the file; the header is line 1. */
  readonly lineNo: number;
  /** The name of the column; null if the whole line is wrong. */
  readonly column: string | null;

  constructor(fault: SettlementFileFault) {
    super(fileFaultTexts(fault).EN);
    this.fault = fault;
    this.lineNo = 'line' in fault ? fault.line : 1;
    this.column = 'column' in fault ? fault.column : null;
  }
}

const rules: Readonly<Record<CellRule, Translated>> = {
  IDR: { EN: 'IDR', ID: 'IDR' },
  type: { EN: 'one of', ID: 'salah satu dari' },
  identifier: { EN: '1 to 64 printable characters', ID: '1 sampai 64 karakter yang dapat dicetak' },
  amount: {
    EN: 'an amount in cents, 1 to 18 digits without a point or a sign',
    ID: 'jumlah dalam sen, 1 sampai 18 angka tanpa titik atau tanda',
  },
  instant: {
    EN: 'an instant such as 2026-01-15T10:00:00+07:00',
    ID: 'waktu seperti 2026-01-15T10:00:00+07:00',
  },
};

type Sentences = {
  readonly [Kind in SettlementFileFault['kind']]: (
    fault: Extract<SettlementFileFault, { kind: Kind }>,
  ) => Translated;
};

const sentences: Sentences = {
  empty: () => ({
    EN: 'line 1: the file is empty, it has no header',
    ID: 'baris 1: berkas ini kosong, tanpa judul kolom',
  }),
  columnMissing: ({ column }) => ({
    EN: `line 1, column ${column}: the header does not have this column`,
    ID: `baris 1, kolom ${column}: kolom ini tidak ada di judul`,
  }),
  columnTwice: ({ column }) => ({
    EN: `line 1, column ${column}: the header has it twice`,
    ID: `baris 1, kolom ${column}: kolom ini dua kali ada di judul`,
  }),
  cells: ({ line, cellCount, columnCount }) => ({
    EN: `line ${line}: it has ${cellCount} columns, the header ${columnCount}`,
    ID: `baris ${line}: ada ${cellCount} kolom, padahal di judul ${columnCount}`,
  }),
  quotes: ({ line }) => ({
    EN: `line ${line}: a quote begins or ends where none may, or never ends`,
    ID: `baris ${line}: tanda kutip dibuka atau ditutup di tempat yang salah, atau tidak ditutup`,
  }),
  lineTooLong: ({ line }) => ({
    EN: `line ${line}: it is too long for a line of DANA’s`,
    ID: `baris ${line}: terlalu panjang untuk baris dari DANA`,
  }),
  cell: ({ line, column, must, found, allowed = [] }) => {
    const list = allowed.length === 0 ? '' : ` ${allowed.join(', ')}`;
    const text = JSON.stringify(found);
    return {
      EN: `line ${line}, column ${column}: it must be ${rules[must].EN}${list}, and is ${text}`,
      ID: `baris ${line}, kolom ${column}: harus ${rules[must].ID}${list}, tetapi isinya ${text}`,
    };
  },
};

/** Why a file cannot be read and where, for whoever sent it. A fault without its words does not compile. */
export function fileFaultTexts(fault: SettlementFileFault): Translated {
  const say = sentences[fault.kind] as (fault: SettlementFileFault) => Translated;
  return say(fault);
}
