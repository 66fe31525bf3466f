/**
 * Thrown by every method of every store port when the database cannot be reached or written now. With `isCertain`,
 * nothing was recorded; without it, the write may have been committed before the connection was lost.
 */
export class StoreUnavailable extends Error {
  readonly isCertain: boolean;
  constructor(message: string, options: { isCertain: boolean; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.name = 'StoreUnavailable';
    this.isCertain = options.isCertain;
  }
}
