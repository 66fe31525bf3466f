import { isAtRest, type Order } from '../../../src/domain/order.ts';
import type { Database } from '../gateway/database.ts';
import type { GatewayProcess } from '../gateway/gateway-process.ts';
import type { Chronicle } from '../world/chronicle.ts';
import type { VirtualTime } from '../world/virtual-time.ts';
import type { Commits } from './commits.ts';

/** The gateway's promise to a watcher: the delay of a change, with the feed up and with the feed down. */
const withFeedMs = 1_000;
const withoutFeedMs = 35_000;
/** What a slow database may add to every read (the simulated one takes 3 s at most). */
const slowStoreMs = 6_000;

/** One connection of one watcher. */
export interface Watching {
  readonly orderId: string;
  /** The latest version that it has seen. */
  seenVersion(): number;
  /** An order arrived. */
  saw(order: Order): void;
  /** The watcher requests the next value; it was not waiting for anything that came before. */
  asks(): void;
  /** The connection ended; `isComplete`: the gateway said that no more values follow. */
  ended(isComplete: boolean): void;
}

/** Checks that watchers see what they were promised (I6). */
export function createDeliveries(needs: {
  time: VirtualTime;
  chronicle: Chronicle;
  commits: Commits;
  database: Database;
}) {
  const { time, chronicle, commits, database } = needs;
  const open = new Set<() => void>();

  function connect(orderId: string, afterVersion: number, process: GatewayProcess): Watching {
    let seenVersion = afterVersion;
    let askedMs = time.steadyMs();

    /** A final state that was committed long enough ago, and not seen. */
    function check(): void {
      const listeningSinceMs = process.listeningSinceMs() ?? Number.POSITIVE_INFINITY;
      for (const { order, steadyMs } of commits.of(orderId).slice(seenVersion)) {
        const waitedMs = time.steadyMs() - Math.max(steadyMs, askedMs, database.upSinceMs());
        const boundMs = (steadyMs >= listeningSinceMs ? withFeedMs : withoutFeedMs) + slowStoreMs;
        if (isAtRest(order) && waitedMs > boundMs) {
          chronicle.violate(
            'I6',
            `${order.partnerReferenceNo} v${order.version} ${order.status} unseen for ${waitedMs} ms`,
          );
          return;
        }
      }
    }
    open.add(check);

    return {
      orderId,
      seenVersion: () => seenVersion,
      asks() {
        askedMs = time.steadyMs();
      },
      saw(order) {
        check();
        if (order.id !== orderId)
          chronicle.violate('I6', `a watcher of ${orderId} got ${order.partnerReferenceNo}`);
        else if (order.version <= seenVersion) {
          chronicle.violate('I6', `${order.partnerReferenceNo} v${order.version} came after v${seenVersion}`);
        }
        seenVersion = order.version;
      },
      ended(isComplete) {
        check();
        open.delete(check);
        const last = commits.of(orderId).at(-1)?.order;
        if (!isComplete || last === undefined) return;
        if (!isAtRest(last) && last.version === seenVersion) {
          chronicle.violate(
            'I6',
            `${last.partnerReferenceNo}: the stream ended at ${last.status}, which is not final`,
          );
        }
      },
    };
  }

  return {
    connect,
    /** Called when time has passed after the last change. */
    checkOpen(): void {
      for (const check of open) check();
    },
  };
}
export type Deliveries = ReturnType<typeof createDeliveries>;
