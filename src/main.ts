import './runtime/time-zone.ts';

import { readConfig } from './config/config.ts';
import type { EmbeddedServices } from './gateway/embedded.ts';
import { systemClock } from './runtime/clock.ts';
import { createLog } from './runtime/log.ts';
import { metricsUrl } from './telemetry/settings.ts';

/** The longest shutdown; longer than one call to DANA (8 s) and the work after its answer. */
const shutdownTimeoutMs = 25_000;

if (process.argv.includes('--help')) {
  process.stdout.write(
    'npm start\n    Runs the gateway. It takes no options, only the variables of docs/configuration.md; without any, everything\n' +
      '    is embedded: a Postgres of its own, a simulated DANA, no real money. Ends with 78 if a variable is faulty.\n',
  );
  process.exit(0);
}
const result = readConfig(process.env);
if (result.kind === 'faulty') {
  process.stderr.write(
    `Gapura GraphQL cannot start:\n${result.faults.map((fault) => `  - ${fault}\n`).join('')}`,
  );
  process.exit(78);
}
const { config } = result;
/** Nobody balances the load of a laptop. */
const shutdownDelayMs = config.mode === 'embedded' ? 0 : config.settings.shutdownDelayMs;
const clock = systemClock();
const log = createLog(config.mode === 'embedded' ? config.logLevel : config.settings.logLevel);
for (const warning of result.warnings) log.warn('config.warned', { warning });

// Neither a closed terminal nor a full disk behind them ends the process. The log has its own way to these files.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

/** Makes health checks fail; null until a gateway listens. */
let announceClose: (() => void) | null = null;
const closers: (() => Promise<void>)[] = [];
let isStopping = false;

/**
 * Closes in reverse order of opening. A second signal ends the process at once. For `delayMs` before that the gateway
 * goes on serving and only its readiness is over, because a load balancer takes seconds to learn of it.
 */
async function stop(reason: string, exitCode: number, delayMs = 0): Promise<void> {
  if (isStopping) process.exit(exitCode);
  isStopping = true;
  log.info('gateway.stop_requested', { reason, delayMs });
  setTimeout(() => process.exit(1), shutdownTimeoutMs).unref();
  if (announceClose !== null && delayMs > 0) {
    announceClose();
    await new Promise((resolve) => setTimeout(resolve, delayMs));
  }
  for (const close of closers.reverse()) {
    await close().catch((error: unknown) => log.error('gateway.stop_failed', { error }));
  }
  process.exit(exitCode);
}

process.on('SIGTERM', () => void stop('SIGTERM', 0, shutdownDelayMs));
process.on('SIGINT', () => void stop('SIGINT', 0));
// After an uncaught exception the state of the process is unknown, so it logs the error and ends. Everything
// acknowledged is on disk, and the next process continues from there.
process.on('uncaughtException', (error) => {
  log.error('gateway.crashed', { error });
  void stop('uncaught exception', 1);
});

/** Takes over `opening` before it is open: a signal during a slow start waits for it and closes it. */
function closedAtEnd<Opened extends { close(): Promise<void> }>(opening: Promise<Opened>): Promise<Opened> {
  closers.push(async () => (await opening.catch(() => null))?.close());
  return opening;
}

async function start(): Promise<void> {
  log.info('gateway.launched', { mode: config.mode });
  if (config.mode === 'configured') {
    const { startGateway } = await import('./gateway/compose.ts');
    const { mode, dana } = config.settings;
    if (mode === 'rehearsal') log.warn('gateway.rehearsal_started', { dana: dana.baseUrl });
    const gateway = await closedAtEnd(startGateway(config.settings, clock, log));
    announceClose = () => gateway.announceClose();
    const metrics = metricsUrl(config.settings.telemetry);
    log.info('gateway.started', {
      url: gateway.url,
      dana: mode === 'rehearsal' ? mode : dana.environment,
      ...(metrics === null ? {} : { metrics }),
    });
    return;
  }
  report('Gapura GraphQL starts, embedded.');
  const { startGateway } = await import('./gateway/compose.ts');
  const { startEmbeddedServices } = await import('./gateway/embedded.ts');
  const services = await closedAtEnd(startEmbeddedServices(config, clock, report));
  // Whoever stops a start in its middle wants no gateway any more.
  if (isStopping) return;
  report('Bringing the tables up to date and starting the gateway.');
  const gateway = await closedAtEnd(startGateway(services.settings, clock, log));
  welcome(gateway.url, await gateway.signInLink(), services);
}

try {
  await start();
} catch (error) {
  // A stop may be closing what the start was about to use; it ends the process by itself.
  if (!isStopping) {
    log.error('gateway.start_failed', { error });
    process.stderr.write(
      `Gapura GraphQL could not start: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    await stop('start failed', 1);
  }
}

/** For whoever waits for an embedded start, at every log level but `silent`. */
function report(sentence: string): void {
  if (config.mode === 'embedded' && config.logLevel !== 'silent') process.stderr.write(`${sentence}\n`);
}

function welcome(
  url: string,
  signInLink: string,
  { simulatorUrl, settings: { serverKey, telemetry } }: Pick<EmbeddedServices, 'simulatorUrl' | 'settings'>,
): void {
  process.stdout.write(`
Gapura GraphQL, embedded: its own Postgres, a simulated DANA, no real money.

  Sample shop  ${url}/shop
  Console      ${signInLink}
               (signs you in once, within 15 minutes; another: npm run operators -- sign-in-link --person Developer)
  API          ${url}/graphql (in a browser: GraphiQL)
  Simulator    ${simulatorUrl}
  Server key   ${serverKey}
  Metrics      ${metricsUrl(telemetry) ?? 'off: OTEL_METRICS_EXPORTER=prometheus npm start'}

Buy something in the shop and pay it in the simulator; run GraphiQL's tabs from left to right; or see every
kind of payment at once: npm run demo
`);
}
