import type { Rupiah } from '../../domain/money.ts';
import type { Order } from '../../domain/order.ts';
import type { Translated } from '../../domain/words/translated.ts';
import type { NewIncident } from './incidents.ts';
import type { Page, PageRequest } from './pages.ts';

/** How a received notification ended. Every notification has exactly one disposition. */
export const inboxDispositions = ['APPLIED', 'DUPLICATE', 'NO_OP', 'QUARANTINED', 'ORPHANED'] as const;

export type InboxDisposition = (typeof inboxDispositions)[number];

/** A verified Finish Notify as it is stored: the raw body and the fields that identify it. */
export interface InboxEntry {
  readonly id: string;
  readonly receivedAt: Date;
  /** The raw body, byte for byte (UTF-8). */
  readonly body: string;
  /** X-Timestamp as received. */
  readonly timestamp: string;
  /** The fingerprint of DANA's key that verified it. */
  readonly keyFingerprint: string;
  /** SHA-256 of X-Timestamp and body, hexadecimal: DANA signs every delivery anew, so a repeat of both is a replay. */
  readonly contentHash: string;
  /** The body's reference, if it could be translated; with status and amount the key of a duplicate. */
  readonly partnerReferenceNo: string | null;
  readonly latestTransactionStatus: string | null;
  readonly amount: Rupiah | null;
}

/** A stored notification, and how it ended. */
export interface StoredNotification {
  readonly entry: InboxEntry;
  readonly disposition: InboxDisposition;
  /** The order that it was checked against; null if there was none, or its body could not be understood. */
  readonly orderId: string | null;
  /** How often the same message came again. */
  readonly replayCount: number;
}

/** What is known of a message that has come, and of its order. */
export interface NotifiedOrder {
  /** How the same message ended when it came first; null if it is new. */
  readonly earlierEnd: InboxDisposition | null;
  readonly order: Order | null;
  /** Whether orphaned notifications are waiting for the order. */
  readonly hasEarlyNotifications: boolean;
}

/**
 * Early notifications of one order that are read and applied at once, each of 16 KiB at most. DANA sends a few for an
 * order, and repeats each some 20 times; if there are more, the order stays due and the rest waits for its recovery.
 */
export const earlyNotificationsMax = 500;

/** What a stored notification does when it is processed again. */
export type ReplayEffect =
  /** Its order agrees with it, as it should. */
  | { readonly kind: 'agrees' }
  /** It still must not touch an order: it stays orphaned or quarantined. */
  | { readonly kind: 'kept'; readonly reason: Translated }
  /** It had ended, and would not be accepted today: another merchant is configured, or its meaning changed. */
  | { readonly kind: 'disputed'; readonly reason: Translated }
  /** It was kept, fits its order now, and contains nothing new: it ends DUPLICATE or NO_OP. */
  | { readonly kind: 'unchanged'; readonly order: Order }
  /** It changes its order; `order` is the order afterwards. */
  | { readonly kind: 'applied'; readonly order: Order };

/** A stored notification that was processed again, and what that did. */
export interface ReplayedNotification {
  readonly notification: StoredNotification;
  readonly effect: ReplayEffect;
}

/** Some stored notifications that were processed again, the oldest first. */
export interface ReplayedPage {
  readonly replayed: readonly ReplayedNotification[];
  /** Where the next page begins; null at the end. */
  readonly next: string | null;
}

/** A notification that must not touch an order, and the incident that says why. */
export interface KeptNotification {
  readonly entry: InboxEntry;
  readonly incident: NewIncident;
}

/** The notifications that changed no order when they came. One that does is stored by `OrderChanges.change`. */
export interface Inbox {
  /** Reads what is known of a message that has come. A message that came before is counted on the row that it made then. */
  findNotified(message: Pick<InboxEntry, 'contentHash' | 'partnerReferenceNo'>): Promise<NotifiedOrder>;
  /**
   * Stores notifications that change no order, with their incidents, by one statement. A stored notification that is
   * ORPHANED takes the new disposition; any other stored notification stays as it ended. If the order of one that becomes
   * ORPHANED exists by now, DANA must report on it, so that recovery applies the notification even if the caller dies.
   */
  keepNotifications(
    kept: readonly KeptNotification[],
    disposition: 'QUARANTINED' | 'ORPHANED',
    orderId: string | null,
  ): Promise<void>;
  /** The orphaned notifications of a reference, oldest first; `earlyNotificationsMax` of them at most. */
  listEarlyNotifications(partnerReferenceNo: string): Promise<readonly InboxEntry[]>;
  /** Every stored notification, or only those that are ORPHANED or QUARANTINED, oldest first. For replaying the inbox. */
  pageInbox(page: PageRequest, filter?: { readonly isKept: boolean }): Promise<Page<StoredNotification>>;
}
