import { refuseUnsendable } from '../input/refuse-unsendable.ts';
import type { InvalidInput, TemporarilyUnavailable } from '../outcomes.ts';
import { StoreUnavailable } from '../ports/store-unavailable.ts';

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
