import { hasPendingOperation, type Order } from '../../../src/domain/order.ts';
import type { World } from '../world/world.ts';

const minute = 60_000;
/** Every 10 s the gateway looks for times that a clock which was set back has left in the future; a little more. */
const recalledWithinMs = 25_000;
/** How far ahead times on a row may lie, by decision 39; beyond that only a clock that was set back can have put them. */
const leaseMaxMs = 9_000;
const confirmingMaxMs = 66_000;
const operationMaxMs = 33 * minute;
/** Of anything else; as long as an order that cannot be recovered waits. */
const otherMaxMs = 66 * minute;
/** Processes' clocks differ from the database's by seconds. */
const slackMs = 15_000;

/** Soon after the last fault nothing sleeps as long as a clock was set back (I2). */
export async function checkPunctuality({ time, database, databaseClock, chronicle }: World): Promise<void> {
  await time.runUntil(time.nowMs() + recalledWithinMs);
  for (const { order, dueAt, leasedUntil } of database.store.tables.orders.values()) {
    const aheadMs = (at: Date | null) => (at === null ? 0 : at.getTime() - databaseClock.nowMs());
    const isLate = aheadMs(dueAt) > dueMaxMs(order) + slackMs || aheadMs(leasedUntil) > leaseMaxMs + slackMs;
    if (!isLate) continue;
    chronicle.violate(
      'I2',
      `${order.partnerReferenceNo} ${order.status} sleeps: due in ${aheadMs(dueAt)} ms, leased for ${aheadMs(leasedUntil)} ms`,
    );
  }
}

function dueMaxMs(order: Order): number {
  if (order.status === 'CONFIRMING') return confirmingMaxMs;
  return hasPendingOperation(order) ? operationMaxMs : otherMaxMs;
}
