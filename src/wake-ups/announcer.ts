import { randomUUID } from 'node:crypto';
import { setImmediate as endOfTurn } from 'node:timers/promises';
import type { Clock } from '../use-cases/ports/clock.ts';
import type { Log } from '../use-cases/ports/log.ts';
import type { WakeUps } from '../use-cases/ports/order-feed.ts';
import { readMessage, type WakeUp, writeEverything, writeGreeting, writeMessages } from './message.ts';
import type { OrderWatchers } from './order-watchers.ts';

/** From the start of one batch to the next: under load, wake-ups of so long travel together. */
const batchEveryMs = 5;
/** The same while no other process is known, which may hear a message that nobody expects to be heard this much later. */
export const batchAloneEveryMs = 250;
/** Wake-ups of one batch; some ten messages. */
const batchWakeUpsMax = 2_000;
/** Wake-ups that wait, about a megabyte. With more, the next message says that anything may have changed. */
const waitingMax = 10_000;
/** After a batch that could not be sent, the next attempt is made this much later, and each further one twice as late … */
const retryAfterMinMs = 250;
/** … up to this. */
const retryAfterMaxMs = 2_000;
/** A process that stops gives its last wake-ups this long. */
const closeMaxMs = 500;

/** What carries messages to the other processes. Rejects if they did not set out; then they are sent again. */
export type SendMessages = (messages: readonly string[]) => Promise<void>;

/** Announces changes: to the watchers of this process at once, to the other processes in batches. */
export interface Announcer extends WakeUps {
  /** A message came in, perhaps an own one. */
  hear(message: string): void;
  /** A message by which the others know that this process hears them. It wakes nobody. */
  readonly greeting: string;
  /** Sends what waits, within half a second, and nothing afterwards. */
  close(): Promise<void>;
}

/**
 * One batch is under way at any time. So however many orders change, and however slow the bus is, wake-ups cost one
 * connection, no change waits for them, and what waits is bounded.
 */
export function createAnnouncer(options: {
  readonly watchers: OrderWatchers;
  readonly send: SendMessages;
  readonly clock: Clock;
  readonly log: Log;
  /**
   * A process that has heard no other one for this long takes itself to be alone, and its batches are `batchAloneEveryMs`
   * apart until it hears one: a statement for each payment would be an eighth of its processor time. Default: never. Every
   * process then sends its greeting when it begins to listen, and several times within this time.
   */
  readonly aloneAfterMs?: number;
}): Announcer {
  const { watchers, send, clock, log, aloneAfterMs = Number.POSITIVE_INFINITY } = options;
  const sender = randomUUID().slice(0, 8);
  /** The latest version of each order that waits; 0 if it is unknown. */
  const waiting = new Map<string, number>();
  let isEverything = false;
  let isClosing = false;
  let isClosed = false;
  let sending: Promise<void> | null = null;
  let failure: string | null = null;
  let heardAtMs = clock.elapsedMs();
  let endRest = () => {};

  function isAlone(): boolean {
    return clock.elapsedMs() - heardAtMs >= aloneAfterMs;
  }

  function add(id: string, version: number): void {
    if (isEverything) return;
    waiting.set(id, Math.max(version, waiting.get(id) ?? 0));
    if (waiting.size <= waitingMax) return;
    waiting.clear();
    isEverything = true;
  }

  function take(): { readonly messages: readonly string[]; putBack(): void } {
    if (isEverything) {
      isEverything = false;
      return {
        messages: [writeEverything(sender)],
        putBack() {
          isEverything = true;
        },
      };
    }
    const batch = [...waiting].slice(0, batchWakeUpsMax);
    for (const [id] of batch) waiting.delete(id);
    const wakeUps = batch.map(([id, version]): WakeUp => ({ id, version: version === 0 ? null : version }));
    return {
      messages: writeMessages(sender, wakeUps),
      putBack() {
        for (const [id, version] of batch) add(id, version);
      },
    };
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => clock.at(new Date(clock.now().getTime() + ms), resolve));
  }

  /** From one batch to the next; over at once when another process turns up, or this one stops. */
  function rest(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = clock.at(new Date(clock.now().getTime() + ms), resolve);
      endRest = () => {
        cancel();
        resolve();
      };
    });
  }

  async function sendWaiting(): Promise<void> {
    let retryAfterMs = retryAfterMinMs;
    // Changes whose answers arrived together travel together.
    await endOfTurn();
    while (!isClosed && (isEverything || waiting.size > 0)) {
      const startedAtMs = clock.elapsedMs();
      const { messages, putBack } = take();
      try {
        await send(messages);
        if (failure !== null) log.info('wake_ups.resumed');
        failure = null;
        retryAfterMs = retryAfterMinMs;
        const everyMs = isAlone() ? batchAloneEveryMs : batchEveryMs;
        const leftMs = startedAtMs + everyMs - clock.elapsedMs();
        if (leftMs > 0 && !isClosing) await rest(leftMs);
      } catch (error) {
        putBack();
        const { message } = error as Error;
        if (message !== failure) log.warn('wake_ups.delayed', { error: message });
        failure = message;
        await pause(retryAfterMs);
        retryAfterMs = Math.min(2 * retryAfterMs, retryAfterMaxMs);
      }
    }
    // In the same turn in which nothing was waiting: what is announced next begins anew.
    sending = null;
  }

  return {
    announce(id, version, committed) {
      watchers.wake(id, version, committed);
      if (isClosed) return;
      add(id, version ?? 0);
      sending ??= sendWaiting();
    },
    hear(message) {
      const heard = readMessage(message);
      // This process woke its own watchers before it sent the message.
      if (heard.sender === sender) return;
      const wasAlone = isAlone();
      heardAtMs = clock.elapsedMs();
      if (wasAlone) endRest();
      if (heard.wakeUps === 'all') watchers.wakeAll();
      else for (const { id, version } of heard.wakeUps) watchers.wake(id, version ?? undefined);
    },
    greeting: writeGreeting(sender),
    async close() {
      isClosing = true;
      endRest();
      if (sending !== null) await Promise.race([sending, pause(closeMaxMs)]);
      isClosed = true;
    },
  };
}
