import postgres from 'postgres';
import type { Log } from '../../use-cases/ports/log.ts';
import type { ChangeFeed, OrderFeed } from '../../use-cases/ports/order-feed.ts';
import { connectionOptions } from '../postgres/driver.ts';
import { storeError } from '../postgres/errors.ts';
import { orderChannel } from './order-channel.ts';
import { createOrderWatchers } from './order-watchers.ts';

const connectTimeoutMs = 1_500;
/** The feed reconnects this long after its connection was lost, on every attempt. */
const reconnectAfterMs = 500;
/**
 * A connection that only listens sends nothing, so it would never notice that its peer is gone. The operating system
 * probes after this long without a byte, then once a second, and gives up after ten probes without an answer: a
 * silently dead connection is found within 15 s and replaced.
 */
const keepAliveMs = 5_000;
const closeTimeoutMs = 1_000;

/** The feeds of orders and of all changes, over one listening connection. */
export interface ListeningOrderFeed extends OrderFeed, ChangeFeed {
  /** False while wake-ups may be lost. Watchers need not check this: they are woken when it is true again. */
  isConnected(): boolean;
  /** Ends every watch and the connection. */
  close(): Promise<void>;
}

/**
 * The OrderFeed port over LISTEN, on a connection of its own. `url` must lead to Postgres itself: through a pooler that
 * shares connections between transactions, LISTEN never hears anything. Resolves when it listens; rejects with
 * StoreUnavailable if that fails at the start. After a later failure it reconnects by itself and wakes every watcher to
 * read again, because wake-ups sent meanwhile are lost.
 */
export async function createOrderFeed({ url, log }: { url: string; log: Log }): Promise<ListeningOrderFeed> {
  const watchers = createOrderWatchers();
  let isConnected = false;

  const client = postgres(url, {
    ...connectionOptions({ keepAliveMs, reconnectAfterMs, onClose: handleClose }),
    max: 1,
    connect_timeout: connectTimeoutMs / 1000,
    connection: { application_name: 'gapura-feed' },
    onnotice: () => undefined,
  });

  function handleClose(): void {
    if (!isConnected) return;
    isConnected = false;
    log.warn('order_feed.disconnected');
  }

  function handleListen(): void {
    isConnected = true;
    log.info('order_feed.connected');
    watchers.wakeAll();
  }

  async function close(): Promise<void> {
    isConnected = false;
    watchers.close();
    await client.end({ timeout: closeTimeoutMs / 1000 });
  }

  try {
    await client.listen(orderChannel, watchers.wake, handleListen);
  } catch (error) {
    await close();
    throw storeError(error);
  }
  return { watch: watchers.watch, watchAll: watchers.watchAll, isConnected: () => isConnected, close };
}
