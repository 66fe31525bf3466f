/** A column of a table: what its header says, and how its cells are written. */
export interface Column {
  readonly header: string;
  /** `amount`: sen, written as rupiah with two decimals. `instant`: written in Jakarta time. */
  readonly kind: 'text' | 'amount' | 'instant' | 'count';
}

/** A cell, by the kind of its column: text, sen, an instant or a count; null is empty. */
export type Cell = string | bigint | Date | number | null;

/** A table that is read row by row; nobody holds all of it. */
export interface Table {
  /** The name of its file or sheet. */
  readonly name: string;
  readonly columns: readonly Column[];
  readonly rows: AsyncIterable<readonly Cell[]>;
}
