import type { DanaMerchant } from '../requests/request-parts.ts';
import { parseJsonObject } from './snap-answer.ts';

/** Where a request is made: the external ids of a store and of a division, null if it names none. */
export interface Outlet {
  readonly externalStoreId: string | null;
  readonly subMerchantId: string | null;
}

/** The outlet that a request of ours names. */
export function outletIn(request: string): Outlet {
  const { externalStoreId, subMerchantId } = parseJsonObject(request) ?? {};
  return {
    externalStoreId: typeof externalStoreId === 'string' ? externalStoreId : null,
    subMerchantId: typeof subMerchantId === 'string' ? subMerchantId : null,
  };
}

/** How long an accepted request proves that our own merchant, store and division are known to DANA. */
const proofMs = 10 * 60_000;
/** Outlets of which the last accepted request is remembered; the one accepted longest ago is forgotten for one more. */
const outletsMax = 64;

/** What DANA has accepted lately, of one operation. */
export interface OutletProof {
  /** DANA has accepted a request of this outlet. */
  noteAccepted(outlet: Outlet): void;
  /**
   * Whether a 404xx08 (Invalid Merchant: merchant, store or division) is this request's own fault: it names a store or
   * division of its own, and DANA has accepted a request without it in the last ten minutes.
   */
  isAtFault(outlet: Outlet): boolean;
}

/**
 * Remembers in this process only. Without proof, as after a start, an unknown merchant counts as a fault of the
 * configuration, which declines no order. `elapsedMs` never goes back.
 */
export function makeOutletProof(
  ours: Pick<DanaMerchant, 'externalStoreId' | 'subMerchantId'>,
  elapsedMs: () => number,
): OutletProof {
  const acceptedAtMs = new Map<string, { readonly outlet: Outlet; readonly atMs: number }>();

  /** Whether both name this store, or this division, and it is not the configured one. */
  const shares = (outlet: Outlet, other: Outlet, field: keyof Outlet) =>
    isOwn(outlet, field) && other[field] === outlet[field];
  const isOwn = (outlet: Outlet, field: keyof Outlet) =>
    outlet[field] !== null && outlet[field] !== ours[field];

  return {
    noteAccepted(outlet) {
      const key = JSON.stringify([outlet.externalStoreId, outlet.subMerchantId]);
      acceptedAtMs.delete(key);
      acceptedAtMs.set(key, { outlet, atMs: elapsedMs() });
      const [oldest] = acceptedAtMs.keys();
      if (acceptedAtMs.size > outletsMax && oldest !== undefined) acceptedAtMs.delete(oldest);
    },
    isAtFault(outlet) {
      if (!isOwn(outlet, 'externalStoreId') && !isOwn(outlet, 'subMerchantId')) return false;
      return [...acceptedAtMs.values()].some(
        ({ outlet: accepted, atMs }) =>
          elapsedMs() - atMs <= proofMs &&
          !shares(outlet, accepted, 'externalStoreId') &&
          !shares(outlet, accepted, 'subMerchantId'),
      );
    },
  };
}
