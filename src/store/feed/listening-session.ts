import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { connectionOptions } from '../driver/driver.ts';
import { wakeUpChannel } from './wake-up-channel.ts';

const connectTimeoutMs = 1_500;
/** LISTEN needs no lock that others hold for long; a server that takes longer does not answer. */
const listenTimeoutMs = 3_000;
/** The operating system probes a silent peer this often; a heartbeat usually finds out first. */
const keepAliveMs = 5_000;
const closeTimeoutMs = 500;

/** One session of Postgres that listens for wake-ups, until it ends. It never reconnects. */
export interface ListeningSession {
  /** The NOTIFY channel on which this session, and no other, hears its heartbeats. */
  readonly beatChannel: string;
  /** Resolves when the connection has ended. Never rejects. */
  readonly ended: Promise<void>;
  /** Starts to wait for the heartbeat with this payload; the answer says whether it was heard `withinMs`. */
  expectBeat(payload: string): { heardWithin(withinMs: number): Promise<boolean> };
  /**
   * Gives up its place in the queue and takes one at the end. In a full queue nobody is told to read on, so a session keeps
   * its place, and all that comes after it keeps the queue full. Resolves false if the session does not answer.
   */
  moveOn(): Promise<boolean>;
  /** Ends the session; harmless after its end. */
  close(): Promise<void>;
}

/**
 * Connects and listens, for wake-ups and for heartbeats. Rejects with the driver's error if the server cannot be
 * reached in time or refuses LISTEN, as a standby does.
 *
 * postgres.js's own `listen` repeats a LISTEN only if the connection ends, never after a refusal, and ignores that
 * refusal. No issue upstream.
 */
export async function openListeningSession(
  url: string,
  hear: (message: string) => void,
): Promise<ListeningSession> {
  const beatChannel = `order_feed_beat_${randomUUID().replaceAll('-', '')}`;
  const expected = new Map<string, () => void>();
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  /** postgres.js reads this undocumented option; its own `listen` sets the same. */
  const notified = {
    onnotify: (channel: string, payload: string) =>
      channel === beatChannel ? expected.get(payload)?.() : hear(payload),
  };
  const client = postgres(url, {
    ...connectionOptions(url, { keepAliveMs, reconnectAfterMs: 0, onClose: () => end() }),
    ...notified,
    max: 1,
    max_lifetime: null,
    fetch_types: false,
    connect_timeout: connectTimeoutMs / 1000,
    connection: { application_name: 'gapura-feed' },
    onnotice: () => undefined,
  });

  async function close(): Promise<void> {
    end();
    await client.end({ timeout: closeTimeoutMs / 1000 });
  }

  function expectBeat(payload: string): { heardWithin(withinMs: number): Promise<boolean> } {
    const heard = new Promise<true>((resolve) => expected.set(payload, () => resolve(true)));
    return {
      heardWithin: (withinMs) => within(heard, withinMs).finally(() => expected.delete(payload)),
    };
  }

  const listen = () => client.unsafe(`listen ${wakeUpChannel}; listen ${beatChannel}`);
  const listening = listen().then(() => true as const);
  try {
    if (!(await within(listening, listenTimeoutMs))) throw new SilentServer();
  } catch (error) {
    // Not awaited: a server that is silent would hold up the next attempt.
    listening.catch(() => undefined);
    void close();
    throw error;
  }
  return {
    beatChannel,
    ended,
    expectBeat,
    async moveOn() {
      // Two transactions: in one, the session would keep its place.
      const moved = client.unsafe('unlisten *').then(listen);
      return within(
        moved.then(() => true as const),
        listenTimeoutMs,
      ).catch(() => false);
    },
    close,
  };
}

class SilentServer extends Error {
  readonly code = 'ETIMEDOUT';
  constructor() {
    super('the database did not answer LISTEN');
  }
}

/**
 * Resolves false if the event has not happened in time; rejects if its promise does. After a process was stopped or busy,
 * the timer comes before the bytes that arrived meanwhile; an immediate comes after them.
 */
async function within(event: Promise<true>, withinMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => setImmediate(resolve, false), withinMs);
  });
  return Promise.race([event, late]).finally(() => clearTimeout(timer));
}
