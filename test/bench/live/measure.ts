import { setTimeout as until } from 'node:timers/promises';
import type { Crowd } from './crowd.ts';
import { nowMs } from './now-ms.ts';
import { percentile } from './numbers.ts';
import type { Server } from './servers.ts';

/** How much is done to a server. */
export interface Plan {
  readonly socketsCount: number;
  readonly changesPerSecond: number;
  /** Payments before the measurement: the first ones run cold code. */
  readonly warmUpCount: number;
  readonly steadyCount: number;
  readonly burstCount: number;
}

/** The results. */
export type Figures = {
  readonly openedPerSecond: number;
  readonly heapBytesPerSocket: number;
  readonly rssBytesPerSocket: number;
  readonly steadyP50Ms: number;
  readonly steadyP99Ms: number;
  readonly steadyCpuShare: number;
  readonly burstP50Ms: number;
  readonly burstP99Ms: number;
  readonly burstPerSecond: number;
  readonly loopDelayP99Ms: number;
};

/**
 * Opens the sockets, pays at a steady pace and then all at once; returns the time of each payment to its
 * socket.
 */
export async function measure(
  server: Server,
  crowd: Crowd,
  plan: Plan,
): Promise<{ figures: Figures; sample: string }> {
  const { socketsCount, warmUpCount, steadyCount, burstCount } = plan;
  const indexes = Array.from({ length: socketsCount }, (_, index) => index);
  const warmUp = indexes.slice(0, warmUpCount);
  const steady = indexes.slice(warmUpCount, warmUpCount + steadyCount);
  const burst = indexes.slice(warmUpCount + steadyCount, warmUpCount + steadyCount + burstCount);

  await crowd.open(server.subscriptions.slice(0, warmUpCount));
  await payAll(server, warmUp);
  const { sample } = await crowd.collect(warmUp);
  const empty = await server.vitals();
  const { tookMs } = await crowd.open(server.subscriptions.slice(warmUpCount));
  const full = await server.vitals();
  const openedCount = socketsCount - warmUpCount;

  const beganMs = nowMs();
  const steadyPaid = await paySteadily(server, steady, plan.changesPerSecond);
  const steadyWaits = waits(steadyPaid, (await crowd.collect(steady)).arrivals);
  const steadyMs = nowMs() - beganMs;
  const afterSteady = await server.vitals();

  const burstBeganMs = nowMs();
  const burstPaid = await payAll(server, burst);
  const { arrivals } = await crowd.collect(burst);
  const burstMs = Math.max(...arrivals.values()) - burstBeganMs;
  const burstWaits = waits(burstPaid, arrivals);

  const figures = {
    openedPerSecond: openedCount / (tookMs / 1_000),
    heapBytesPerSocket: (full.heapBytes - empty.heapBytes) / openedCount,
    rssBytesPerSocket: (full.rssBytes - empty.rssBytes) / openedCount,
    steadyP50Ms: percentile(steadyWaits, 0.5),
    steadyP99Ms: percentile(steadyWaits, 0.99),
    steadyCpuShare: afterSteady.cpuMs / steadyMs,
    burstP50Ms: percentile(burstWaits, 0.5),
    burstP99Ms: percentile(burstWaits, 0.99),
    burstPerSecond: burst.length / (burstMs / 1_000),
    loopDelayP99Ms: afterSteady.loopDelayP99Ms,
  };
  return { figures, sample };
}

/** Sends one payment after the other, each at its time, whether or not the last was answered; returns the times. */
async function paySteadily(
  server: Server,
  indexes: readonly number[],
  perSecond: number,
): Promise<ReadonlyMap<number, number>> {
  const paid = new Map<number, number>();
  const answers: Promise<void>[] = [];
  const beganMs = nowMs();
  for (const [place, index] of indexes.entries()) {
    const waitMs = beganMs + (place * 1_000) / perSecond - nowMs();
    if (waitMs > 0) await until(waitMs);
    paid.set(index, nowMs());
    answers.push(server.pay(index));
  }
  await Promise.all(answers);
  return paid;
}

/** Sends all payments now; they wait in the server, and for a connection to it. Their time is now. */
async function payAll(server: Server, indexes: readonly number[]): Promise<ReadonlyMap<number, number>> {
  const atMs = nowMs();
  await Promise.all(indexes.map((index) => server.pay(index)));
  return new Map(indexes.map((index) => [index, atMs]));
}

function waits(paid: ReadonlyMap<number, number>, arrivals: ReadonlyMap<number, number>): number[] {
  return [...paid].map(([index, atMs]) => {
    const arrivedMs = arrivals.get(index);
    if (arrivedMs === undefined) throw new Error(`payment ${index} did not arrive`);
    return arrivedMs - atMs;
  });
}
