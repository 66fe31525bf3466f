import type { NatsConnection } from 'nats';
import type { Clock } from '../use-cases/ports/clock.ts';
import type { Log } from '../use-cases/ports/log.ts';
import { createAnnouncer } from './announcer.ts';
import { type Feed, feedOf } from './feed.ts';
import { type NatsServers, natsOptions } from './nats-options.ts';
import { createOrderWatchers } from './order-watchers.ts';

/** From one attempt to connect to the next, after a connection was lost … */
const reconnectAfterMs = 250;
/** … and before there was one, or after the server refused us. */
const retryAfterMs = 1_000;
const connectTimeoutMs = 2_000;
/** A server that does not answer two pings in a row is gone: noticed within 6 s. */
const pingEveryMs = 2_000;
const unansweredPingsMax = 2;
/** A server that has not confirmed a batch by then is asked again. */
const confirmMaxMs = 2_000;
/** As long as a notification of Postgres; no message of ours is longer. */
const messageBytesMax = 8_000;

/**
 * The feed over NATS, for many processes, or for a pooler that LISTEN does not pass. Resolves at once: a server that is away
 * costs time, not a change, so the process works without it and connects in the background, for as long as it takes. Every
 * reconnect wakes every watcher, because wake-ups sent meanwhile are lost. The library is loaded here only.
 */
export function openNatsFeed(options: {
  readonly nats: NatsServers;
  /** The same for all processes on one database. */
  readonly subject: string;
  readonly clock: Clock;
  readonly log: Log;
}): Feed {
  const { nats, subject, clock, log } = options;
  const watchers = createOrderWatchers();
  const announcer = createAnnouncer({ watchers, send, clock, log });
  let connection: NatsConnection | null = null;
  let isUp = false;
  let isClosed = false;

  async function send(messages: readonly string[]): Promise<void> {
    // What is published while the connection is down is lost without an error.
    if (connection === null || !isUp) throw new Error('NATS is not connected');
    for (const message of messages) connection.publish(subject, message);
    if (!(await confirmed(connection))) throw new Error('NATS does not answer');
  }

  async function confirmed(to: NatsConnection): Promise<boolean> {
    const late = pause(confirmMaxMs).then(() => false);
    return Promise.race([to.flush().then(() => true), late]);
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => clock.at(new Date(clock.now().getTime() + ms), resolve));
  }

  function turnUp(): void {
    isUp = true;
    log.info('wake_up_bus.connected');
    watchers.wakeAll();
  }

  async function open(): Promise<void> {
    const { connect, Events } = await import('nats');
    const opened = await connect({
      ...natsOptions(nats),
      noEcho: true,
      timeout: connectTimeoutMs,
      maxReconnectAttempts: -1,
      reconnectTimeWait: reconnectAfterMs,
      pingInterval: pingEveryMs,
      maxPingOut: unansweredPingsMax,
    });
    if (isClosed) return opened.close();
    connection = opened;
    opened.subscribe(subject, {
      callback(error, message) {
        if (error === null && message.data.length < messageBytesMax) announcer.hear(message.string());
      },
    });
    turnUp();
    for await (const { type } of opened.status()) {
      if (type === Events.Reconnect) turnUp();
      if (type !== Events.Disconnect || !isUp) continue;
      isUp = false;
      log.warn('wake_up_bus.disconnected');
    }
  }

  /** A server that refuses us, for its credentials for example, ends the attempt; somebody may correct them there. */
  async function keepOpen(): Promise<void> {
    let told: string | null = null;
    while (!isClosed) {
      try {
        await open();
      } catch (error) {
        const { message } = error as Error;
        if (message !== told) log.warn('wake_up_bus.connect_failed', { error: message });
        told = message;
      }
      isUp = false;
      if (!isClosed) await pause(retryAfterMs);
    }
  }

  void keepOpen();
  return {
    ...feedOf(watchers, announcer),
    isConnected: () => isUp,
    async close() {
      await announcer.close();
      isClosed = true;
      watchers.close();
      await connection?.close();
    },
  };
}
