import type { Fault } from './faults.ts';
import { type LoggedLine, type MeasuredWorld, startMeasuredWorld } from './measured-world.ts';
import { type MetricsPage, readPage } from './metrics-page.ts';
import type { RecordedPage } from './promtool.ts';
import { type Afterwards, buy } from './traffic.ts';

const minuteMs = 60_000;
/** No call takes longer; a caller that waits is left behind. */
const trafficMaxMs = 2_000;

/** Events are placed and sent within a moment after the answer. */
const eventsMs = 200;
/** How often a page is read again. */
const settlingMax = 15;

/** With the fault: pages of one minute, then pages of five. */
const faultyPages = [1, 1, 1, 5, 5, 5, 5];

/** Payers who pay in the same moment while nothing is wrong. */
const healthyAtOnce = 5;

/** How long nothing is wrong before the fault begins. */
export const healthyMinutesBefore = 2;

/** What Prometheus would have read, and what the gateway logged. */
export interface Recording {
  readonly pages: readonly RecordedPage[];
  readonly lines: readonly LoggedLine[];
}

/** Runs a fault against a gateway of its own and records what people on call would have. Null: no fault. */
export async function recordFault(
  fault: Fault | null,
  healthy = { minutes: healthyMinutesBefore, ordersPerMinute: 2 },
): Promise<Recording> {
  const world = await startMeasuredWorld();
  const pages: RecordedPage[] = [];
  let orderCount = 0;
  const orders = (count: number, then?: Afterwards) =>
    Array.from({ length: count }, () => buy(world, `matrix-${++orderCount}`, then));
  try {
    for (let minute = 0; minute < healthy.minutes; minute++) {
      for (let bought = 0; bought < healthy.ordersPerMinute; bought += healthyAtOnce)
        await Promise.all(orders(Math.min(healthyAtOnce, healthy.ordersPerMinute - bought)));
      await delivered(world, 3 * orderCount);
      world.clock.advance(minuteMs);
      pages.push({ page: await settledPage(world), minutes: 1 });
    }
    if (fault === null) return { pages, lines: [...world.lines] };
    await fault.begin(world);
    for (const minutes of faultyPages) {
      const traffic = Promise.allSettled(
        orders(fault.ordersPerMinute ?? healthy.ordersPerMinute, fault.afterwards),
      );
      if (fault.isHarmless) {
        await traffic;
        await delivered(world, 3 * orderCount);
      } else {
        await Promise.race([settle(world, traffic), pause(trafficMaxMs)]);
      }
      world.clock.advance(minutes * minuteMs);
      pages.push({ page: await settledPage(world), minutes });
    }
    return { pages, lines: [...world.lines] };
  } finally {
    fault?.end?.();
    world.databaseRelay.cut({ isOpen: true });
    world.listenRelay.cut({ isOpen: true });
    await world.close();
  }
}

/** Waits until these many events were delivered, and it is on record. */
async function delivered(world: MeasuredWorld, count: number): Promise<void> {
  await world.receiver.hears(count);
  await world.pageThat((page) => page.sum('gapura_webhook_attempts_total') >= count);
  await pause(eventsMs);
}

/** Waits for the traffic and for the events that it makes: what is in flight when the clock jumps, looks late. */
async function settle(world: MeasuredWorld, traffic: Promise<unknown>): Promise<void> {
  await traffic;
  await world.pageThat((page) => page.sum('gapura_webhooks_oldest_seconds') === 0).catch(() => undefined);
  await pause(eventsMs);
}

/** The page once the metrics of the database are new, or it is clear that they will not be. Empty: nobody answers. */
async function settledPage(world: MeasuredWorld): Promise<MetricsPage> {
  for (let attempt = 0; ; attempt++) {
    const page = await world.page().catch(() => readPage(''));
    const isNew = page.sum('gapura_facts_age_seconds') < 5;
    if (page.series.size === 0 || isNew || attempt === settlingMax) return page;
    await pause(100);
  }
}

/** Real time, for what happens beside the gateway: nothing is asserted about it. */
function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
