import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../src/store/embedded-postgres.ts';
import type { Flood, FloodAnswer } from './floods/flooder.ts';
import { openGoodTraffic, type Pace, type Waits } from './floods/good-traffic.ts';
import { buildPrograms } from './live/build.ts';
import { type Child, startChild } from './live/child.ts';
import { figure, percentile, table } from './live/numbers.ts';
import { type Server, startGateway } from './live/servers.ts';

export const about = 'good traffic beside floods of bad signatures, bad keys and bad sockets';

const fullPace: Pace = { notificationsPerSecond: 50, queriesPerSecond: 100, seconds: 8 };
const smokePace: Pace = { notificationsPerSecond: 20, queriesPerSecond: 40, seconds: 1 };
const flooderProcesses = 2;
const connectionsPerFlooder = 16;

type FloodPlan = Omit<Flood, 'port' | 'connectionsCount'>;
/** From inside the merchant's own network nobody is counted, which is the worst; from outside by address. */
const floods: readonly (readonly [name: string, flood: FloodPlan])[] = [
  ['bad signatures, uncounted', { kind: 'signatures', addressesCount: 0 }],
  ['bad signatures, 100 addresses', { kind: 'signatures', addressesCount: 100 }],
  ['bad keys, uncounted', { kind: 'keys', addressesCount: 0 }],
  ['bad keys, 100 addresses', { kind: 'keys', addressesCount: 100 }],
  ['bad sockets, uncounted', { kind: 'sockets', addressesCount: 0 }],
  ['bad sockets, 100 addresses', { kind: 'sockets', addressesCount: 100 }],
];

export async function run({ isSmoke }: { isSmoke: boolean }): Promise<void> {
  buildPrograms();
  const pace = isSmoke ? smokePace : fullPace;
  const folder = await mkdtemp(join(tmpdir(), 'gapura-bench-'));
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
  const flooders = await Promise.all(
    Array.from({ length: flooderProcesses }, (_, place) =>
      startChild('../floods/flooder.js', { logFile: join(folder, `flooder-${place}.log`) }),
    ),
  );
  // Before and after each flood it is quiet, and before everything the code is run for the first time.
  const runsCount = 2 * floods.length + 2;
  const server = await startGateway({
    databaseUrl: postgres.url,
    count: runsCount * pace.notificationsPerSecond * pace.seconds,
    text: '',
    logFile: join(folder, 'gateway.log'),
    environment: { TRUST_PROXY: '1' },
  });
  try {
    console.log(
      `${cpus().length} cores (${cpus()[0]?.model}), Node ${process.version}, everything on this machine`,
    );
    await benchFloods(server, flooders, pace);
  } finally {
    await Promise.all([server.end(), ...flooders.map((flooder) => flooder.end())]);
    await postgres.leave();
    await rm(folder, { recursive: true, force: true });
  }
}

async function benchFloods(server: Server, flooders: readonly Child[], pace: Pace): Promise<void> {
  const { url = '' } = server.subscriptions[0] ?? {};
  const port = Number(new URL(url).port);
  const traffic = openGoodTraffic(server);
  await traffic.run(pace);

  const runs: { name: string; waits: Waits; counts: Record<string, number>; seconds: number }[] = [];
  const quiet: Waits[] = [await traffic.run(pace)];
  for (const [name, plan] of floods) {
    const flood: Flood = { ...plan, port, connectionsCount: connectionsPerFlooder };
    await Promise.all(flooders.map((flooder) => flooder.ask({ flood })));
    const beganMs = performance.now();
    const waits = await traffic.run(pace);
    const answers = await Promise.all(flooders.map((flooder) => flooder.ask<FloodAnswer>({ flood: null })));
    const seconds = (performance.now() - beganMs) / 1_000;
    runs.push({ name, waits, counts: sumOf(answers), seconds });
    quiet.push(await traffic.run(pace));
  }
  print(pace, quiet, runs);
}

function sumOf(answers: readonly FloodAnswer[]): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const { counts } of answers) {
    for (const [answer, count] of Object.entries(counts)) sum[answer] = (sum[answer] ?? 0) + count;
  }
  return sum;
}

function print(
  pace: Pace,
  quiet: readonly Waits[],
  runs: readonly { name: string; waits: Waits; counts: Record<string, number>; seconds: number }[],
): void {
  const still: Waits = {
    notifications: quiet.flatMap(({ notifications }) => notifications),
    queries: quiet.flatMap(({ queries }) => queries),
  };
  const cells = (name: keyof Waits, share: number, waits: Waits) => {
    const value = percentile(waits[name], share);
    const ratio = value / percentile(still[name], share);
    return waits === still ? [figure(value), ''] : [figure(value), `${figure(ratio)}×`];
  };
  const row = (name: string, waits: Waits, badPerSecond: string, answered: string) => [
    name,
    badPerSecond,
    ...cells('notifications', 0.5, waits),
    ...cells('notifications', 0.99, waits),
    ...cells('queries', 0.5, waits),
    ...cells('queries', 0.99, waits),
    answered,
  ];
  const rows = runs.map(({ name, waits, counts, seconds }) => {
    const badCount = Object.values(counts).reduce((sum, count) => sum + count, 0);
    if (badCount === 0) throw new Error(`${name}: nothing was answered`);
    const answered = Object.entries(counts).map(
      ([answer, count]) => `${answer}: ${percent(count, badCount)}`,
    );
    return row(name, waits, figure(badCount / seconds), answered.join(', '));
  });
  const head = ['ms', 'bad/s', 'notify p50', '', 'p99', '', 'query p50', '', 'p99', '', 'bad ones answered'];
  console.log(`
${pace.notificationsPerSecond} genuine notifications and ${pace.queriesPerSecond} queries a second, each phase \
${pace.seconds} s; floods by ${flooderProcesses} processes, ${flooderProcesses * connectionsPerFlooder} connections \
that ask again as soon as they are answered, and where they are not, after 20 ms on another one
${table([head, row('no flood', still, '', ''), ...rows])}`);
}

function percent(part: number, whole: number): string {
  return `${Math.round((part / whole) * 100)} %`;
}
