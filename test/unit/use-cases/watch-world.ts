import type { Order } from '../../../src/domain/order.ts';
import { makeReadInBatches } from '../../../src/use-cases/orders/read-in-batches.ts';
import { makeWatchOrder, readAgainMs } from '../../../src/use-cases/orders/watch-order.ts';
import { StoreUnavailable } from '../../../src/use-cases/ports/store-unavailable.ts';
import { createOrderWatchers } from '../../../src/wake-ups/order-watchers.ts';
import { createInMemoryOrderStore } from '../../support/in-memory-order-store.ts';
import { force, insertOrder } from '../../support/order-store-contract/steps.ts';
import { aStandingClock } from './standing-clock.ts';

/** Something that may happen next. */
export interface Step {
  readonly name: string;
  run(): void | Promise<void>;
}

export interface WatchWorldOptions {
  /** How many changes each order gets; an order each. */
  readonly commitCounts: readonly number[];
  /** Which order each client watches. */
  readonly clients: readonly number[];
  /** How often a client's connection is lost, and made again with afterVersion. */
  readonly dropsMax: number;
  /** How often a wake-up is delivered twice, the bus goes away for a while, and a read fails. */
  readonly doublesMax: number;
  readonly outagesMax: number;
  readonly failuresMax: number;
  /** Whether the process of the watchers makes the changes, and hands over what it has committed. */
  readonly isOwnProcess: boolean;
}

/** A wake-up on its way. */
type SentWakeUp = { readonly id: string; readonly committed: Order | undefined };

/** A client as a payer has it: it remembers the last version it saw, and resumes after it. */
interface Client {
  readonly orderId: string;
  seen: Order[];
  abort: AbortController | null;
  states: AsyncGenerator<Order, void, undefined> | null;
  isTaking: boolean;
  dropsLeft: number;
  failure: unknown;
}

/** A query on its way: sent, answered by the database with what is there then, and only later heard. */
interface Query {
  readonly ids: readonly string[];
  rows: readonly Order[] | null;
  readonly hear: (rows: readonly Order[]) => void;
  readonly fail: (error: Error) => void;
}

/**
 * The real watchOrder over the store in memory, with everything that lies between them in a test's hands: each
 * query, wake-up, commit and connection is a step that happens when somebody says so, in any order. The clock
 * stands still, unless a read has failed, so that nothing is saved by a look that no signal asked for.
 */
