import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { startEmbeddedPostgres } from '../../src/store/embedded/embedded-postgres.ts';
import { databaseUrl } from '../support/database-url.ts';
import { buildPrograms } from './live/build.ts';
import { type Crowd, startCrowd } from './live/crowd.ts';
import { type Figures, measure, type Plan } from './live/measure.ts';
import { figure, medians, table } from './live/numbers.ts';
import { type StartServer, startFloor, startGateway } from './live/servers.ts';
import { describeMachine } from './machine.ts';

export const about = 'from a payment to the sockets that wait for it, against bare ws';

const full = { changesPerSecond: 100, warmUpCount: 100, burstCount: 400 };
const plans: readonly Plan[] = [
  { ...full, socketsCount: 1_000, steadyCount: 500 },
  { ...full, socketsCount: 10_000, steadyCount: 1_000 },
];
const smokePlans: readonly Plan[] = [
  { socketsCount: 100, changesPerSecond: 20, warmUpCount: 10, steadyCount: 40, burstCount: 50 },
];
/** How often each server is started and measured, in turns; the table shows medians. */
const roundsCount = 3;
const crowdProcesses = 2;

const servers: readonly (readonly [name: string, start: StartServer])[] = [
  ['gateway', startGateway],
  ['bare ws', startFloor(false)],
  ['bare ws + commit', startFloor(true)],
];

export async function run({ isSmoke }: { isSmoke: boolean }): Promise<void> {
  await buildPrograms();
  const folder = await mkdtemp(join(tmpdir(), 'gapura-bench-'));
  const server = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
  const crowd = await startCrowd(isSmoke ? 1 : crowdProcesses, folder);
  try {
    console.log(describeMachine());
    for (const plan of isSmoke ? smokePlans : plans) {
      await benchPlan(plan, isSmoke ? 1 : roundsCount, { serverUrl: server.url, crowd, folder });
    }
  } finally {
    await crowd.end();
    await server.leave();
    await rm(folder, { recursive: true, force: true });
  }
}

async function benchPlan(
  plan: Plan,
  rounds: number,
  { serverUrl, crowd, folder }: { serverUrl: string; crowd: Crowd; folder: string },
): Promise<void> {
  const runs = new Map<string, Figures[]>(servers.map(([name]) => [name, []]));
  let text = '';
  for (let round = 1; round <= rounds; round += 1) {
    for (const [name, start] of servers) {
      const database = await makeDatabase(serverUrl);
      const logFile = join(folder, 'server.log');
      const target = await start({ databaseUrl: database.url, count: plan.socketsCount, text, logFile });
      try {
        const { figures, sample } = await measure(target, crowd, plan);
        if (text === '') text = sample;
        runs.get(name)?.push(figures);
      } finally {
        await crowd.leave();
        await target.end();
        await database.drop();
      }
    }
  }
  print(plan, rounds, text.length, runs);
}

async function makeDatabase(serverUrl: string): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `bench_${Date.now()}`;
  const execute = async (statement: string) => {
    const sql = postgres(serverUrl, { max: 1, onnotice: () => undefined });
    await sql.unsafe(statement).finally(() => sql.end());
  };
  await execute(`create database ${name}`);
  return { url: databaseUrl(serverUrl, name), drop: () => execute(`drop database ${name} with (force)`) };
}

const lines: readonly (readonly [label: string, name: keyof Figures, unit: number])[] = [
  ['sockets opened a second', 'openedPerSecond', 1],
  ['heap a socket, KB', 'heapBytesPerSocket', 1_024],
  ['RSS a socket, KB', 'rssBytesPerSocket', 1_024],
  ['steady: payment to push p50, ms', 'steadyP50Ms', 1],
  ['steady: payment to push p99, ms', 'steadyP99Ms', 1],
  ['steady: processor, %', 'steadyCpuShare', 0.01],
  ['steady: event loop late p99, ms', 'loopDelayP99Ms', 1],
  ['burst: payment to push p50, ms', 'burstP50Ms', 1],
  ['burst: payment to push p99, ms', 'burstP99Ms', 1],
  ['burst: payments pushed a second', 'burstPerSecond', 1],
];

function print(plan: Plan, rounds: number, textLength: number, runs: ReadonlyMap<string, Figures[]>): void {
  const columns = [...runs].map(([name, figures]) => ({ name, figures: medians(figures) }));
  const gateway = columns[0]?.figures;
  const floors = columns.slice(1);
  const head = ['', ...columns.map(({ name }) => name), ...floors.map(({ name }) => `to ${name}`)];
  const rows = lines.map(([label, name, unit]) => [
    label,
    ...columns.map(({ figures }) => figure(figures[name] / unit)),
    ...floors.map(({ figures }) => `${figure((gateway?.[name] ?? Number.NaN) / figures[name])}×`),
  ]);
  console.log(`
${plan.socketsCount.toLocaleString('en')} sockets, each on its own order; ${plan.changesPerSecond} payments a second for \
${plan.steadyCount / plan.changesPerSecond} s, then ${plan.burstCount} at once; ${textLength} bytes a push; \
medians of ${rounds}
${table([head, ...rows])}`);
}
