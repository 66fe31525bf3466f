import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../src/store/embedded/embedded-postgres.ts';
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
/** Inside the merchant's network requests are not counted by address, which is the worst case; outside they are. */
const floods: readonly (readonly [name: string, flood: FloodPlan])[] = [
  ['bad signatures, uncounted', { kind: 'signatures', addressesCount: 0 }],
  ['bad signatures, 100 addresses', { kind: 'signatures', addressesCount: 100 }],
  ['bad keys, uncounted', { kind: 'keys', addressesCount: 0 }],
  ['bad keys, 100 addresses', { kind: 'keys', addressesCount: 100 }],
  ['bad sockets, uncounted', { kind: 'sockets', addressesCount: 0 }],
  ['bad sockets, 100 addresses', { kind: 'sockets', addressesCount: 100 }],
];

export async function run({ isSmoke }: { isSmoke: boolean }): Promise<void> {
  await buildPrograms();
  const pace = isSmoke ? smokePace : fullPace;
  const folder = await mkdtemp(join(tmpdir(), 'gapura-bench-'));
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
  const flooders = await Promise.all(
    Array.from({ length: flooderProcesses }, (_, place) =>
      startChild('../floods/flooder.js', { logFile: join(folder, `flooder-${place}.log`) }),
    ),
  );
  // It is quiet before and after each flood. Before everything else the code runs once, so that it is warm.
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

/** One phase: the waits of good traffic, and the processor time that the gateway spent. */
interface Phase {
  readonly waits: Waits;
  /** A share of one core. */
  readonly cpuShare: number;
  readonly loopDelayP99Ms: number;
}
interface FloodPhase extends Phase {
  readonly name: string;
  readonly badPerSecond: number;
  readonly answered: string;
  /** The quiet phases before and after show what other work on the machine changes. */
  readonly quiet: readonly Phase[];
}

async function benchFloods(server: Server, flooders: readonly Child[], pace: Pace): Promise<void> {
  const { url = '' } = server.subscriptions[0] ?? {};
  const port = Number(new URL(url).port);
  const traffic = openGoodTraffic(server);

  async function phase(): Promise<Phase> {
    await server.vitals();
    const beganMs = performance.now();
    const waits = await traffic.run(pace);
    const tookMs = performance.now() - beganMs;
    const { cpuMs, loopDelayP99Ms } = await server.vitals();
    return { waits, cpuShare: cpuMs / tookMs, loopDelayP99Ms };
  }

  await traffic.run(pace);
  const quiet = [await phase()];
  const runs: FloodPhase[] = [];
  for (const [name, plan] of floods) {
    const flood: Flood = { ...plan, port, connectionsCount: connectionsPerFlooder };
    await Promise.all(flooders.map((flooder) => flooder.ask({ flood })));
    const beganMs = performance.now();
    const measured = await phase();
    const answers = await Promise.all(flooders.map((flooder) => flooder.ask<FloodAnswer>({ flood: null })));
    const seconds = (performance.now() - beganMs) / 1_000;
    quiet.push(await phase());
    runs.push({ name, ...measured, ...flooded(name, answers, seconds), quiet: quiet.slice(-2) });
  }
  print(pace, quiet, runs);
}

function flooded(
  name: string,
  answers: readonly FloodAnswer[],
  seconds: number,
): Pick<FloodPhase, 'badPerSecond' | 'answered'> {
  const sum = new Map<string, number>();
  for (const { counts } of answers) {
    for (const [answer, count] of Object.entries(counts)) sum.set(answer, (sum.get(answer) ?? 0) + count);
  }
  const badCount = [...sum.values()].reduce((total, count) => total + count, 0);
  if (badCount === 0) throw new Error(`${name}: the flood has sent nothing`);
  const answered = [...sum].map(([answer, count]) => `${answer}: ${Math.round((count / badCount) * 100)} %`);
  return { badPerSecond: badCount / seconds, answered: answered.join(', ') };
}

function print(pace: Pace, quiet: readonly Phase[], runs: readonly FloodPhase[]): void {
  const head = [
    'ms',
    'bad/s',
    ...['notify p50', '', 'p99', '', 'query p50', '', 'p99', ''],
    'processor',
    'loop p99',
    'bad ones answered',
  ];
  const rows = runs.map((run) => [
    run.name,
    figure(run.badPerSecond),
    ...columns.flatMap(({ name, share }) => {
      const value = waitOf([run], name, share);
      return [figure(value), `${figure(value / waitOf(run.quiet, name, share))}×`];
    }),
    percent(run.cpuShare),
    figure(run.loopDelayP99Ms),
    run.answered,
  ]);
  const still = [
    'no flood',
    '',
    ...columns.flatMap(({ name, share }) => [figure(waitOf(quiet, name, share)), '']),
    percent(quiet.reduce((sum, { cpuShare }) => sum + cpuShare, 0) / quiet.length),
    figure(
      percentile(
        quiet.map(({ loopDelayP99Ms }) => loopDelayP99Ms),
        0.5,
      ),
    ),
    '',
  ];
  console.log(`
${pace.notificationsPerSecond} genuine notifications and ${pace.queriesPerSecond} queries a second, each phase \
${pace.seconds} s; floods by ${flooderProcesses} processes, ${flooderProcesses * connectionsPerFlooder} connections \
that ask again as soon as they are answered, and where they are not, after 20 ms on another one; ratios to the quiet \
phases before and after
${table([head, still, ...rows])}`);
}

const columns = [
  { name: 'notifications', share: 0.5 },
  { name: 'notifications', share: 0.99 },
  { name: 'queries', share: 0.5 },
  { name: 'queries', share: 0.99 },
] as const;

function waitOf(phases: readonly Phase[], name: keyof Waits, share: number): number {
  return percentile(
    phases.flatMap(({ waits }) => waits[name]),
    share,
  );
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
