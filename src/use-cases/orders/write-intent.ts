import type { TemporarilyUnavailable } from '../outcomes.ts';
import { StoreUnavailable } from '../ports/store-unavailable.ts';

/**
 * The write that has to succeed before DANA is called. Where the database certainly did not take it (read-only,
 * full, not there), nothing was recorded and nothing sent: the caller may repeat the same request. A connection
 * lost while the write was under way is thrown: nobody knows whether it was taken.
 */
export async function writeIntent<Written>(
  write: Promise<Written>,
): Promise<Written | TemporarilyUnavailable> {
  try {
    return await write;
  } catch (error) {
    if (error instanceof StoreUnavailable && error.isCertain) {
      return { kind: 'TemporarilyUnavailable', retryAfterMs: null };
    }
    throw error;
  }
}
