import type { Checkout } from '../../src/domain/checkout.ts';
import type { CheckoutStore } from '../../src/use-cases/ports/checkout-store.ts';
import { isTakenByAnother } from './in-memory-constraints.ts';
import type { Tables } from './in-memory-tables.ts';

/**
 * The CheckoutStore port without a database, beside an order store with which it shares the references.
 */
export function createInMemoryCheckoutStore({ references }: Pick<Tables, 'references'>): CheckoutStore {
  const rows = new Map<string, { checkout: Checkout; lease: { id: string; until: Date } | null }>();
  const find = (isIt: (checkout: Checkout) => boolean) =>
    [...rows.values()].find(({ checkout }) => isIt(checkout));

  return {
    async insert(checkout) {
      const taken = find(({ partnerReferenceNo }) => partnerReferenceNo === checkout.partnerReferenceNo);
      if (taken !== undefined) return { kind: 'existing', checkout: taken.checkout };
      if (isTakenByAnother(references, checkout.partnerReferenceNo, checkout.id))
        return { kind: 'referenceTaken' };
      references.set(checkout.partnerReferenceNo, checkout.id);
      rows.set(checkout.id, { checkout, lease: null });
      return { kind: 'inserted', checkout };
    },
    async find(key) {
      if ('id' in key) return rows.get(key.id)?.checkout ?? null;
      return (
        find(({ partnerReferenceNo }) => partnerReferenceNo === key.partnerReferenceNo)?.checkout ?? null
      );
    },
    async lease(id, { leaseId, now, leasedUntil }) {
      const row = rows.get(id);
      if (row === undefined || (row.lease !== null && row.lease.until > now)) return null;
      row.lease = { id: leaseId, until: leasedUntil };
      return row.checkout;
    },
    async end(id, { by, at, reason }) {
      const row = rows.get(id);
      if (row === undefined) return null;
      if (row.checkout.endedAt === null)
        row.checkout = { ...row.checkout, endedAt: at, endedBy: by, endReason: reason };
      return row.checkout;
    },
    async release(id, leaseId) {
      const row = rows.get(id);
      if (row?.lease?.id !== leaseId) return;
      row.lease = null;
    },
  };
}
