import { noMutation } from '../mutants/mutation.ts';
import { checkAtRest } from '../oracle/at-rest.ts';
import { checkInboxReplay } from '../oracle/inbox-replay.ts';
import { passThroughLateQueries } from '../oracle/late-news.ts';
import { checkPunctuality } from '../oracle/punctuality.ts';
import { perform } from '../people/perform.ts';
import { settleWorld } from '../settlement/settle-world.ts';
import type { Violation } from './chronicle.ts';
import type { FaultKind } from './faults.ts';
import { createWorld, startMs, type World, type WorldOptions } from './world.ts';

export interface WorldResult {
  readonly seed: number;
  readonly violations: readonly Violation[];
  readonly faultCounts: ReadonlyMap<FaultKind, number>;
  readonly crashCounts: ReadonlyMap<string, number>;
  readonly eventCount: number;
  /** The history in words, if it was requested. */
  readonly lines: readonly string[];
}

/** Nothing may be pending this long after the last fault. */
const restMaxMs = 24 * 60 * 60_000;
/** Recovery checks this often; whatever is due is claimed at the next check. */
const lookMs = 2_000;
/** Checks that may pass while something is due: the lease of a dead process lasts 15 of them. */
const overdueLooksMax = 100;
/** Longer than a watcher without its feed may have to wait. */
const afterglowMs = 45_000;

/**
 * Runs the world of one seed: its script with all faults, then calm until nothing is pending, then the oracle's
 * checks.
 */
export async function runWorld(options: WorldOptions): Promise<WorldResult> {
  const world = createWorld(options);
  const { time, chronicle, faults } = world;
  // A turn of the event loop is an event of the world too, because the reads of many watchers are batched.
  const realSetImmediate = globalThis.setImmediate;
  globalThis.setImmediate = ((run: () => void) =>
    time.at(time.nowMs(), run)) as unknown as typeof setImmediate;
  try {
    for (const process of world.gateway.processes) process.start();
    for (const timed of world.script.acts) time.at(timed.atMs, () => void perform(timed, world.cast));
    await passThrough(world.script.endMs, world);
    const calmSinceMs = time.nowMs();
    await checkPunctuality(world);
    await comeToRest(world);
    // Before anybody reads: a fresh read would query DANA also about orders whose row forgot that a query is
    // needed.
    world.checkoutOracle.check(calmSinceMs);
    checkAtRest({ ...world, store: world.database.store, queried: 'PENDING' });
    await passThroughLateQueries(world, calmSinceMs);
    await comeToRest(world);
    checkAtRest({ ...world, store: world.database.store, queried: 'PAID' });
    await readEverything(world);
    await comeToRest(world);
    await time.runUntil(time.nowMs() + afterglowMs);
    world.deliveries.checkOpen();
    if (world.requests.openCount() > 0)
      chronicle.violate('I10', `${world.requests.openCount()} calls are still open`);
    checkAtRest({ ...world, store: world.database.store, queried: 'ALL' });
    world.answers.check();
    world.incidentLives.check();
    world.approvals.checkAtRest();
    world.checkoutOracle.check(calmSinceMs);
    await checkInboxReplay(world);
    await settleWorld(world, options.seed, options.mutation ?? noMutation);
    world.incidentLives.check();
  } catch (error) {
    chronicle.violate('I10', `the world ended: ${error instanceof Error ? error.stack : String(error)}`);
  } finally {
    globalThis.setImmediate = realSetImmediate;
  }
  return {
    seed: options.seed,
    violations: chronicle.violations,
    faultCounts: faults.counts,
    crashCounts: faults.crashCounts,
    eventCount: time.eventCount(),
    lines: chronicle.lines,
  };
}

/** The script's time; jumps of the clock shorten it. */
async function passThrough(
  endMs: number,
  { time, chronicle, faults, gateway, connection, database }: World,
): Promise<void> {
  await time.runUntil(Math.max(endMs, startMs));
  faults.stop();
  connection.heal();
  database.heal();
  chronicle.tell('world', () => 'comes to rest: no more faults');
  for (const process of gateway.processes) {
    process.start();
    process.listenAgain();
  }
}

/**
 * Lets time pass until nothing is going to happen and nothing is pending. If there are only checks of recovery in
 * between, the clock jumps to what comes next; whatever is due gets a few checks before the jump.
 */
async function comeToRest(world: World): Promise<void> {
  const { time, requests } = world;
  const giveUpMs = time.nowMs() + restMaxMs;
  let overdueCount = 0;
  // The oracle names what is still pending by then.
  while (time.nowMs() < giveUpMs) {
    await time.runUntil(time.nowMs());
    const nextMs = nextInstant(world);
    if (nextMs === null && requests.openCount() === 0) return;
    const waitMs = Math.max(0, (nextMs ?? 0) - time.nowMs());
    overdueCount = waitMs === 0 ? overdueCount + 1 : 0;
    if (waitMs > lookMs) time.jump(waitMs);
    else if (overdueCount > overdueLooksMax) time.jump(giveUpMs - time.nowMs());
    else await time.runUntil(time.nowMs() + (waitMs === 0 ? lookMs : waitMs));
  }
}

/** When something happens next that is not a mere check: an event of the world, or an order that is due. */
function nextInstant({ time, database, databaseClock }: World): number | null {
  const times = [...database.store.tables.orders.values()].flatMap(({ dueAt, leasedUntil }) =>
    dueAt === null ? [] : databaseClock.worldMs(Math.max(dueAt.getTime(), leasedUntil?.getTime() ?? 0)),
  );
  for (const { batch, leasedUntil } of database.store.tables.batches.values())
    if (batch.status === 'RUNNING') times.push(databaseClock.worldMs(leasedUntil?.getTime() ?? 0));
  const worldMs = time.nextWorldMs();
  if (worldMs !== null) times.push(worldMs);
  return times.length === 0 ? null : Math.min(...times);
}

/** A dead process holds its orders for 30 s; meanwhile a fresh read cannot query DANA. */
const leasesOverMs = 60_000;

/** Nothing informs the gateway of what people did in DANA's portal; a fresh read finds out. */
async function readEverything({ time, database, cast }: World): Promise<void> {
  time.jump(leasesOverMs);
  for (const { order } of database.store.tables.orders.values()) {
    void cast.merchant.read({ kind: 'read', intent: order, isFresh: true }, 0);
  }
  await time.runUntil(time.nowMs() + lookMs);
}
