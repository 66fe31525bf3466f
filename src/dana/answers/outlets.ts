import { LRUCache } from 'lru-cache';
import type { Clock } from '../../use-cases/ports/clock.ts';
import type { AcceptedOutlets, Outlet } from '../../use-cases/ports/payment-provider.ts';
import type { DanaMerchant } from '../requests/request-parts.ts';
import { parseJsonObject } from './snap-answer.ts';

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
  isAtFault(outlet: Outlet): Promise<boolean>;
}

type OurOutlet = Pick<DanaMerchant, 'externalStoreId' | 'subMerchantId'>;

/** The store and the division that a request names and that are not the configured ones. */
function ownPartOf(outlet: Outlet, ours: OurOutlet): Outlet {
  const { externalStoreId, subMerchantId } = outlet;
  return {
    externalStoreId: externalStoreId === ours.externalStoreId ? null : externalStoreId,
    subMerchantId: subMerchantId === ours.subMerchantId ? null : subMerchantId,
  };
}

const namesNone = ({ externalStoreId, subMerchantId }: Outlet) =>
  externalStoreId === null && subMerchantId === null;

/**
 * By the orders on record: which process created them does not matter, nor when one was started. An order whose creation
 * DANA accepted late proves nothing.
 */
export function makeRecordedOutletProof(
  ours: OurOutlet,
  { accepted, clock }: { readonly accepted: AcceptedOutlets; readonly clock: Pick<Clock, 'now'> },
): OutletProof {
  return {
    noteAccepted: () => {},
    async isAtFault(outlet) {
      const own = ownPartOf(outlet, ours);
      if (namesNone(own)) return false;
      return accepted.hasAcceptedWithout(own, new Date(clock.now().getTime() - proofMs));
    },
  };
}

/**
 * Remembers in this process only, for requests that leave no record. Without proof, as after a start, an unknown
 * merchant counts as a fault of the configuration, which declines no order. `elapsedMs` never goes back.
 */
export function makeOutletProof(ours: OurOutlet, elapsedMs: () => number): OutletProof {
  const lastAccepted = new LRUCache<string, { readonly outlet: Outlet; readonly atMs: number }>({
    max: outletsMax,
  });

  const shares = (own: Outlet, other: Outlet, field: keyof Outlet) =>
    own[field] !== null && other[field] === own[field];

  return {
    noteAccepted(outlet) {
      const key = JSON.stringify([outlet.externalStoreId, outlet.subMerchantId]);
      lastAccepted.set(key, { outlet, atMs: elapsedMs() });
    },
    async isAtFault(outlet) {
      const own = ownPartOf(outlet, ours);
      if (namesNone(own)) return false;
      return [...lastAccepted.values()].some(
        ({ outlet: accepted, atMs }) =>
          elapsedMs() - atMs <= proofMs &&
          !shares(own, accepted, 'externalStoreId') &&
          !shares(own, accepted, 'subMerchantId'),
      );
    },
  };
}