export async function createWatchWorld(options: WatchWorldOptions) {
  const store = createInMemoryOrderStore();
  const feed = createOrderWatchers();
  const { clock, advance } = aStandingClock();
  const queries = new Set<Query>();
  const readOrder = makeReadInBatches({
    findMany: (ids) =>
      new Promise((hear, fail) => {
        queries.add({ ids, rows: null, hear, fail });
      }),
  });
  const watchOrder = makeWatchOrder({ readOrder, feed, clock, noteReader: async () => undefined });

  const orders = await Promise.all(options.commitCounts.map(() => insertOrder(store)));
  const idOf = (index: number) => orders[index]?.id ?? '';
  const commitsLeft = [...options.commitCounts];
  const clients = options.clients.map(
    (index): Client => ({
      orderId: idOf(index),
      seen: [],
      abort: null,
      states: null,
      isTaking: false,
      dropsLeft: options.dropsMax,
      failure: null,
    }),
  );
  /** Wake-ups on their way; null while the bus is away, and what is sent is lost. */
  let bus: SentWakeUp[] | null = [];
  let { doublesMax: doublesLeft, outagesMax: outagesLeft, failuresMax: failuresLeft } = options;
  /** How often the clock has to move on: once after each failed read. */
  let movesLeft = 0;

  async function commit(index: number): Promise<void> {
    commitsLeft[index] = (commitsLeft[index] ?? 0) - 1;
    // The last change brings the order to rest.
    const id = idOf(index);
    const outcome = await store.change(id, force({ status: commitsLeft[index] === 0 ? 'PAID' : 'PENDING' }));
    const isHandedOver = options.isOwnProcess && outcome.kind === 'changed';
    bus?.push({ id, committed: isHandedOver ? outcome.order : undefined });
  }

  function connect(client: Client): void {
    client.abort = new AbortController();
    client.states = watchOrder(client.orderId, {
      afterVersion: client.seen.at(-1)?.version ?? null,
      signal: client.abort.signal,
    });
  }

  function drop(client: Client): void {
    client.dropsLeft -= 1;
    client.abort?.abort();
    client.states?.return().catch(() => undefined);
    client.states = null;
    client.isTaking = false;
  }

  function take(client: Client): void {
    const { states } = client;
    client.isTaking = true;
    const see = ({ value }: IteratorResult<Order, void>) => {
      // What arrives on a connection that is gone is not seen by anybody.
      if (client.states !== states || !value) return;
      client.isTaking = false;
      client.seen.push(value);
    };
    states?.next().then(see, (failure: unknown) => {
      client.failure = failure;
      // A stream that failed has ended; its client connects again.
      if (client.states !== states) return;
      client.states = null;
      client.isTaking = false;
    });
  }

  function hearAnswer(query: Query, rows: readonly Order[]): void {
    queries.delete(query);
    query.hear(rows);
  }

  function failQuery(query: Query): void {
    queries.delete(query);
    query.fail(new StoreUnavailable('the database is away', { isCertain: true }));
  }

  /** Wake-ups arrive in any sequence: an earlier change may be announced after a later one. */
  function deliver(wakeUp: SentWakeUp, isLast: boolean): void {
    const { id, committed } = wakeUp;
    feed.wake(id, committed?.version, committed);
    if (isLast) bus?.splice(bus.indexOf(wakeUp), 1);
    else doublesLeft -= 1;
  }

  /** Those on their way that differ. */
  function namedWakeUps(): ReadonlyMap<string, SentWakeUp> {
    return new Map(
      (bus ?? []).map((wakeUp) => {
        const index = orders.findIndex(({ id }) => id === wakeUp.id);
        const handed = wakeUp.committed === undefined ? '' : ` with version ${wakeUp.committed.version}`;
        return [`wake-up of order ${index}${handed}`, wakeUp];
      }),
    );
  }

  /** What may happen next; nothing where everything has happened. */
  function steps(): Step[] {
    const found: Step[] = [];
    const may = (name: string, run: Step['run']) => found.push({ name, run });

    commitsLeft.forEach((left, index) => {
      if (left > 0) may(`order ${index} changes`, () => commit(index));
    });
    clients.forEach((client, index) => {
      if (client.states === null) {
        may(`client ${index} connects`, () => connect(client));
        return;
      }
      if (!client.isTaking) may(`client ${index} takes`, () => take(client));
      if (client.dropsLeft > 0) may(`client ${index} drops`, () => drop(client));
    });
    for (const query of queries) {
      const { ids, rows } = query;
      if (rows === null) {
        may(`query of ${ids.length} reads`, async () => {
          query.rows = await store.findMany(ids);
        });
      } else {
        may(`query of ${ids.length} is heard`, () => hearAnswer(query, rows));
      }
      if (failuresLeft > 0) {
        may(`query of ${ids.length} fails`, () => {
          failuresLeft -= 1;
          movesLeft += 1;
          failQuery(query);
        });
      }
    }
    for (const [name, wakeUp] of namedWakeUps()) {
      may(name, () => deliver(wakeUp, true));
      if (doublesLeft > 0) may(`${name}, the first of two`, () => deliver(wakeUp, false));
    }
    if (movesLeft > 0) {
      may('the clock moves on', () => {
        movesLeft -= 1;
        advance(readAgainMs);
      });
    }
    if (bus === null) {
      may('bus is back', () => {
        bus = [];
        feed.wakeAll();
      });
    } else if (outagesLeft > 0) {
      may('bus is lost, and what was on it', () => {
        outagesLeft -= 1;
        bus = null;
      });
    }
    return found;
  }

  /** The database is away for the queries that are on their way. */
  async function failRead(): Promise<void> {
    for (const query of queries) failQuery(query);
    await new Promise<void>((next) => setImmediate(next));
  }

  /** What is wrong at the end, in words; null where everything is as promised. */
  async function fault(): Promise<string | null> {
    for (const [index, client] of clients.entries()) {
      const order = await store.find({ id: client.orderId });
      const versions = client.seen.map(({ version }) => version);
      const told = `client ${index} saw ${versions.join(' ') || 'nothing'} of ${order?.version}`;
      if (client.seen.some(({ id }) => id !== client.orderId)) return `client ${index} saw a foreign order`;
      if (versions.some((version, place) => version <= (versions[place - 1] ?? 0)))
        return `${told}: backwards`;
      if (versions.at(-1) !== order?.version) return `${told}: missed the last`;
    }
    const watched = clients.filter(({ states }) => states !== null).length;
    return feed.count() === watched ? null : `${feed.count()} watches for ${watched} clients`;
  }

  /** Ends what still waits, so that nothing is left behind. */
  function close(): void {
    for (const client of clients) client.abort?.abort();
    feed.close();
  }

  return { steps, fault, failRead, advance, close, clients, feed };
}
export type WatchWorld = Awaited<ReturnType<typeof createWatchWorld>>;
