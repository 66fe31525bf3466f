import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sendAll } from './beside/client.ts';
import { startDanaStub } from './beside/dana-stub.ts';
import { type CountingPostgres, startCountingPostgres } from './beside/postgres.ts';
import { processorMs, processorMsOfFamily } from './beside/processor-time.ts';
import { fillDatabase } from './beside/rows.ts';
import { type Contestant, startGateways } from './beside/servers.ts';
import type { Work } from './beside/works.ts';
import { buildPrograms } from './live/build.ts';
import { figure, median, table } from './live/numbers.ts';
import { describeMachine } from './machine.ts';

export const about = 'processor time of a request with one gateway, and with two on the same database';

const measured: readonly Work[] = ['order(id)', 'createOrder'];
const connectionsCount = 16;
const roundsCount = 5;

/** Milliseconds of the processor for each request. */
interface Cost {
  readonly gatewaysMs: number;
  readonly postgresMs: number;
}

/** One gateway, then both, then the first alone again, so that a machine that slows down favours neither. */
export async function run({ isSmoke }: { isSmoke: boolean }): Promise<void> {
  const machine = describeMachine();
  const rounds = isSmoke ? 1 : roundsCount;
  const perRound = isSmoke ? 64 : 400;
  await buildPrograms();
  const folder = await mkdtemp(join(tmpdir(), 'gapura-bench-'));
  const postgres = await startCountingPostgres(join(folder, 'postgres'));
  const dana = await startDanaStub();
  const started: Contestant[] = [];
  try {
    const rows = await fillDatabase(postgres.url);
    await postgres.stopCounting();
    const surroundings = { databaseUrl: postgres.url, danaUrl: dana.url, rows, folder };
    const start = async (name: string) => {
      const gateways = await startGateways(surroundings, { [name]: {} });
      started.push(...gateways);
      for (const work of measured) await measure(gateways, work, perRound, postgres);
    };
    const alone = new Map<Work, Cost[]>(measured.map((work) => [work, []]));
    const together = new Map<Work, Cost[]>(measured.map((work) => [work, []]));
    const measureAll = async (into: Map<Work, Cost[]>) => {
      for (let round = 0; round < rounds; round += 1) {
        for (const work of measured) into.get(work)?.push(await measure(started, work, perRound, postgres));
      }
    };
    await start('first');
    await measureAll(alone);
    await start('second');
    await measureAll(together);
    await started.pop()?.end();
    await measureAll(alone);
    console.log(`
${machine}
medians of ${rounds} rounds (twice as many alone), ${perRound} requests each, ${connectionsCount} connections
${describe(alone, together)}`);
  } finally {
    await Promise.all(started.map((gateway) => gateway.end()));
    dana.close();
    await postgres.end();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The requests are divided among the gateways. */
async function measure(
  gateways: readonly Contestant[],
  work: Work,
  count: number,
  postgres: CountingPostgres,
): Promise<Cost> {
  const cost = () => ({
    gatewaysMs: gateways.reduce((sum, { pid }) => sum + processorMs(pid), 0),
    postgresMs: processorMsOfFamily(postgres.pid),
  });
  const before = cost();
  await Promise.all(
    gateways.map((gateway) => {
      const load = gateway.load(work);
      if (load === null) throw new Error(`${gateway.name} does no ${work}`);
      return sendAll(load, connectionsCount / gateways.length, count / gateways.length);
    }),
  );
  const after = cost();
  return {
    gatewaysMs: (after.gatewaysMs - before.gatewaysMs) / count,
    postgresMs: (after.postgresMs - before.postgresMs) / count,
  };
}

function describe(
  alone: ReadonlyMap<Work, readonly Cost[]>,
  together: ReadonlyMap<Work, readonly Cost[]>,
): string {
  const middle = (costs: ReadonlyMap<Work, readonly Cost[]>, work: Work, of: keyof Cost) =>
    median((costs.get(work) ?? []).map((cost) => cost[of]));
  const rows = measured.flatMap((work) =>
    (['gatewaysMs', 'postgresMs'] as const).map((of) => {
      const [one, two] = [middle(alone, work, of), middle(together, work, of)];
      const name = `${work}, ${of === 'gatewaysMs' ? 'gateways' : 'Postgres'}`;
      return [name, figure(one), figure(two), `${figure(two / one)}×`];
    }),
  );
  return table([['CPU ms a request', 'one', 'two', 'two to one'], ...rows]);
}
