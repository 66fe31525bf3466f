import type { Order } from '../../../src/domain/order.ts';
import type { DanaOrder } from '../dana/dana-order.ts';
import { perform } from '../people/perform.ts';
import type { World } from '../world/world.ts';

/** When DANA is queried about a paid order, as docs/configuration.md says (`LATE_QUERY_DAYS`). */
const queryDays: readonly number[] = [1, 3, 7, 14, 30, 60, 90, 120];
const dayMs = 24 * 60 * 60_000;
/** A planned query is made and its report recorded within this time, also if DANA cannot be reached for 6 hours
 * and the clock is wrong. */
const doneWithinMs = 18 * 60 * 60_000;
/** How long one look at what the workers make of a due query lasts. */
const lookMs = 2_000;
/** Looks that may pass while a query is due: the claim of a dead process ends sooner. */
const looksMax = 100;

/**
 * Lets the months pass in which banks dispute payments and the gateway queries DANA about paid orders. Demands after
 * each query that the gateway knows of the disputes, of which DANA notifies nobody (I3).
 */
export async function passThroughLateQueries(world: World, calmSinceMs: number): Promise<void> {
  const { time, chronicle } = world;
  for (const timed of world.disputes) time.at(timed.atMs, () => void perform(timed, world.cast));
  let looks = 0;
  for (let dueMs = nextInstant(world); dueMs !== null; dueMs = nextInstant(world)) {
    const waitMs = dueMs - time.nowMs();
    looks = waitMs > 0 ? 0 : looks + 1;
    if (looks > looksMax) return chronicle.violate('I2', `a late query stays due for ${-waitMs} ms`);
    if (waitMs > lookMs) time.jump(waitMs);
    await time.runUntil(time.nowMs() + lookMs);
    checkDisputes(world, calmSinceMs);
  }
  world.connection.heal();
}

/** When the next late query is due, or something happens in the world. */
function nextInstant({ time, database, databaseClock }: World): number | null {
  const times = [...database.store.tables.orders.values()].flatMap(({ lateQueryAt }) =>
    lateQueryAt === null ? [] : [databaseClock.worldMs(lateQueryAt.getTime())],
  );
  const worldMs = time.nextWorldMs();
  if (worldMs !== null) times.push(worldMs);
  return times.length === 0 ? null : Math.min(...times);
}

/** Whatever was to be queried since its last dispute, and since the last fault, is on record as DANA has it. */
function checkDisputes(
  { time, database, databaseClock, ledger, chronicle }: World,
  calmSinceMs: number,
): void {
  for (const { order } of database.store.tables.orders.values()) {
    const truth = ledger.orders.get(order.partnerReferenceNo);
    if (truth === undefined) continue;
    // By a wrong clock the gateway's days begin earlier.
    const sinceMs = Math.max(calmSinceMs, truth.disputedAtMs ?? 0) + databaseClock.wrongByMs();
    const queriedMs = firstQuerySince(sinceMs, order);
    if (queriedMs === null || time.nowMs() < queriedMs + doneWithinMs || areEqual(order, truth)) continue;
    const days = Math.round((time.nowMs() - sinceMs) / dayMs);
    chronicle.violate(
      'I3',
      `${order.partnerReferenceNo}: ${disputeOf(order)}; at DANA for ${days} days ${disputeOf(truth)}`,
    );
  }
}

function areEqual(order: Order, truth: DanaOrder): boolean {
  return order.chargedBack === truth.chargedBack && order.isFrozen === truth.isFrozen;
}

/** The first planned query since that instant; null if none is planned any more. */
function firstQuerySince(sinceMs: number, { paid, paidAt }: Order): number | null {
  if (paid === 0n || paidAt === null) return null;
  const first = queryDays.find((days) => paidAt.getTime() + days * dayMs > sinceMs);
  return first === undefined ? null : paidAt.getTime() + first * dayMs;
}

/** The dispute about an order, in words. */
export function disputeOf({ chargedBack, isFrozen }: Pick<Order, 'chargedBack' | 'isFrozen'>): string {
  return `${chargedBack} charged back${isFrozen ? ', frozen' : ''}`;
}
