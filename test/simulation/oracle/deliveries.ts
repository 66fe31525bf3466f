import { isAtRest, type Order } from '../../../src/domain/order.ts';
import type { Database } from '../gateway/database.ts';
import type { GatewayProcess } from '../gateway/gateway-process.ts';
import type { Chronicle } from '../world/chronicle.ts';
import type { VirtualTime } from '../world/virtual-time.ts';
import type { Commits } from './commits.ts';

/** The gateway's promise to a watcher: this soon with the feed up, and with it down. */
const withFeedMs = 1_000;
const withoutFeedMs = 35_000;
/** What a slow database may add to every look (the simulated one takes 3 s at most). */
const slowStoreMs = 6_000;

/** One connection of one watcher. */
export interface Watching {
  readonly orderId: string;
  /** The latest that it has seen. */
  seenVersion(): number;
  /** An order arrived. */
  saw(order: Order): void;
  /** The watcher asks for more; what came before that, it had not been waiting for. */
  asks(): void;
  /** The connection ended; `isComplete` where the gateway said that there is nothing more to come. */
  ended(isComplete: boolean): void;
}

/** Sees to it that watchers see what they were promised (I6). */
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

    /** A state at rest that was committed long enough ago, and not seen. */
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
            `${last.partnerReferenceNo}: the stream ended at ${last.status}, which is not at rest`,
          );
        }
      },
    };
  }

  return {
    connect,
    /** Asked when time has passed after the last change. */
    checkOpen(): void {
      for (const check of open) check();
    },
  };
}
export type Deliveries = ReturnType<typeof createDeliveries>;
