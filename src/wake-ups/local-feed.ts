import type { Clock } from '../use-cases/ports/clock.ts';
import type { Log } from '../use-cases/ports/log.ts';
import { createAnnouncer } from './announcer.ts';
import { type Feed, feedOf } from './feed.ts';
import { createOrderWatchers } from './order-watchers.ts';

/** The feed without a bus: a process wakes its own watchers, and finds the changes of others by following them. */
export function openLocalFeed(options: { readonly clock: Clock; readonly log: Log }): Feed {
  const watchers = createOrderWatchers();
  const announcer = createAnnouncer({ ...options, watchers, send: async () => undefined });
  return {
    ...feedOf(watchers, announcer),
    isConnected: () => true,
    async close() {
      await announcer.close();
      watchers.close();
    },
  };
}
