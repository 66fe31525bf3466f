import '../../runtime/time-zone.ts';

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../config/config.ts';
import { startGateway } from '../../gateway/compose.ts';
import { startEmbeddedServices } from '../../gateway/embedded.ts';
import { CannotListen } from '../../gateway/listening.ts';
import { systemClock } from '../../runtime/clock.ts';
import { createLog } from '../../runtime/log.ts';
import { findFreePort } from '../../store/embedded/cluster.ts';
import type { Addresses } from './payer.ts';
import { prepareData } from './prepared-data.ts';

/** Between the choice of a port and its use another gateway may take it. */
const attemptsMax = 5;

/**
 * The gateway of one `startGapura`: a process of its own, so that a shop's tests keep their time zone, their modules and
 * their fake timers. It ends when the test process does, however that ends: the channel between them closes.
 */
const dataDir = await mkdtemp(join(tmpdir(), 'gapura-testing-'));
const closers: (() => Promise<void>)[] = [];
let isStopping = false;

async function closeAll(): Promise<void> {
  for (const close of closers.splice(0).reverse()) await close().catch(() => undefined);
}

async function stop(exitCode = 0): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  await closeAll();
  await rm(dataDir, { recursive: true, force: true });
  process.exit(exitCode);
}

/** What this program sends to the test that started it, once its gateway listens. */
async function start(): Promise<Addresses> {
  const port = await findFreePort();
  const simulatorPort = await findFreePort();
  const read = readConfig({
    ...process.env,
    DATA_DIR: dataDir,
    PORT: String(port),
    SIMULATOR_PORT: String(simulatorPort),
  });
  if (read.kind === 'faulty') throw new Error(read.faults.join('\n'));
  if (read.config.mode !== 'embedded') throw new Error('Variables of a real gateway are set.');
  const clock = systemClock();
  // Registered before it has started: whoever stops meanwhile leaves no database running.
  const starting = startEmbeddedServices(read.config, clock);
  closers.push(async () => (await starting).close());
  const services = await starting;
  if (isStopping) throw new Error('The test has ended.');
  const opening = startGateway(services.settings, clock, createLog(read.config.logLevel));
  closers.push(async () => (await opening).close());
  const gateway = await opening;
  return {
    url: `${gateway.url}/graphql`,
    simulatorUrl: services.simulatorUrl,
    serverKey: services.settings.serverKey,
  };
}

process.on('disconnect', () => void stop());
process.on('SIGTERM', () => void stop());
// Ctrl-C reaches every process of a terminal; the test decides when its gateway ends.
process.on('SIGINT', () => undefined);
// The test may have ended before anybody listened here.
if (!process.connected) await stop();

await prepareData(dataDir);
for (let attemptsCount = 1; ; attemptsCount += 1) {
  try {
    const addresses = await start();
    // Nobody waits any more if the test has ended meanwhile.
    if (process.connected) process.send?.(addresses);
    break;
  } catch (error) {
    await closeAll();
    if (isStopping) break;
    if (error instanceof CannotListen && attemptsCount < attemptsMax) continue;
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    await stop(1);
  }
}
