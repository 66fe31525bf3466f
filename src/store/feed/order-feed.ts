import { randomUUID } from 'node:crypto';
import type { Clock } from '../../use-cases/ports/clock.ts';
import type { Log } from '../../use-cases/ports/log.ts';
import { createAnnouncer } from '../../wake-ups/announcer.ts';
import { type Feed, feedOf } from '../../wake-ups/feed.ts';
import { createOrderWatchers } from '../../wake-ups/order-watchers.ts';
import { storeError } from '../postgres/errors.ts';
import { type ListeningSession, openListeningSession } from './listening-session.ts';
import { openNotifier } from './notifier.ts';
import { type Proof, shareProof } from './shared-proof.ts';

/**
 * From one heartbeat to the next. With the bound below, a session that hears nothing is found within 4.5 s and replaced at
 * once, so that a watcher learns within 5 s what it missed.
 */
const beatEveryMs = 2_500;
/** A heartbeat whose transaction is committed is heard within milliseconds; a session that does not hear it by then is lost. */
const hearTimeoutMs = 2_000;
/** Each process greets the others with its heartbeats. After three that were lost, its changes may be heard 250 ms later. */
const aloneAfterMs = 4 * beatEveryMs;
/** At the start a machine is busy, and a start that fails is a process that ends. */
const firstHearTimeoutMs = 5_000;
/** After the first attempt to open a session failed, the next begins this much later, and each further one twice as late … */
const retryAfterMinMs = 250;
/** … up to this. */
const retryAfterMaxMs = 2_000;

/**
 * Writes to the database through the connections on which orders are changed, and notifies `payload` on `channel` in the
 * same transaction, if there is a notification. Rejects if the database cannot be written now. `isNotified` is false if it
 * was written without its notification, because the NOTIFY queue is full.
 */
export type SendBeat = (
  notification: { readonly channel: string; readonly payload: string } | null,
) => Promise<{ readonly isNotified: boolean }>;

/** The feed over Postgres. */
export interface ListeningOrderFeed extends Feed {
  /**
   * Sends a heartbeat through the database unless the last one is younger than a second. All callers share one. Never
   * rejects.
   */
  prove(): Promise<Proof>;
}

/** Thrown at the start if a heartbeat is not heard. Its message says what to do. */
export class UnheardHeartbeat extends Error {
  override readonly name = 'UnheardHeartbeat';
  constructor() {
    super(
      'What is notified through DATABASE_URL is not heard. If it leads to a pooler that shares connections between ' +
        'transactions, set DATABASE_LISTEN_URL to Postgres itself, or to a pooler that keeps sessions: the same database.',
    );
  }
}

/**
 * The feed over LISTEN and NOTIFY, on a connection of its own for each. `url` must lead to Postgres itself: through a pooler that
 * shares connections between transactions, LISTEN never hears anything. Resolves when a heartbeat was heard; at the start it
 * rejects with StoreUnavailable if it cannot listen, and with UnheardHeartbeat. Later it opens session after session
 * until one listens, whether the last one ended, was refused, or no longer hears, and each new session wakes every watcher
 * to read again, because wake-ups sent meanwhile are lost.
 */
export async function createOrderFeed(options: {
  readonly url: string;
  readonly sendBeat: SendBeat;
  readonly clock: Clock;
  readonly log: Log;
}): Promise<ListeningOrderFeed> {
  const { url, sendBeat, clock, log } = options;
  const watchers = createOrderWatchers();
  const notifier = openNotifier(url);
  const announcer = createAnnouncer({ watchers, send: notifier.send, clock, log, aloneAfterMs });
  const proof = shareProof(() => beat(hearTimeoutMs));
  let session: ListeningSession | null = null;
  let retry: NodeJS.Timeout | undefined;
  let beating: NodeJS.Timeout | undefined;
  let isClosed = false;

  async function open(): Promise<void> {
    const opened = await openListeningSession(url, announcer.hear);
    if (isClosed) return opened.close();
    session = opened;
    proof.forget();
    log.info('order_feed.connected');
    greet();
    watchers.wakeAll();
    void opened.ended.then(() => lose(opened, 'ended'));
  }

  /** Replaces this session, unless that was done. */
  function lose(lost: ListeningSession, reason: 'ended' | 'unheard'): void {
    if (session !== lost) return;
    session = null;
    log.warn('order_feed.disconnected', { reason });
    void lost.close();
    void reopen();
  }

  async function reopen(): Promise<void> {
    let told: string | null = null;
    for (let waitMs = retryAfterMinMs; !isClosed; waitMs = Math.min(2 * waitMs, retryAfterMaxMs)) {
      try {
        return await open();
      } catch (error) {
        const { message } = storeError(error) as Error;
        if (message !== told) log.warn('order_feed.connect_failed', { error: message });
        told = message;
      }
      // Orders may still change, by connections that another address leads to: for as long, watchers read in rounds.
      if (waitMs === retryAfterMaxMs) watchers.wakeAll();
      await new Promise((resolve) => {
        retry = setTimeout(resolve, waitMs);
      });
    }
  }

  async function beat(hearWithinMs: number): Promise<Proof> {
    const listening = session;
    if (listening === null) return 'deaf';
    const payload = randomUUID();
    const expectation = listening.expectBeat(payload);
    let sent: Awaited<ReturnType<SendBeat>>;
    try {
      sent = await sendBeat({ channel: listening.beatChannel, payload });
    } catch {
      void expectation.heardWithin(0);
      return 'unwritten';
    }
    if (!sent.isNotified) {
      void expectation.heardWithin(0);
      if (!(await listening.moveOn())) lose(listening, 'unheard');
      return 'written';
    }
    if (await expectation.heardWithin(hearWithinMs)) return 'heard';
    lose(listening, 'unheard');
    return 'unheard';
  }

  /** Tells the other processes that this one hears them. A greeting that is lost is followed by the next one. */
  function greet(): void {
    notifier.send([announcer.greeting]).catch(() => undefined);
  }

  /** Keeps both connections: an idle one to the notifier would be closed, and the next wake-up wait for a new one. */
  function keepAlive(): void {
    if (session !== null) void proof.prove();
    greet();
  }

  async function close(): Promise<void> {
    isClosed = true;
    clearInterval(beating);
    clearTimeout(retry);
    await announcer.close();
    watchers.close();
    const last = session;
    session = null;
    await Promise.all([last?.close(), notifier.close()]);
  }

  try {
    await open();
    if ((await beat(firstHearTimeoutMs)) === 'unheard') throw new UnheardHeartbeat();
  } catch (error) {
    await close();
    throw storeError(error);
  }
  beating = setInterval(keepAlive, beatEveryMs).unref();
  return {
    ...feedOf(watchers, announcer),
    isConnected: () => session !== null,
    prove: async () => (session === null ? 'deaf' : proof.prove()),
    close,
  };
}
