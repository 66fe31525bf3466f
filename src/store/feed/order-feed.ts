import { randomUUID } from 'node:crypto';
import type { Log } from '../../use-cases/ports/log.ts';
import type { ChangeFeed, OrderFeed } from '../../use-cases/ports/order-feed.ts';
import { storeError } from '../postgres/errors.ts';
import { type ListeningSession, openListeningSession } from './listening-session.ts';
import { createOrderWatchers } from './order-watchers.ts';

/**
 * From one heartbeat to the next. With the bound below, a session that hears nothing is found within 4.5 s and replaced at
 * once, so that a watcher learns within 5 s what it missed.
 */
const beatEveryMs = 2_500;
/** A heartbeat whose transaction is committed is heard within milliseconds; a session that does not hear it by then is lost. */
const hearTimeoutMs = 2_000;
/** At the start a machine is busy, and a start that fails is a process that ends. */
const firstHearTimeoutMs = 5_000;
/** A proof counts for this long, so however often somebody asks, there is one heartbeat a second at most. */
const proofMaxAgeMs = 1_000;
/** After the first attempt to open a session failed, the next begins this much later, and each further one twice as late … */
const retryAfterMinMs = 250;
/** … up to this. */
const retryAfterMaxMs = 2_000;

/**
 * Writes to the database through the connections on which orders are changed, and notifies `payload` on `channel` in the
 * same transaction. Rejects if the database cannot be written now.
 */
export type SendBeat = (channel: string, payload: string) => Promise<void>;

/** Whether a change could be recorded now, and would be heard. */
export type Proof =
  /** A heartbeat was written and heard. */
  | 'heard'
  /** It was written, and not heard in time; the listening session is replaced. */
  | 'unheard'
  /** It could not be written. */
  | 'unwritten'
  /** No session listens; the next one is being opened. */
  | 'deaf';

/** The feeds of orders and of all changes, over one listening connection. */
export interface ListeningOrderFeed extends OrderFeed, ChangeFeed {
  /** False while wake-ups may be lost. Watchers need not check this: they are woken when it is true again. */
  isConnected(): boolean;
  /**
   * Sends a heartbeat through the database unless the last one is younger than a second. All callers share one. Never
   * rejects.
   */
  prove(): Promise<Proof>;
  /** Ends every watch and the connection. */
  close(): Promise<void>;
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
 * The OrderFeed port over LISTEN, on a connection of its own. `url` must lead to Postgres itself: through a pooler that
 * shares connections between transactions, LISTEN never hears anything. Resolves when a heartbeat was heard; at the start it
 * rejects with StoreUnavailable if it cannot listen, and with UnheardHeartbeat. Later it opens session after session
 * until one listens, whether the last one ended, was refused, or no longer hears, and each new session wakes every watcher
 * to read again, because wake-ups sent meanwhile are lost.
 */
export async function createOrderFeed(options: {
  readonly url: string;
  readonly sendBeat: SendBeat;
  readonly log: Log;
}): Promise<ListeningOrderFeed> {
  const { url, sendBeat, log } = options;
  const watchers = createOrderWatchers();
  let session: ListeningSession | null = null;
  let retry: NodeJS.Timeout | undefined;
  let beating: NodeJS.Timeout | undefined;
  let isClosed = false;
  let proving: Promise<Proof> | null = null;
  let proof: { readonly of: Proof; readonly atMs: number } | null = null;

  async function open(): Promise<void> {
    const opened = await openListeningSession(url, watchers.wake);
    if (isClosed) return opened.close();
    session = opened;
    proof = null;
    log.info('order_feed.connected');
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
    try {
      await sendBeat(listening.beatChannel, payload);
    } catch {
      void expectation.heardWithin(0);
      return 'unwritten';
    }
    if (await expectation.heardWithin(hearWithinMs)) return 'heard';
    lose(listening, 'unheard');
    return 'unheard';
  }

  async function prove(): Promise<Proof> {
    if (session === null) return 'deaf';
    if (proof !== null && performance.now() - proof.atMs < proofMaxAgeMs) return proof.of;
    proving ??= beat(hearTimeoutMs).then((of) => {
      proof = { of, atMs: performance.now() };
      proving = null;
      return of;
    });
    return proving;
  }

  async function close(): Promise<void> {
    isClosed = true;
    clearInterval(beating);
    clearTimeout(retry);
    watchers.close();
    const last = session;
    session = null;
    await last?.close();
  }

  try {
    await open();
    if ((await beat(firstHearTimeoutMs)) === 'unheard') throw new UnheardHeartbeat();
  } catch (error) {
    await close();
    throw storeError(error);
  }
  beating = setInterval(() => void prove(), beatEveryMs).unref();
  return {
    watch: watchers.watch,
    watchAll: watchers.watchAll,
    isConnected: () => session !== null,
    prove,
    close,
  };
}
