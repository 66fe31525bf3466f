import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compareAnswers, countStatements } from './beside/answers.ts';
import { startDanaStub } from './beside/dana-stub.ts';
import { startCountingPostgres } from './beside/postgres.ts';
import { describeRuns } from './beside/report.ts';
import { type Plan, runRounds } from './beside/rounds.ts';
import { fillDatabase } from './beside/rows.ts';
import { installPeers, startContestants } from './beside/servers.ts';
import { buildPrograms } from './live/build.ts';
import { describeMachine } from './machine.ts';

export const about = 'reads and createOrder beside what a merchant would take instead';

const fullPlan: Plan = { roundsCount: 5, warmUpMs: 500, fullMs: 500, steadyMs: 500 };
const smokePlan: Plan = { roundsCount: 1, warmUpMs: 100, fullMs: 150, steadyMs: 150 };

/**
 * Rejects only for what cannot be noise: a peer that cannot be installed or does not run, an answer that differs from
 * the gateway's, or more statements than stated. How fast anything is fails nothing.
 */
export async function run({ isSmoke }: { isSmoke: boolean }): Promise<void> {
  installPeers();
  const machine = describeMachine();
  await buildPrograms();
  const folder = await mkdtemp(join(tmpdir(), 'gapura-bench-'));
  const postgres = await startCountingPostgres(join(folder, 'postgres'));
  const dana = await startDanaStub();
  try {
    const rows = await fillDatabase(postgres.url);
    const contestants = await startContestants({
      databaseUrl: postgres.url,
      danaUrl: dana.url,
      rows,
      folder,
    });
    try {
      await compareAnswers(contestants);
      const statements = await countStatements(contestants, postgres);
      await postgres.stopCounting();
      const plan = isSmoke ? smokePlan : fullPlan;
      const runs = await runRounds(contestants, postgres.pid, plan);
      console.log(`
${machine}
medians of ${plan.roundsCount} rounds in turns, 16 connections; p99 of order(id) at half of each server's own requests a \
second, of createOrder at 50 a second
${describeRuns(runs, statements)}`);
    } finally {
      await Promise.all(contestants.map((one) => one.end()));
    }
  } finally {
    dana.close();
    await postgres.end();
    await rm(folder, { recursive: true, force: true });
  }
}
