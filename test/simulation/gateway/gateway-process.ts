import type { ApprovalRules } from '../../../src/domain/approval-rules.ts';
import { makeUseCases, type UseCaseDeps } from '../../../src/use-cases/make-use-cases.ts';
import type { Log } from '../../../src/use-cases/ports/log.ts';
import type { OrderStore } from '../../../src/use-cases/ports/order-store.ts';
import type { PaymentProvider } from '../../../src/use-cases/ports/payment-provider.ts';
import { StoreUnavailable } from '../../../src/use-cases/ports/store-unavailable.ts';
import type { UseCases } from '../../../src/use-cases/use-cases.ts';
import { createOrderWatchers, type OrderWatchers } from '../../../src/wake-ups/order-watchers.ts';
import { noWork } from '../../support/no-work.ts';
import type { InMemorySettlement } from '../../support/settlement/in-memory-settlement.ts';
import { noSettlement } from '../../support/settlement/no-settlement.ts';
import { merchantId } from '../dana/notifications.ts';
import type { ProcessMutation } from '../mutants/mutation.ts';
import type { Chronicle } from '../world/chronicle.ts';
import type { Dice } from '../world/dice.ts';
import type { Faults } from '../world/faults.ts';
import type { WorldTime } from '../world/virtual-time.ts';
import { approvalReads, type Database } from './database.ts';
import { createLife, type Life, never } from './life.ts';
import { createMachineClock, type MachineClock } from './machine-clock.ts';
import { rules } from './rules.ts';

/** The workers' checks are most of all calls and the least likely to break anything, so few crashes hit them. */
const sweeps = [
  'store.claimDue',
  'store.nextDueAt',
  'store.claimLateQueries',
  'store.nextLateQueryAt',
  'store.changesAfter',
  'batches.claimBatch',
];
const sweepsShare = 0.02;

/** How a call to a gateway process ended, as its caller sees it. */
export type CallEnd<Value> =
  | { readonly kind: 'answered'; readonly value: Value }
  /** A fault that the gateway masks: the caller may repeat. */
  | { readonly kind: 'failed' }
  /** The process went away, before or during the call. */
  | { readonly kind: 'disconnected' };

export interface ProcessNeeds {
  readonly name: string;
  readonly time: WorldTime;
  readonly dice: Dice;
  readonly faults: Faults;
  readonly chronicle: Chronicle;
  readonly database: Pick<Database, 'connect'> & { readonly settlement?: InMemorySettlement };
  readonly connection: Omit<PaymentProvider, 'listPaymentOptions'>;
  readonly newUuid: () => string;
  /** Sends a wake-up to the other processes. */
  readonly publish: (sender: string, id: string, version?: number) => void;
  readonly translateFinishNotify: UseCaseDeps['translateFinishNotify'];
  readonly mutation: ProcessMutation;
  /** When giving money back needs a second person; absent: never. */
  readonly approvalRules?: ApprovalRules | undefined;
}

/** A gateway process: the real use cases on a machine that may die at every await and come back. */
export interface GatewayProcess {
  readonly name: string;
  readonly clock: MachineClock;
  /** The current run; null while the process is down. */
  run(): Run | null;
  kill(): void;
  /** Starts the process if it is down. */
  start(): void;
  /** Loses the LISTEN connection: nobody is woken until it is back. */
  loseListen(): void;
  listenAgain(): void;
  /** Since when, in steady time, every wake-up has reached this process; null if none does now. */
  listeningSinceMs(): number | null;
  /** Another process announces that an order changed. */
  wake(orderId: string, version?: number): void;
}

export interface Run {
  readonly life: Life;
  readonly useCases: UseCases;
  readonly deps: UseCaseDeps;
}

