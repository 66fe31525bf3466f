import type { ChangeFeed, FoundChanges, OrderFeed, WakeUps } from '../use-cases/ports/order-feed.ts';
import type { Announcer } from './announcer.ts';
import type { OrderWatchers } from './order-watchers.ts';

/** Everything that a process does with wake-ups, whatever carries them to the other processes. */
export interface Feed extends OrderFeed, ChangeFeed, WakeUps, FoundChanges {
  /** False while wake-ups of other processes may be lost. Watchers need not check this: they are woken all the same. */
  isConnected(): boolean;
  /** Ends every watch and the connections. */
  close(): Promise<void>;
}

/** The part of a feed that is the same for every bus. */
export function feedOf(
  { watch, watchAll, wakeUnlessAnnounced, wakeAll }: OrderWatchers,
  { announce }: Announcer,
): Omit<Feed, 'isConnected' | 'close'> {
  return { watch, watchAll, wakeUnlessAnnounced, wakeAll, announce };
}
