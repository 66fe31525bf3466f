import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildInto } from '../../build.ts';
import { freePorts } from '../support/free-ports.ts';
import { startDanaStub } from './beside/dana-stub.ts';
import { commonEnvironment, gatewayEnvironment, serverKey } from './beside/gateway-environment.ts';
import { startCountingPostgres } from './beside/postgres.ts';
import { processorMs } from './beside/processor-time.ts';
import { nowMs } from './live/now-ms.ts';
import { describeMachine } from './machine.ts';

export const about = 'a start in production up to the first answer, and the memory of a gateway without work';

const askAgainMs = 10;
const startMsMax = 60_000;
const idleMs = 5_000;

/** One start of what `npm run build` makes, on a database whose migrations are applied. Rejects if it answers nothing. */
export async function run({ isSmoke }: { isSmoke: boolean }): Promise<void> {
  const folder = mkdtempSync(join(import.meta.dirname, '../../node_modules/.cache/gapura-start-'));
  const work = mkdtempSync(join(tmpdir(), 'gapura-bench-'));
  await buildInto(join(folder, 'dist'));
  await writeFile(join(folder, 'package.json'), '{ "type": "module", "version": "0.0.0" }');
  const postgres = await startCountingPostgres(join(work, 'postgres'));
  await postgres.stopCounting();
  const dana = await startDanaStub();
  const [port = 0] = await freePorts(1);
  const environment = {
    ...commonEnvironment({ databaseUrl: postgres.url, danaUrl: dana.url }),
    ...gatewayEnvironment(port),
  };
  const start = () =>
    measureStart({ program: join(folder, 'dist', 'main.js'), environment, port, folder: work });
  try {
    // The first one applies the migrations.
    await start();
    const starts = [];
    for (let round = 0; round < (isSmoke ? 1 : 7); round += 1) starts.push(await start());
    console.log(`
${describeMachine()}
medians of ${starts.length} starts, with the least and the greatest
  first answer, ms after the process began   ${describe(starts.map(({ answerMs }) => answerMs))}
  processor until then, ms                   ${describe(starts.map(({ cpuMs }) => cpuMs))}
  memory after ${idleMs / 1_000} s without work, MB (RSS)   ${describe(starts.map(({ rssMb }) => rssMb))}`);
  } finally {
    dana.close();
    await postgres.end();
    await Promise.all([folder, work].map((path) => rm(path, { recursive: true, force: true })));
  }
}

async function measureStart(options: {
  program: string;
  environment: Readonly<Record<string, string>>;
  port: number;
  folder: string;
}) {
  const logFile = join(options.folder, 'gateway.log');
  const log = openSync(logFile, 'w');
  const beganMs = nowMs();
  const child = spawn(process.execPath, [options.program], {
    env: { PATH: process.env.PATH, ...options.environment },
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const ended = once(child, 'exit');
  const pid = child.pid ?? 0;
  try {
    while (!(await isAnswered(options.port))) {
      if (child.exitCode !== null || nowMs() - beganMs > startMsMax) {
        throw new Error(`the gateway does not start:\n${readFileSync(logFile, 'utf8')}`);
      }
      await new Promise((again) => setTimeout(again, askAgainMs));
    }
    const answerMs = nowMs() - beganMs;
    const cpuMs = processorMs(pid);
    await new Promise((idle) => setTimeout(idle, idleMs));
    return { answerMs, cpuMs, rssMb: rssMbOf(pid) };
  } finally {
    child.kill('SIGKILL');
    await ended;
  }
}

async function isAnswered(port: number): Promise<boolean> {
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${serverKey}` },
    body: JSON.stringify({ query: '{ orders(first: 1) { nodes { id } } }' }),
  }).catch(() => null);
  return response !== null && (await response.text()).includes('"nodes"');
}

/** NaN where the system is not Linux. */
function rssMbOf(pid: number): number {
  if (process.platform !== 'linux') return Number.NaN;
  const [, kilobytes] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}

function describe(values: readonly number[]): string {
  const sorted = values.map(Math.round).sort((a, b) => a - b);
  return `${sorted[Math.floor(sorted.length / 2)]} (${sorted[0]}–${sorted.at(-1)})`;
}