export function createGatewayProcess(needs: ProcessNeeds): GatewayProcess {
  const { name, time, dice, faults, chronicle, database, connection } = needs;
  const clock = createMachineClock(time, dice);
  let current: (Run & { readonly watchers: OrderWatchers }) | null = null;
  let listeningSinceMs: number | null = time.steadyMs();

  function kill(): void {
    if (current === null) return;
    chronicle.tell(name, () => 'is killed');
    current.life.end();
    current = null;
    time.at(time.nowMs() + dice.between(50, dice.pick([500, 10_000])), start);
  }

  /** Passes a call through a port; the process may die before and after it. */
  async function through<Value>(life: Life, point: string, act: () => Promise<Value>): Promise<Value> {
    if (!life.isAlive()) return never();
    const share = sweeps.includes(point) ? sweepsShare : 1;
    if (faults.strikes('crash before a call', share)) return crash(life, `before ${point}`);
    const value = await life.whileAlive(act());
    if (faults.strikes('crash after a call', share)) return crash(life, `after ${point}`);
    return value;
  }

  function crash<Value>(life: Life, where: string): Promise<Value> {
    faults.countCrash(where);
    chronicle.tell(name, () => `crashes ${where}`);
    if (life.isAlive()) kill();
    return never();
  }

  /** Passes every method of a port that returns a promise through `through`; leaves the others as they are. */
  function guard<Port extends object>(
    life: Life,
    port: Port,
    portName: string,
    methods: readonly (keyof Port)[],
  ): Port {
    const guarded = methods.map((method) => {
      const original = port[method] as (...input: unknown[]) => Promise<unknown>;
      const point = `${portName}.${String(method)}`;
      return [method, (...input: unknown[]) => through(life, point, () => original(...input))];
    });
    return { ...port, ...(Object.fromEntries(guarded) as Partial<Port>) };
  }

  function start(): void {
    if (current !== null) return;
    chronicle.tell(name, () => 'starts');
    clock.follow();
    const life = createLife(name);
    const watchers = createOrderWatchers();
    const feed: UseCaseDeps['feed'] = {
      ...watchers,
      announce(id, version, committed) {
        if (!life.isAlive()) return;
        watchers.wake(id, version, committed);
        needs.publish(name, id, version);
      },
    };
    const connected = database.connect(life);
    const guarded = (Object.keys(connected.store) as (keyof OrderStore)[]).filter(
      (name) => needs.approvalRules !== undefined || !(approvalReads as readonly string[]).includes(name),
    );
    const store = guard(life, connected.store, 'store', guarded);
    const provider: PaymentProvider = {
      ...guard(life, connection, 'dana', ['createOrder', 'queryOrder', 'cancelOrder', 'refundOrder']),
      listPaymentOptions: () => Promise.reject(new Error('no world asks for payment options')),
    };
    const sound: UseCaseDeps = {
      store,
      settlement: { ...noSettlement, ...database.settlement?.reads },
      work: noWork,
      checkouts: guard(life, connected.checkouts, 'checkouts', ['insert', 'find', 'lease', 'release']),
      batches:
        needs.approvalRules === undefined
          ? connected.batches
          : guard(life, connected.batches, 'batches', [
              'insertBatch',
              'moveBatch',
              'claimBatch',
              'endLine',
              'leaveBatch',
            ]),
      feed,
      provider,
      clock: clock.for(life),
      chance: { uuid: needs.newUuid, fraction: dice.fraction },
      log: createLog(life),
      merchantId,
      rules,
      translateFinishNotify: needs.translateFinishNotify,
      ...(needs.approvalRules === undefined ? {} : { approvalRules: needs.approvalRules }),
    };
    const { mutation } = needs;
    const deps = mutation.deps?.(sound) ?? sound;
    const { useCases, recovery, lateQueries, changeFollower, approvalExpiry, refundBatches } =
      makeUseCases(deps);
    current = { life, useCases: mutation.useCases?.(useCases, deps) ?? useCases, deps, watchers };
    listeningSinceMs = time.steadyMs();
    recovery.start();
    lateQueries.start();
    changeFollower.start();
    if (needs.approvalRules !== undefined) {
      approvalExpiry.start();
      refundBatches.start();
    }
  }

  /** Recovery logs here what it survived; anything but an unavailable database is a bug. */
  function createLog(life: Life): Log {
    const note = (event: string, fields?: Record<string, unknown>) => {
      const error = fields?.error;
      if (error !== undefined && !(error instanceof StoreUnavailable)) {
        chronicle.violate('I10', `${event}: ${String(error)}`);
      }
      if (life.isAlive() && event !== 'finish_notify.recorded') {
        chronicle.tell(name, () => `logs ${event} ${String(fields?.reason ?? error ?? '')}`);
      }
    };
    return { debug: () => {}, info: note, warn: note, error: note };
  }

  return {
    name,
    clock,
    run: () => current,
    kill,
    start,
    loseListen() {
      listeningSinceMs = null;
    },
    listenAgain() {
      if (listeningSinceMs !== null) return;
      listeningSinceMs = time.steadyMs();
      current?.watchers.wakeAll();
    },
    listeningSinceMs: () => listeningSinceMs,
    wake(orderId, version) {
      if (listeningSinceMs === null) return;
      const run = current;
      const ring = () => {
        const delayMs = dice.between(0, faults.areOver() ? 5 : 200);
        time.at(
          time.nowMs() + delayMs,
          () => listeningSinceMs !== null && run?.watchers.wake(orderId, version),
        );
      };
      ring();
      if (faults.strikes('wake-up doubled')) ring();
    },
  };
}
