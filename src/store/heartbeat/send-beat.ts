import { codeOf } from '../../runtime/error-code.ts';
import type { SendBeat } from '../feed/order-feed.ts';
import { closeDatabase, connectDatabase, type Database } from '../postgres/database.ts';
import type { WriteTrouble } from '../postgres/write-trouble.ts';

/** A heartbeat that the pool has not written by then is written once more, over a connection of its own. */
const poolAnswersMs = 400;
/** For so long after the pool wrote its last heartbeat, that second connection can stand in for it. */
const poolSilenceMaxMs = 10_000;
/** From one measurement of the room on the disk to the next, unless a write has failed. */
const measureRoomEveryMs = 10_000;
/** Rows of `generate_series` that take about 0.5 MB, far more than the 64 kB of memory that the statement allows itself. */
const roomRows = 16_000;
/** The server's own limit of temporary files forbids this one (temp_file_limit). */
const temporaryFilesForbidden = '53400';
/** "too many notifications in the NOTIFY queue": a session somewhere on the server listens and never ends its transaction. */
const notifyQueueFull = '54000';

/**
 * The write: it locks the one row of `world` and unlocks it with its commit. So a standby and a read-only database refuse
 * it, Postgres has to write its log, and, unlike an update, it leaves no dead row behind. The notification belongs to the same
 * transaction.
 */
const writeStatement = `
  with written as materialized (select id from world for no key update)
  select (select count(*) from written)`;
/**
 * In place of one that the full queue refused. Postgres gives room free when a transaction that notified commits, and none
 * can any more; this function does it too. So wake-ups go on once whoever filled the queue is gone.
 */
const relieveStatement = `${writeStatement}, pg_notification_queue_usage()`;
const notifyStatement = (channel: string, payload: string) =>
  `${writeStatement}, pg_notify('${channel}', '${payload}')`;

/**
 * Rows that find no place in the memory allowed go to a temporary file, so a full disk refuses this statement although no
 * table grows by it. The file is gone before the operating system has written it.
 */
const roomStatement = `set local work_mem = '64kB'; select count(*) from generate_series(1, ${roomRows});`;

/**
 * Makes the function that writes heartbeats, over the pool on which orders are changed. It resolves once the heartbeat is
 * committed. If the pool loses it with a connection, or is slow, the heartbeat is written once more over a new connection: a
 * proxy that closed an idle connection has not made the database unwritable.
 */
export function makeSendBeat(options: {
  readonly database: Database;
  /** Of the same database, for the new connection. */
  readonly url: string;
  readonly trouble: WriteTrouble;
}): SendBeat {
  const { database, url, trouble } = options;
  let poolWroteAtMs = performance.now();
  let measuredAtMs = Number.NEGATIVE_INFINITY;
  let isRoomMeasurable = true;

  async function overPool(statement: string): Promise<void> {
    await database.$client.unsafe(statement);
    poolWroteAtMs = performance.now();
  }

  async function write(statement: string): Promise<void> {
    const pooled = overPool(statement);
    const isSettled = await settlesWithin(pooled, poolAnswersMs);
    const mayStandIn = performance.now() - poolWroteAtMs < poolSilenceMaxMs;
    if (!mayStandIn) return pooled;
    // `any`, because a slow pool may still be faster.
    await (isSettled
      ? pooled.catch(() => overNewConnection(url, statement))
      : Promise.any([pooled, overNewConnection(url, statement)]).catch(firstOfAll));
  }

  async function measure(beat: string): Promise<void> {
    try {
      await write(roomStatement + beat);
    } catch (error) {
      if (codeOf(error) !== temporaryFilesForbidden) throw error;
      isRoomMeasurable = false;
      await write(beat);
    }
  }

  async function send(beat: string): Promise<void> {
    const startedAtMs = performance.now();
    const isDue = trouble.isOpen() || startedAtMs - measuredAtMs >= measureRoomEveryMs;
    if (isRoomMeasurable && isDue) {
      await measure(beat);
      measuredAtMs = startedAtMs;
    } else {
      await write(beat);
    }
    trouble.settle(startedAtMs);
  }

  return async (notification) => {
    if (notification !== null) {
      try {
        await send(notifyStatement(notification.channel, notification.payload));
        return { isNotified: true };
      } catch (error) {
        // Nothing that changes an order notifies, so orders can still be recorded.
        if (codeOf(error) !== notifyQueueFull) throw error;
      }
    }
    await send(notification === null ? writeStatement : relieveStatement);
    return { isNotified: false };
  };
}

async function overNewConnection(url: string, statement: string): Promise<void> {
  const database = connectDatabase({ url, connectionsMax: 1 });
  try {
    await database.$client.unsafe(statement);
  } finally {
    void closeDatabase(database);
  }
}

/** The error of `Promise.any` hides those that caused it. */
function firstOfAll(error: AggregateError): never {
  throw error.errors[0];
}

/** Whether the promise settles, either way, in time. Never rejects. */
async function settlesWithin(promise: Promise<void>, withinMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, withinMs, false);
  });
  const settled = promise.then(
    () => true,
    () => true,
  );
  return Promise.race([settled, late]).finally(() => clearTimeout(timer));
}
