import type { Actor } from './actor.ts';
import { type Rupiah, zeroRupiah } from './money.ts';

/** The status of a refund or a cancellation. Only evidence from DANA ends PENDING. */
export const operationStatuses = ['PENDING', 'SUCCEEDED', 'FAILED'] as const;
export type OperationStatus = (typeof operationStatuses)[number];

/** A refund of all or part of a payment. Its changes are events of its order. */
export interface Refund {
  readonly id: string;
  readonly orderId: string;
  /** The merchant's own number, unique among all its refunds; the idempotency key. */
  readonly partnerRefundNo: string;
  /** DANA's number. Null until DANA has confirmed the refund. */
  readonly refundNo: string | null;
  readonly amount: Rupiah;
  readonly reason: string | null;
  /** Who requested it. */
  readonly actor: Actor;
  readonly status: OperationStatus;
  /** What of it came back to the merchant, because DANA could not deliver it. */
  readonly returned: Rupiah;
  /** When the gateway last learned that something came back; null if nothing did. */
  readonly returnedAt: Date | null;
  /** SHA-256 of the caller's input, normalised, before defaults: what "the same content" compares. */
  readonly contentHash: string;
  readonly createdAt: Date;
  /** The last change of its status. */
  readonly updatedAt: Date;
}

/** A refund of which nothing came back to the merchant. */
export const nothingReturned = { returned: zeroRupiah, returnedAt: null } as const;
