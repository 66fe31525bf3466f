import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { noApprovalRules } from '../../src/domain/approval-rules.ts';
import { startEmbeddedServices } from '../../src/gateway/embedded.ts';
import { systemClock } from '../../src/runtime/clock.ts';
import { noTelemetry } from '../../src/telemetry/settings.ts';
import { freePorts } from '../support/free-ports.ts';
import { programArguments } from '../support/programs.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'gapura-start-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

/** `npm start` in a folder of its own, with nothing of this environment. */
function startGateway(environment: Record<string, string>): ChildProcess & { stderr: NodeJS.ReadableStream } {
  const child = spawn(process.execPath, programArguments('src/main.ts'), {
    cwd: join(import.meta.dirname, '../..'),
    env: { PATH: process.env.PATH, HOME: process.env.HOME, DATA_DIR: dataDir, ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (child.stderr === null) throw new Error('no stderr');
  return Object.assign(child, { stderr: child.stderr });
}

/** Whether a Postgres runs in the folder. */
const hasPostgres = () =>
  access(join(dataDir, 'postgres/server/data/postmaster.pid')).then(
    () => true,
    () => false,
  );

test.each(['PORT', 'SIMULATOR_PORT'])(
  'a start whose %s is taken names it and leaves nothing behind',
  async (name) => {
    const [taken = 0, free = 0] = await freePorts(2);
    const other = createServer().listen(taken, '127.0.0.1');
    await once(other, 'listening');
    const ports = { PORT: String(free), SIMULATOR_PORT: String(free), [name]: String(taken) };
    const gateway = startGateway(ports);
    const [said, [exitCode]] = await Promise.all([text(gateway.stderr), once(gateway, 'exit')]);
    other.close();
    expect(exitCode).toBe(1);
    expect(said).toContain(`${name} ${taken} is taken`);
    expect(await hasPostgres()).toBe(false);
  },
);

test('a start says what it is doing, and a SIGTERM in its middle leaves no Postgres behind', async () => {
  const [port = 0, simulatorPort = 0] = await freePorts(2);
  const gateway = startGateway({ PORT: String(port), SIMULATOR_PORT: String(simulatorPort) });
  const exited = once(gateway, 'exit');
  let said = '';
  gateway.stderr.on('data', (chunk: Buffer) => {
    if (said.includes('Starting the DANA simulator')) return;
    said += chunk.toString();
    if (said.includes('Starting the DANA simulator')) gateway.kill('SIGTERM');
  });
  expect(await exited).toEqual([0, null]);
  expect(said).toMatch(
    /Gapura GraphQL starts, embedded\.\nMaking a Postgres database in .+: first start only/,
  );
  expect(await hasPostgres()).toBe(false);
});

test('a simulator that cannot start takes the Postgres beside it along', async () => {
  await mkdir(join(dataDir, 'simulator'));
  // Process 1 always lives.
  await writeFile(join(dataDir, 'simulator/lock'), '1');
  const starting = startEmbeddedServices(
    {
      host: '127.0.0.1',
      port: 0,
      simulatorPort: 0,
      simulatorProfile: 'generous',
      lateQueryDays: [],
      settlementDays: 1,
      dashboardUrl: null,
      openId: null,
      approvalRules: noApprovalRules,
      dataDir,
      logLevel: 'silent',
      devServerKey: null,
      corsOrigins: [],
      events: { endpointUrls: [], secrets: [], arePrivateAllowed: true },
      telemetry: noTelemetry,
      refusedNotifyFor: null,
    },
    systemClock(),
  );
  await expect(starting).rejects.toThrow('Another simulator (process 1) uses');
  expect(await hasPostgres()).toBe(false);
});
