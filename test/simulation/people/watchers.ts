import type { Gateway } from '../gateway/gateway.ts';
import type { Run } from '../gateway/gateway-process.ts';
import type { Answers } from '../oracle/answers.ts';
import type { Deliveries, Watching } from '../oracle/deliveries.ts';
import type { Chronicle } from '../world/chronicle.ts';
import type { Dice } from '../world/dice.ts';
import type { WorldTime } from '../world/virtual-time.ts';
import type { Act, Intent } from './act.ts';

export interface WatchersNeeds {
  readonly time: WorldTime;
  readonly dice: Dice;
  readonly chronicle: Chronicle;
  readonly gateway: Gateway;
  readonly answers: Answers;
  readonly deliveries: Pick<Deliveries, 'connect'>;
  readonly idOf: (intent: Intent) => Promise<string | null>;
}

/** How long a watcher waits for a process to come back. */
const awayMs = 400;

/** One connection of a watcher: what it has seen so far, and when it leaves. */
interface Connection {
  readonly run: Run;
  readonly watching: Watching;
  readonly afterVersion: number;
  readonly leaving: Promise<'left'>;
  readonly slowMs: number;
}

/**
 * Payers' pages: they watch an order, and reconnect if the connection was lost, naming the version that they
 * have seen.
 */
export function createWatchers(needs: WatchersNeeds) {
  const { time, dice, chronicle, gateway, answers, deliveries, idOf } = needs;

  return {
    async watch({ intent, leavesAfterMs, slowMs }: Extract<Act, { kind: 'watch' }>, number: number) {
      const orderId = await idOf(intent);
      if (orderId === null) return;
      let hasLeft = false;
      const leaving = time.sleep(leavesAfterMs).then(() => {
        hasLeft = true;
        return 'left' as const;
      });
      let afterVersion = 0;
      while (!hasLeft) {
        const found = gateway.find(number);
        if (found === null) {
          await time.sleep(awayMs);
          continue;
        }
        const { process, run } = found;
        chronicle.tell(
          'watcher',
          () => `${intent.partnerReferenceNo} on ${process.name} after v${afterVersion}`,
        );
        const watching = deliveries.connect(orderId, afterVersion, process);
        const end = await follow({ run, watching, afterVersion, leaving, slowMs });
        afterVersion = watching.seenVersion();
        chronicle.tell(
          'watcher',
          () => `${intent.partnerReferenceNo} on ${process.name} at v${afterVersion}: ${end}`,
        );
        if (end === 'complete') return;
        await time.sleep(dice.between(10, 2_000));
      }
    },
  };

  /** Follows one stream to its end; returns how it ended. */
  async function follow({ run, watching, afterVersion, leaving, slowMs }: Connection): Promise<string> {
    const abort = new AbortController();
    const stream = run.useCases.watchOrder(watching.orderId, {
      afterVersion: afterVersion === 0 ? null : afterVersion,
      signal: abort.signal,
    });
    try {
      for (;;) {
        watching.asks();
        const arriving = stream.next().catch(() => 'failed' as const);
        const step = await Promise.race([run.life.whileAlive(arriving), run.life.ended, leaving]);
        if (typeof step === 'string' || step.done) {
          const isComplete = typeof step !== 'string';
          watching.ended(isComplete);
          return isComplete ? 'complete' : step;
        }
        watching.saw(step.value);
        answers.sawOrder(step.value);
        if (slowMs > 0) await time.sleep(slowMs);
      }
    } finally {
      abort.abort();
    }
  }
}
export type Watchers = ReturnType<typeof createWatchers>;
