import { isAtRest } from '../../../src/domain/order.ts';
import type { Act, OutsiderAct } from '../people/act.ts';
import type { TimedAct } from '../people/script.ts';
import { writeScript } from '../people/script.ts';
import { createDice } from '../world/dice.ts';
import type { RealWorld } from './real-world.ts';

/** Acts that are closer together than this happen at once. */
const togetherMs = 250;
/** How long a world waits, in real time, for work under way before its time moves on nevertheless. */
const quietMaxMs = 250;
/** Recovery checks this often. */
const lookMs = 2_000;
/** Checks within which nothing may be pending any more. */
const looksMax = 600;
/** Longer than any lease. */
const leasesOverMs = 60_000;

/** Runs the scripts of these seeds, all at the same time and in one world, until nothing is pending. */
export async function liveThrough(
  world: RealWorld,
  seeds: readonly number[],
): Promise<{ calmSinceMs: number }> {
  const { time, processes, faults } = world;
  const startMs = time.nowMs();
  const scripts = seeds.map((seed) => writeScript(createDice(seed, 'script'), startMs, `s${seed}-`));
  const acts = scripts.flatMap((script) => script.acts).sort((a, b) => a.atMs - b.atMs);
  for (const process of processes) process.start();
  for (const timed of acts) {
    const aheadMs = timed.atMs - time.nowMs();
    if (aheadMs > togetherMs) {
      await world.activity.quiet(quietMaxMs);
      time.jump(Math.max(0, timed.atMs - time.nowMs()));
    }
    void perform(timed, world);
  }
  await world.activity.quiet(quietMaxMs);

  faults.stop();
  for (const process of processes) {
    process.start();
    process.listenAgain();
  }
  const calmSinceMs = time.nowMs();
  await giveUpPaying(world);
  await comeToRest(world);
  // If no notification arrives, the gateway does not learn of late payments by itself; a fresh read queries DANA.
  time.jump(leasesOverMs);
  for (const { partnerReferenceNo, amount } of await everyOrder(world)) {
    const intent = { partnerReferenceNo, amount, expiresAt: null };
    void world.merchant.read({ kind: 'read', intent, isFresh: true }, 0);
  }
  await comeToRest(world);
  return { calmSinceMs };
}

/**
 * A payer who began to pay and did not finish gives up: until then the simulator keeps the order open, past any
 * expiry.
 */
async function giveUpPaying({ desk }: RealWorld): Promise<void> {
  for (const { partnerReferenceNo, acquirementStatus } of await desk.orders()) {
    if (acquirementStatus === 'PAYING') await desk.post(`/simulator/orders/${partnerReferenceNo}/refuse`);
  }
}

async function everyOrder({ store }: RealWorld) {
  const { items } = await store.pageOrders({}, { first: 1_000 });
  return items.map(({ item }) => item);
}

/** Moves time to whatever is due next, until nothing is: no order, no request, no notification. */
async function comeToRest({ time, store, requests, desk, activity }: RealWorld): Promise<void> {
  for (let looks = 0; looks < looksMax; looks++) {
    await activity.quiet(quietMaxMs);
    const dueAt = await store.nextDueAt();
    if (dueAt === null && requests.openCount() === 0 && (await isDelivered(desk))) return;
    time.jump(Math.max(lookMs, (dueAt?.getTime() ?? 0) - time.nowMs()));
  }
  throw new Error(`work is still pending: ${JSON.stringify(await pendingWork(store))}`);
}

async function pendingWork(store: RealWorld['store']): Promise<string[]> {
  const { items } = await store.pageOrders({}, { first: 1_000 });
  return items.flatMap(({ item }) =>
    isAtRest(item) ? [] : `${item.partnerReferenceNo} ${item.status} v${item.version}`,
  );
}

async function isDelivered(desk: RealWorld['desk']): Promise<boolean> {
  const orders = await desk.orders();
  return orders.every(({ deliveries }) => deliveries.every(({ status }) => status !== 'PENDING'));
}

/** Performs one act. Acts that the simulator's control interface does not offer do not happen. */
async function perform({ act, process }: TimedAct, world: RealWorld): Promise<void> {
  switch (act.kind) {
    case 'create':
      return world.merchant.create(act, process);
    case 'cancel':
      return world.merchant.cancel(act, process);
    case 'refund':
      return world.merchant.refund(act, process);
    case 'read':
      return world.merchant.read(act, process);
    case 'createCheckout':
      return world.buyers.createCheckout(act, process);
    case 'payCheckout':
      return world.buyers.payCheckout(act, process);
    case 'watch':
      return world.watchers.watch(act, process);
    case 'kill':
      world.faults.count('process killed');
      return world.processes[process % world.processes.length]?.kill();
    case 'clockStep':
      world.faults.count('clock step');
      return world.processes[process % world.processes.length]?.clock.step(act.ms);
    default:
      return performAtDana(act, world);
  }
}

/** The acts of payers at DANA, as path and body of the simulator's control interface. */
const controls: Readonly<Partial<Record<OutsiderAct['kind'], readonly [path: string, body: object]>>> = {
  startPaying: ['start-paying', {}],
  pay: ['pay', {}],
  lateMoney: ['pay', { late: true }],
  refusePayment: ['refuse', {}],
};

async function performAtDana(act: Act, { desk, faults }: RealWorld): Promise<void> {
  const control = act.kind in controls ? controls[act.kind as OutsiderAct['kind']] : undefined;
  if (control === undefined || !('intent' in act)) return;
  const [path, body] = control;
  if (act.kind === 'lateMoney') faults.count('late money');
  // Refused if DANA has no such order, or if its state does not allow the act.
  await desk.post(`/simulator/orders/${act.intent.partnerReferenceNo}/${path}`, body).catch(() => undefined);
}
