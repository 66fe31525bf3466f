import type { Checkout } from '../../src/domain/checkout.ts';
import type { CheckoutStore } from '../../src/use-cases/checkout-ports.ts';

/** The CheckoutStore port without a database. `wake` is called with the id of a checkout whose lease has ended. */
export function createInMemoryCheckoutStore(wake: (id: string) => void = () => undefined): CheckoutStore {
  const rows = new Map<string, { checkout: Checkout; lease: { id: string; until: Date } | null }>();
  const find = (isIt: (checkout: Checkout) => boolean) =>
    [...rows.values()].find(({ checkout }) => isIt(checkout));

  return {
    async insert(checkout) {
      const taken = find(({ partnerReferenceNo }) => partnerReferenceNo === checkout.partnerReferenceNo);
      if (taken !== undefined) return { kind: 'existing', checkout: taken.checkout };
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
    async recordTry(id, leaseId, tryHash) {
      const row = rows.get(id);
      if (row?.lease?.id !== leaseId) return false;
      const { tryHashes } = row.checkout;
      if (!tryHashes.includes(tryHash)) {
        row.checkout = { ...row.checkout, tryHashes: [...tryHashes, tryHash] };
      }
      return true;
    },
    async release(id, leaseId) {
      const row = rows.get(id);
      if (row?.lease?.id !== leaseId) return;
      row.lease = null;
      wake(id);
    },
  };
}
