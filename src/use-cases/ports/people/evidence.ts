import type { OrderEvent } from '../../../domain/order-event.ts';

/** The notification of DANA that made a fact, and what verified it. */
export interface NotificationEvidence {
  readonly receivedAt: Date;
  /** X-Timestamp, which DANA signed together with the body. */
  readonly timestamp: string;
  /** The raw body, byte for byte; null if retention has purged it. */
  readonly body: string | null;
  /** SHA-256 of the raw body, hexadecimal. */
  readonly bodyHash: string;
  readonly keyFingerprint: string;
  /** SNAP's latestTransactionStatus as it stood in the body. */
  readonly latestTransactionStatus: string | null;
  /** How often the same message came again. */
  readonly replayCount: number;
}

/** One fact of an order, and what proves it. */
export interface FactEvidence {
  readonly event: OrderEvent;
  /** Null unless the fact came by a notification. */
  readonly notification: NotificationEvidence | null;
}

/** What proves the facts of an order. */
export interface Evidence {
  /** The notifications that made these versions of the order, by version; a version that none made is left out. */
  notificationsBehind(
    orderId: string,
    versions: readonly number[],
  ): Promise<ReadonlyMap<number, NotificationEvidence>>;
}
