import type { InboxDisposition } from '../../../src/use-cases/ports/inbox.ts';
import type { IncidentNews } from '../../../src/use-cases/ports/incidents.ts';
import type { OrderFeed, WakeUps } from '../../../src/use-cases/ports/order-feed.ts';
import type { OrderStore } from '../../../src/use-cases/ports/order-store.ts';

/** How a notification ended, which no method of the port returns. */
export interface NotificationEnd {
  readonly disposition: InboxDisposition;
  readonly orderId: string | null;
  readonly orderVersion: number | null;
}

/** An empty store and the feed that belongs to it. */
export interface StoreUnderTest {
  readonly store: OrderStore;
  readonly feed: OrderFeed & WakeUps;
  /** What the store has announced of incidents since the test began. */
  readonly news: IncidentNews[];
  /** Gives recorded events their positions, if the store does not do so when it records them. */
  assignPositions(): Promise<unknown>;
  notificationEnd(inboxId: string): Promise<NotificationEnd | undefined>;
  close(): Promise<void>;
}
