import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import postgres from 'postgres';
import { startEmbeddedPostgres } from '../../src/store/embedded/embedded-postgres.ts';
import { databaseUrl } from '../support/database-url.ts';
import { buildPrograms } from './live/build.ts';
import { type Crowd, startCrowd } from './live/crowd.ts';
import { type Figures, measure, type Plan } from './live/measure.ts';
import { figure, median, medians, table } from './live/numbers.ts';
import {
  type StartServer,
  startBareWs,
  startCommittingWs,
  startGateway,
  startTwoGateways,
} from './live/servers.ts';
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

/** The servers by their names, and what the gateway among them is compared with. */
interface Contest {
  readonly servers: Readonly<Record<string, StartServer>>;
  readonly floors: readonly string[];
}

const oneProcess: Contest = {
  servers: { gateway: startGateway, 'bare ws': startBareWs, 'verified, committed ws': startCommittingWs(1) },
  floors: ['bare ws', 'verified, committed ws'],
};
/** The notification comes to one process, and the payer's socket is at the other one. */
const twoProcesses: Contest = {
  servers: { 'two gateways': startTwoGateways, 'two verified, committed ws': startCommittingWs(2) },
  floors: ['two verified, committed ws'],
};

/**
 * `--sockets 1000`: only the plan with so many, and `--rounds 1`: so many rounds, for a quick comparison. `--beside FILE`:
 * the gateway.js of another build of this bench, which is measured in turns with this one and is a floor too.
 */
function readFlags(flags: readonly string[]) {
  const { values } = parseArgs({
    args: [...flags],
    options: {
      sockets: { type: 'string' },
      rounds: { type: 'string', default: String(roundsCount) },
      processes: { type: 'string' },
      beside: { type: 'string' },
    },
  });
  const { sockets, processes, beside } = values;
  const other: Contest['servers'] =
    beside === undefined
      ? {}
      : { 'other build': (options) => startGateway({ ...options, program: resolve(beside) }) };
  const one = {
    servers: { ...oneProcess.servers, ...other },
    floors: [...oneProcess.floors, ...Object.keys(other)],
  };
  return {
    rounds: Number(values.rounds),
    plans: sockets === undefined ? plans : plans.filter((plan) => plan.socketsCount === Number(sockets)),
    contests: [one, twoProcesses].filter(
      (_, index) => (processes ?? String(index + 1)) === String(index + 1),
    ),
  };
}

export async function run({ isSmoke, flags }: { isSmoke: boolean; flags: readonly string[] }): Promise<void> {
  const wanted = readFlags(flags);
  await buildPrograms();
  const folder = await mkdtemp(join(tmpdir(), 'gapura-bench-'));
  const server = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
  const crowd = await startCrowd(isSmoke ? 1 : crowdProcesses, folder);
  try {
    console.log(describeMachine());
    for (const plan of isSmoke ? smokePlans : wanted.plans) {
      for (const contest of wanted.contests) {
        const rounds = isSmoke ? 1 : wanted.rounds;
        await benchPlan(plan, contest, { rounds, serverUrl: server.url, crowd, folder });
      }
    }
  } finally {
    await crowd.end();
    await server.leave();
    await rm(folder, { recursive: true, force: true });
  }
}

async function benchPlan(
  plan: Plan,
  { servers, floors }: Contest,
  { rounds, serverUrl, crowd, folder }: { rounds: number; serverUrl: string; crowd: Crowd; folder: string },
): Promise<void> {
  const runs = new Map<string, Figures[]>(Object.keys(servers).map((name) => [name, []]));
  let text = '';
  for (let round = 1; round <= rounds; round += 1) {
    for (const [name, start] of Object.entries(servers)) {
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
  print(plan, { rounds, textLength: text.length, runs, floors });
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

/** The first server is the gateway. A ratio is the median of the ratios within each round. */
function print(
  plan: Plan,
  {
    rounds,
    textLength,
    runs,
    floors,
  }: {
    rounds: number;
    textLength: number;
    runs: ReadonlyMap<string, readonly Figures[]>;
    floors: readonly string[];
  },
): void {
  const columns = [...runs].map(([name, figures]) => ({ name, figures: medians(figures) }));
  const [gateway = []] = runs.values();
  const ratio = (floor: string, name: keyof Figures) => {
    const others = runs.get(floor) ?? [];
    return median(gateway.map((figures, round) => figures[name] / (others[round]?.[name] ?? Number.NaN)));
  };
  const head = ['', ...columns.map(({ name }) => name), ...floors.map((floor) => `to ${floor}`)];
  const rows = lines.map(([label, name, unit]) => [
    label,
    ...columns.map(({ figures }) => figure(figures[name] / unit)),
    ...floors.map((floor) => `${figure(ratio(floor, name))}×`),
  ]);
  console.log(`
${plan.socketsCount.toLocaleString('en')} sockets, each on its own order; ${plan.changesPerSecond} payments a second for \
${plan.steadyCount / plan.changesPerSecond} s, then ${plan.burstCount} at once; ${textLength} bytes a push; \
medians of ${rounds}
${table([head, ...rows])}`);
}
