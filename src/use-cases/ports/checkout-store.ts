import type { Checkout } from '../../domain/checkout.ts';

/** Checkouts on record. Every method rejects with StoreUnavailable where the database cannot be reached. */
export interface CheckoutStore {
  /** Inserts a checkout unless its number is taken: then the one that has it, or `referenceTaken` where an order has. */
  insert(
    checkout: Checkout,
  ): Promise<{ kind: 'inserted' | 'existing'; checkout: Checkout } | { kind: 'referenceTaken' }>;
  find(key: { id: string } | { partnerReferenceNo: string }): Promise<Checkout | null>;
  /** Lets one call open and cancel attempts until `leasedUntil`; null where another one does, or there is no checkout. */
  lease(id: string, lease: CheckoutLease): Promise<Checkout | null>;
  /** Ends a lease, where it is still this one, and wakes whoever waits for it: a watcher of the checkout's id. */
  release(id: string, leaseId: string): Promise<void>;
}

export interface CheckoutLease {
  readonly leaseId: string;
  readonly now: Date;
  readonly leasedUntil: Date;
}
