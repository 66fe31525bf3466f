import type { Checkout, CheckoutEnd } from '../../domain/checkout.ts';

export interface CheckoutStore {
  /** Inserts a checkout. If its number is taken: the checkout that has it, or `referenceTaken` if an order has it. */
  insert(
    checkout: Checkout,
  ): Promise<{ kind: 'inserted' | 'existing'; checkout: Checkout } | { kind: 'referenceTaken' }>;
  find(key: { id: string } | { partnerReferenceNo: string }): Promise<Checkout | null>;
  /** Lets one call open and cancel attempts until `leasedUntil`; null if another call does, or there is no checkout. */
  lease(id: string, lease: CheckoutLease): Promise<Checkout | null>;
  /** Ends a checkout, unless it has ended before: the first end stays. The checkout after it; null if there is none. */
  end(id: string, end: CheckoutEnd): Promise<Checkout | null>;
  /** Releases the lease if the caller still holds it. */
  release(id: string, leaseId: string): Promise<void>;
}

/** A lease of a checkout that a caller requests at `now`. */
export interface CheckoutLease {
  readonly leaseId: string;
  readonly now: Date;
  readonly leasedUntil: Date;
}
