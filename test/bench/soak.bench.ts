import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as until } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import postgres from 'postgres';
import { buildPrograms } from './live/build.ts';
import { figure, table } from './live/numbers.ts';
import { describeMachine } from './machine.ts';
import { startLives } from './soak/lives.ts';
import { readTables, type Sample, takeSample } from './soak/sample.ts';
import { slopeOf } from './soak/slope.ts';
import { type SoakWorld, startSoakWorld } from './soak/world.ts';

export const about =
  'lives of orders for an hour, DANA in another process: what grows [--minutes 60] [--rate 5] [--snapshots <folder>]';

/** Caches fill and statements are prepared. Of a shorter soak, half of the minutes. */
const warmUpMinutesMax = 10;
/** A machine that is busy with other things may be late now and then. */
const failedShareMax = 0.01;
const tablesShown = 8;

const columns: readonly (readonly [keyof Sample, string])[] = [
  ['heapMb', 'heap MB'],
  ['codeMb', 'of it code MB'],
  ['dataMb', 'of it data MB'],
  ['rssMb', 'RSS MB'],
  ['descriptors', 'descriptors'],
  ['loopDelayP99Ms', 'loop p99 ms'],
  ['cpuMs', 'CPU ms'],
  ['bytesPerLife', 'disk per life'],
  ['deadShare', 'dead rows'],
  ['databaseMb', 'database MB'],
  ['simulatorHeapMb', "DANA's heap MB"],
];
/** What must not grow with the number of lives. */
const flat: readonly (keyof Sample)[] = ['dataMb', 'rssMb', 'descriptors', 'bytesPerLife', 'deadShare'];

interface Plan {
  readonly periods: number;
  readonly periodMs: number;
  readonly perSecond: number;
  /** Where heap snapshots are written, one after the warm-up and one at the end; null: none. */
  readonly snapshots: string | null;
}

/** Rejects if lives fail; what grew is printed, and for a person to judge. */
export async function run({ isSmoke, flags }: { isSmoke: boolean; flags: readonly string[] }): Promise<void> {
  const { values } = parseArgs({
    args: [...flags],
    options: {
      minutes: { type: 'string', default: '60' },
      rate: { type: 'string', default: '5' },
      snapshots: { type: 'string' },
    },
  });
  const plan: Plan = {
    periods: isSmoke ? 4 : Number(values.minutes),
    periodMs: isSmoke ? 1_000 : 60_000,
    perSecond: Number(values.rate),
    snapshots: values.snapshots === undefined ? null : resolve(values.snapshots),
  };
  console.log(describeMachine());
  await buildPrograms();
  const folder = await mkdtemp(join(tmpdir(), 'gapura-bench-'));
  const world = await startSoakWorld(folder);
  const sql = postgres(world.databaseUrl, { max: 1, onnotice: () => undefined });
  try {
    await soak(world, sql, plan);
  } finally {
    await sql.end();
    await world.end();
    await rm(folder, { recursive: true, force: true });
  }
}

async function soak(world: SoakWorld, sql: postgres.Sql, plan: Plan): Promise<void> {
  const lives = startLives({ ...world, perSecond: plan.perSecond });
  const samples: Sample[] = [];
  const warmUp = Math.min(warmUpMinutesMax, Math.floor(plan.periods / 2));
  const snapshot = async (name: string) => {
    if (plan.snapshots !== null) await world.gateway.ask({ snapshotFile: join(plan.snapshots, name) });
  };
  console.log(['minute', 'lives', 'events', ...columns.map(([, name]) => name)].join(', '));
  for (let minute = 1; minute <= plan.periods; minute += 1) {
    await until(plan.periodMs);
    const sample = await takeSample(world, sql, lives.endedCount);
    samples.push(sample);
    const numbers = [minute, lives.endedCount, world.receivedCount(), ...columns.map(([key]) => sample[key])];
    console.log(numbers.map(figure).join(', '));
    if (minute === warmUp) await snapshot('warm.heapsnapshot');
  }
  await snapshot('end.heapsnapshot');
  await lives.stop();
  const { length: failed } = lives.failures;
  console.log(`\n${figure(plan.perSecond)} lives a second, ${lives.endedCount} ended well, ${failed} did not
after the first ${warmUp} minutes:
${describeGrowth(samples, warmUp, plan.periodMs)}\n
${await describeTables(sql)}`);
  if (failed > 0) console.log(`\nwhat went wrong:\n${describeFailures(lives.failures)}`);
  if (failed > failedShareMax * lives.endedCount)
    throw new Error('too many lives did not end as they should');
}

/** How often lives met what, without the names of orders. */
function describeFailures(failures: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const failure of failures) {
    const what = failure.replace(/^life \d+: /, '').replace(/of \S+ saw/, 'saw');
    counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  return [...counts].map(([what, count]) => `${count} × ${what}`).join('\n');
}

function describeGrowth(samples: readonly Sample[], warmUp: number, periodMs: number): string {
  const minuteOf = (place: number) => (place * periodMs) / 60_000;
  const rows = columns.map(([key, name]) => {
    const points = samples.map((sample, place) => [minuteOf(place), sample[key]] as const).slice(warmUp);
    const { perHour, errorPerHour, isGrowth } = slopeOf(points);
    const verdict = flat.includes(key) ? (isGrowth ? 'GREW' : 'flat') : '';
    const ends = [points[0]?.[1], points.at(-1)?.[1]].map((value) => figure(value ?? Number.NaN));
    return [name, ...ends, `${figure(perHour)} ± ${figure(2 * errorPerHour)}`, verdict];
  });
  return table([['', 'first', 'last', 'an hour', ''], ...rows]);
}

async function describeTables(sql: postgres.Sql): Promise<string> {
  const largest = (await readTables(sql)).slice(0, tablesShown);
  return table([
    ['table with indexes', 'rows', 'dead rows', 'MB', 'bytes a row'],
    ...largest.map(({ name, rows, deadRows, mb }) => [
      name,
      figure(rows),
      figure(deadRows),
      figure(mb),
      figure((mb * 2 ** 20) / rows),
    ]),
  ]);
}
