import { nowMs } from '../live/now-ms.ts';
import { percentile } from '../live/numbers.ts';
import { type Load, sendAsFastAsAnswered, sendSteadily } from './client.ts';
import { processorMs, processorMsOfFamily } from './processor-time.ts';
import type { Contestant } from './servers.ts';
import { type Work, works } from './works.ts';

export interface Plan {
  readonly roundsCount: number;
  readonly warmUpMs: number;
  /** As fast as it goes. */
  readonly fullMs: number;
  /** At a steady pace. */
  readonly steadyMs: number;
}

/** What one server did in one round of one work. */
export interface Figures {
  readonly perSecond: number;
  /** Milliseconds of the processor for each request, of the server and of Postgres. */
  readonly serverMs: number;
  readonly postgresMs: number;
  /** Milliseconds; NaN where it was not measured. */
  readonly p99Ms: number;
}
export type Runs = ReadonlyMap<Work, ReadonlyMap<string, Figures[]>>;

const connectionsCount = 16;
/** Orders a second while waits are measured: as many as a large shop has, and the same for every server. */
const createPace = 50;
/** The works of which waits are measured. */
const steadyWorks: readonly Work[] = ['order(id)', 'order(id), PENDING', 'createOrder'];

/** All servers are up all the time. In each round of a work every one of them does it, one after the other. */
export async function runRounds(
  contestants: readonly Contestant[],
  postgresPid: number,
  plan: Plan,
): Promise<Runs> {
  const runs = new Map(works.map((work) => [work, new Map<string, Figures[]>()]));
  for (const work of works) {
    for (const { load } of contestants) {
      const clients = load(work);
      if (clients !== null) await sendAsFastAsAnswered(clients, connectionsCount, plan.warmUpMs);
    }
  }
  for (const work of works) {
    for (let round = 0; round < plan.roundsCount; round += 1) {
      // The server after another one may inherit work of Postgres from it: in each round another one.
      for (const { name, pid, load } of turned(contestants, round)) {
        const clients = load(work);
        if (clients === null) continue;
        const figures = await measure(work, clients, { pid, postgresPid, plan });
        const ofWork = runs.get(work);
        ofWork?.set(name, [...(ofWork.get(name) ?? []), figures]);
      }
    }
  }
  return runs;
}

function turned<Item>(items: readonly Item[], by: number): readonly Item[] {
  const place = by % items.length;
  return [...items.slice(place), ...items.slice(0, place)];
}

async function measure(
  work: Work,
  clients: Load,
  { pid, postgresPid, plan }: { pid: number; postgresPid: number; plan: Plan },
): Promise<Figures> {
  const before = [processorMs(pid), processorMsOfFamily(postgresPid)] as const;
  const beganMs = nowMs();
  const answered = await sendAsFastAsAnswered(clients, connectionsCount, plan.fullMs);
  const seconds = (nowMs() - beganMs) / 1_000;
  const after = [processorMs(pid), processorMsOfFamily(postgresPid)] as const;
  const perSecond = answered / seconds;
  return {
    perSecond,
    serverMs: (after[0] - before[0]) / answered,
    postgresMs: (after[1] - before[1]) / answered,
    p99Ms: steadyWorks.includes(work)
      ? percentile(
          await sendSteadily(clients, connectionsCount, {
            perSecond: work === 'createOrder' ? createPace : perSecond / 2,
            forMs: plan.steadyMs,
          }),
          0.99,
        )
      : Number.NaN,
  };
}
