import { createHash } from 'node:crypto';
import type { Evidence } from '../../src/use-cases/ports/people/evidence.ts';
import type { Tables } from './in-memory-tables.ts';

/** The Evidence port of the in-memory store, which purges nothing. */
export function makeInMemoryEvidence({ inbox }: Tables): Evidence {
  return {
    async notificationsBehind(orderId, versions) {
      const rows = [...inbox.values()]
        .filter((row) => row.orderId === orderId && versions.includes(row.orderVersion ?? 0))
        .sort((a, b) => Number(b.entry.receivedAt) - Number(a.entry.receivedAt));
      return new Map(
        rows.map(({ entry, orderVersion, replayCount }) => {
          const { receivedAt, timestamp, keyFingerprint, latestTransactionStatus, body } = entry;
          const bodyHash = createHash('sha256').update(body).digest('hex');
          const told = { receivedAt, timestamp, keyFingerprint, latestTransactionStatus, body, bodyHash };
          return [orderVersion ?? 0, { ...told, replayCount }];
        }),
      );
    },
  };
}
