import type { InvalidInput, TemporarilyUnavailable } from '../outcomes.ts';
import { StoreUnavailable } from '../ports/store-unavailable.ts';
import { refuseUnsendable } from './refuse-unsendable.ts';

/**
 * The write that has to succeed before DANA is called; it writes the body for DANA too. If DANA would never take that
 * body, or the database certainly did not accept the write (read-only, full, not there), nothing was recorded and
 * nothing sent. Throws if the connection was lost during the write: then nobody knows whether the database accepted it.
 */
export async function writeIntent<Written>(
  write: () => Promise<Written>,
): Promise<Written | TemporarilyUnavailable | InvalidInput> {
  try {
    return await refuseUnsendable(write);
  } catch (error) {
    if (error instanceof StoreUnavailable && error.isCertain) {
      return { kind: 'TemporarilyUnavailable', reason: 'DATABASE_UNAVAILABLE', retryAfterMs: null };
    }
    throw error;
  }
}

/** A read that comes before the write: if it fails, nothing was recorded and nothing sent, so the caller may repeat. */
export async function readForIntent<Read>(read: () => Promise<Read>): Promise<Read | TemporarilyUnavailable> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    return { kind: 'TemporarilyUnavailable', reason: 'DATABASE_UNAVAILABLE', retryAfterMs: null };
  }
}
