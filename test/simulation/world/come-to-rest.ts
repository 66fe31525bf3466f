import type { World } from './world.ts';

/** Nothing may be pending this long after the last fault. */
const restMaxMs = 24 * 60 * 60_000;
/** Recovery checks this often; whatever is due is claimed at the next check. */
const lookMs = 2_000;
/** Checks that may pass while something is due: the lease of a dead process lasts 15 of them. */
const overdueLooksMax = 100;

/**
 * Lets time pass until nothing is going to happen and nothing is pending. If there are only checks of recovery in
 * between, the clock jumps to what comes next; whatever is due gets a few checks before the jump.
 */
export async function comeToRest(world: World): Promise<void> {
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
