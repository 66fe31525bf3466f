import { noMutation } from '../mutants/mutation.ts';
import { checkAtRest } from '../oracle/at-rest.ts';
import { checkInboxReplay } from '../oracle/inbox-replay.ts';
import { passThroughLateQueries } from '../oracle/late-news.ts';
import { checkPunctuality } from '../oracle/punctuality.ts';
import { perform } from '../people/perform.ts';
import { settleWorld } from '../settlement/settle-world.ts';
import type { Violation } from './chronicle.ts';
import { comeToRest } from './come-to-rest.ts';
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

/** A dead process holds its orders for 30 s; meanwhile a fresh read cannot query DANA. */
const leasesOverMs = 60_000;
/** By then everybody has an answer. */
const answersMs = 2_000;

/** Nothing informs the gateway of what people did in DANA's portal; a fresh read finds out. */
async function readEverything({ time, database, cast }: World): Promise<void> {
  time.jump(leasesOverMs);
  for (const { order } of database.store.tables.orders.values()) {
    void cast.merchant.read({ kind: 'read', intent: order, isFresh: true }, 0);
  }
  await time.runUntil(time.nowMs() + answersMs);
}
