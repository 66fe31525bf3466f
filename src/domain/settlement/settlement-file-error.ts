/** A settlement file that cannot be read. Nothing of it counts. */
export class SettlementFileError extends Error {
  override readonly name = 'SettlementFileError';
  /** The line of the file; the header is line 1. */
  readonly lineNo: number;
  /** The name of the column; null if the whole line is wrong. */
  readonly column: string | null;

  constructor(lineNo: number, column: string | null, reason: string) {
    super(`line ${lineNo}${column === null ? '' : `, column ${column}`}: ${reason}`);
    this.lineNo = lineNo;
    this.column = column;
  }
}
