import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate as aTurn } from 'node:timers/promises';
import type { MovableClock } from '../../src/runtime/clock.ts';
import type { Database } from '../../src/store/postgres/database.ts';
import type { OrderStore } from '../../src/use-cases/ports/order-store.ts';
import type { PaymentProvider } from '../../src/use-cases/ports/payment-provider.ts';
import type { Ports } from './money-stage.ts';

/** Longer than any wait of one call for another: the lease of a first call is 9 s. */
const waitedOutMs = 10_000;

/**
 * Calls that write. A change has its point between its decision and its write. Reads have none: they can be
 * repeated.
 */
const storePoints = [
  'insert',
  'keepNotifications',
  'lease',
  'release',
] as const satisfies readonly (keyof OrderStore)[];
const providerPoints = [
  'createOrder',
  'queryOrder',
  'cancelOrder',
  'refundOrder',
] as const satisfies readonly (keyof PaymentProvider)[];

/** The work whose points count. */
interface Followed {
  readonly kind: 'followed';
  readonly passed: string[];
}
/** The work that runs at such a point. */
interface Rival {
  readonly kind: 'rival';
  readonly waits: () => void;
}

/**
 * Stands between the use cases and their ports, and runs other work at a point in the middle of a use case: the
 * races that a busy day causes by chance, one by one and every time. The code under test contains nothing of it.
 *
 * A point is `provider.cancelOrder#1` (about to leave, for the first time), `store.change deciding#2` (read and
 * decided, not written, the second time) or `store.release#1` (about to be written).
 */
export function createRaceTriggers() {
  const context = new AsyncLocalStorage<Followed | Rival>();
  const armed = new Map<string, () => Promise<unknown>>();
  const rivals: Promise<unknown>[] = [];
  let clock: MovableClock | null = null;

  async function pass(name: string): Promise<void> {
    const running = context.getStore();
    if (running?.kind !== 'followed') return;
    const times = running.passed.filter((point) => point.startsWith(`${name}#`)).length;
    const point = `${name}#${times + 1}`;
    running.passed.push(point);
    const action = armed.get(point);
    if (action === undefined || !armed.delete(point)) return;
    // A rival that waits for the very work it interrupts continues when that work has ended.
    await new Promise<void>((goOn) => {
      const rival = context.run({ kind: 'rival', waits: goOn }, action);
      rivals.push(rival);
      rival.then(
        () => goOn(),
        () => goOn(),
      );
    });
  }

  /** The same port, with a point before each of these methods. */
  function guarded<Port extends object>(
    port: Port,
    portName: string,
    methods: readonly (keyof Port & string)[],
  ): Port {
    const changed = methods.map((method) => {
      const original = port[method] as (...input: unknown[]) => Promise<unknown>;
      const call = async (...input: unknown[]) => {
        await pass(`${portName}.${method}`);
        return original(...input);
      };
      return [method, call];
    });
    return { ...port, ...(Object.fromEntries(changed) as Partial<Port>) };
  }

  return {
    /** For `openMoneyStage`: a point between a decision and its write. */
    database(database: Database): Database {
      const client = database.$client;
      const trapped = new Proxy(client, {
        get: (target, name) => (name === 'unsafe' ? unsafe : Reflect.get(target, name)),
      });
      function unsafe(...statement: Parameters<typeof client.unsafe>): PromiseLike<unknown> {
        // Only the statement that changes an order has a part of this name.
        if (!statement[0].includes('changed as (')) return client.unsafe(...statement);
        return pass('store.change deciding').then(() => client.unsafe(...statement));
      }
      return new Proxy(database, {
        get: (target, name) => (name === '$client' ? trapped : Reflect.get(target, name)),
      });
    },

    /** For `openMoneyStage`: a point before every call that writes. */
    ports({ store, provider, feed }: Ports, stageClock: MovableClock): Ports {
      clock = stageClock;
      return {
        store: guarded(store, 'store', storePoints),
        provider: guarded(provider, 'provider', providerPoints),
        feed: {
          ...feed,
          watch(orderId) {
            const watch = feed.watch(orderId);
            return {
              next(signal) {
                const running = context.getStore();
                if (running?.kind === 'rival') running.waits();
                // Nobody else is at work: only time can end a wait.
                else void aTurn().then(() => stageClock.advance(waitedOutMs));
                return watch.next(signal);
              },
              takeCommitted: () => watch.takeCommitted(),
              wake: () => watch.wake(),
              close: () => watch.close(),
            };
          },
        },
      };
    },

    /** The first time that the followed work comes to this point, `action` runs there, once. */
    runBefore(point: string, action: () => Promise<unknown>): void {
      armed.set(point, action);
    },

    /** Does the work with the armed actions; returns the points that it passed, in their order. */
    async follow(work: () => Promise<unknown>): Promise<readonly string[]> {
      const followed: Followed = { kind: 'followed', passed: [] };
      await context.run(followed, work);
      clock?.advance(rivals.length === 0 ? 0 : waitedOutMs);
      await Promise.all(rivals.splice(0));
      const missed = [...armed.keys()];
      armed.clear();
      if (missed.length > 0) throw new Error(`never came to ${missed}, only to ${followed.passed}`);
      return followed.passed;
    },
  };
}
export type RaceTriggers = ReturnType<typeof createRaceTriggers>;
