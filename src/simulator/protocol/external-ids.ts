import { formatJakarta } from '../model/jakarta-time.ts';

/**
 * Remembers the X-EXTERNAL-IDs of one Jakarta day, in memory only: this check is an experiment, not part of
 * the ledger.
 */
export interface ExternalIds {
  /** Whether this partner used the id earlier on the same day; records the id as used. */
  isRepeated(partnerId: string, externalId: string, now: Date): boolean;
}

/** SNAP requires ids that are unique within a day; whether DANA enforces that is undocumented. */
export function createExternalIds(): ExternalIds {
  let day = '';
  let seen = new Set<string>();
  return {
    isRepeated: (partnerId, externalId, now) => {
      const today = formatJakarta(now).slice(0, 10);
      if (today !== day) {
        day = today;
        seen = new Set();
      }
      const key = `${partnerId}/${externalId}`;
      const isRepeated = seen.has(key);
      seen.add(key);
      return isRepeated;
    },
  };
}
