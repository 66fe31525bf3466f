import { isAtRest, type Order } from '../../../src/domain/order.ts';
import type { Database } from '../gateway/database.ts';
import type { GatewayProcess } from '../gateway/gateway-process.ts';
import type { Chronicle } from '../world/chronicle.ts';
import type { VirtualTime } from '../world/virtual-time.ts';
import type { Commits } from './commits.ts';

/** The gateway's promise to a watcher: the delay of a change that a wake-up announces … */
const announcedMs = 1_000;
/** … and of one whose wake-up is lost, or whose process died before it announced it. */
const followedMs = 5_000;
/** What a slow database may add to every read (the simulated one takes 3 s at most). */
const slowReadMs = 3_000;
/** A read under way may have begun before the wake-up, so another one follows. */
const announcedReadsCount = 2;
/** Before them, the same of whoever follows the changes. */
const followedReadsCount = 4;

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
      for (const commit of commits.of(orderId).slice(seenVersion)) {
        const { order } = commit;
        const isHeard = commit.announcedMs !== null && commit.announcedMs >= listeningSinceMs;
        const sinceMs = isHeard ? (commit.announcedMs ?? 0) : commit.steadyMs;
        const waitedMs = time.steadyMs() - Math.max(sinceMs, askedMs, database.upSinceMs());
        const boundMs = isHeard
          ? announcedMs + announcedReadsCount * slowReadMs
          : followedMs + followedReadsCount * slowReadMs;
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
