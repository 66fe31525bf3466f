import type { TemporarilyUnavailable } from '../outcomes.ts';
import { StoreUnavailable } from '../ports/store-unavailable.ts';

/**
 * The write that has to succeed before DANA is called. If the database certainly did not accept it (read-only, full,
 * not there), nothing was recorded and nothing sent, and the caller may repeat the same request. Throws if the
 * connection was lost during the write: then nobody knows whether the database accepted it.
 */
export async function writeIntent<Written>(
  write: Promise<Written>,
): Promise<Written | TemporarilyUnavailable> {
  try {
    return await write;
  } catch (error) {
    if (error instanceof StoreUnavailable && error.isCertain) {
      return { kind: 'TemporarilyUnavailable', reason: 'DATABASE_UNAVAILABLE', retryAfterMs: null };
    }
    throw error;
  }
}
