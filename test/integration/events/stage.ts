import { randomUUID } from 'node:crypto';
import { type SystemClock, systemClock } from '../../../src/runtime/clock.ts';
import { createEventOutbox } from '../../../src/store/events/event-outbox.ts';
import type { ListeningOrderFeed } from '../../../src/store/feed/order-feed.ts';
import { closeDatabase, connectDatabase, type Database } from '../../../src/store/postgres/database.ts';
import { makeEventCourier } from '../../../src/use-cases/events/deliver-events.ts';
import { makeEventRelay } from '../../../src/use-cases/events/relay-events.ts';
import type { EventOutbox } from '../../../src/use-cases/ports/event-outbox.ts';
import type { EventSender } from '../../../src/use-cases/ports/event-sender.ts';
import type { Log } from '../../../src/use-cases/ports/log.ts';
import type { OrderStore } from '../../../src/use-cases/ports/order-store.ts';
import { createEventSender } from '../../../src/webhooks/event-sender.ts';
import { announcingStore } from '../../support/announcing-store.ts';
import { type FreshDatabase, freshDatabase } from '../../support/database.ts';
import { webhookSecret } from '../../support/event-receiver.ts';
import { eventually } from '../../support/eventually.ts';
import { openOrderFeed } from '../../support/open-order-feed.ts';
import { accepted, insertOrder, learn, paid } from '../../support/order-store-contract/steps.ts';
import { silentFailures } from '../../support/silent-failures.ts';
import { silentLog } from '../../support/silent-log.ts';

/** The secret with which receivers of tests verify by default. */
export const secret = webhookSecret('the merchant');

/** The delivery of events in one process: `die` is kill -9, `stop` is a SIGTERM. */
export interface Worker {
  die(): void;
  stop(): Promise<void>;
}

export interface WorkerOptions {
  readonly endpointUrls: readonly string[];
  readonly outbox?: (outbox: EventOutbox) => EventOutbox;
  readonly sender?: (sender: EventSender) => EventSender;
  readonly secrets?: readonly string[];
  readonly arePrivateAllowed?: boolean;
  readonly answerTimeoutMs?: number;
  readonly log?: Log;
}

/** A database with orders, and as many workers on it as a test starts. */
export interface Stage {
  readonly url: string;
  readonly database: Database;
  readonly store: OrderStore;
  readonly outbox: EventOutbox;
  readonly clock: SystemClock;
  /** Resolves when the worker's endpoints are registered and it runs. */
  startWorker(options: WorkerOptions): Promise<Worker>;
  /** Makes an order that was created, accepted and paid (three events); returns its id. */
  sell(): Promise<string>;
  close(): Promise<void>;
}

export async function openStage(): Promise<Stage> {
  const fresh: FreshDatabase = await freshDatabase();
  const database = connectDatabase({ url: fresh.url, connectionsMax: 10 });
  const feed: ListeningOrderFeed = await openOrderFeed({ url: fresh.url, database });
  const store = announcingStore(database, feed);
  const outbox = createEventOutbox(database);
  const clock = systemClock();
  const workers: Worker[] = [];

  async function startWorker(options: WorkerOptions): Promise<Worker> {
    const life = openLife();
    const mine = life.of(options.outbox?.(outbox) ?? outbox);
    const sender = createEventSender({
      secrets: options.secrets ?? [secret],
      arePrivateAllowed: options.arePrivateAllowed ?? true,
      ...(options.answerTimeoutMs === undefined ? {} : { answerTimeoutMs: options.answerTimeoutMs }),
    });
    const chance = { uuid: randomUUID, fraction: () => 0.5 };
    const parts = { outbox: mine, clock, chance, log: options.log ?? silentLog, failures: silentFailures };
    const courier = makeEventCourier({
      ...parts,
      sender: life.of(options.sender?.(sender) ?? sender),
      endpointUrls: options.endpointUrls,
    });
    const relay = makeEventRelay({ ...parts, feed, onRound: courier.wake });
    await relay.assignAll();
    await courier.open();
    courier.start();
    relay.start();
    const worker: Worker = {
      die: life.end,
      async stop() {
        if (!life.isOver()) await Promise.all([relay.stop(), courier.stop()]);
      },
    };
    workers.push(worker);
    return worker;
  }

  return {
    url: fresh.url,
    database,
    store,
    outbox,
    clock,
    startWorker,
    async sell() {
      const { id } = await insertOrder(store);
      await store.change(id, learn(accepted));
      await store.change(id, learn(paid));
      return id;
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.stop()));
      await feed.close();
      await closeDatabase(database);
      await fresh.drop();
    },
  };
}

/** Wraps the ports of a process that can be killed: after its end no call goes out, and none returns. */
function openLife() {
  let isOver = false;
  return {
    end() {
      isOver = true;
    },
    isOver: () => isOver,
    of<Port extends object>(port: Port): Port {
      return new Proxy(port, {
        get(target, name, receiver) {
          const member: unknown = Reflect.get(target, name, receiver);
          if (typeof member !== 'function') return member;
          return async (...args: unknown[]) => {
            if (isOver) return never;
            const answer: unknown = await member.apply(target, args);
            return isOver ? never : answer;
          };
        },
      });
    },
  };
}

const never = new Promise<never>(() => {});

/** Moves the clock on in small steps until the fact holds, so that back-off and leases cost no real time. */
export async function passUntil(
  clock: SystemClock,
  holds: () => boolean | Promise<boolean>,
  { stepMs }: { stepMs: number },
): Promise<void> {
  await eventually(
    async () => {
      clock.advance(stepMs);
      return holds();
    },
    (isSo) => isSo,
  );
}

/** How many deliveries this endpoint waits for, and how many were given up. */
export async function pendingAt(stage: Stage, url: string) {
  const [state] = await stage.outbox.endpointStates([url]);
  return state && { pending: state.pendingCount, dead: state.deadCount };
}
