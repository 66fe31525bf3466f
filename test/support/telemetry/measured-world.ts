import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../../src/config/config.ts';
import type { GatewaySettings } from '../../../src/config/settings.ts';
import { type Gateway, startGateway } from '../../../src/gateway/compose.ts';
import { type SystemClock, systemClock } from '../../../src/runtime/clock.ts';
import { startSimulator } from '../../../src/simulator/simulator.ts';
import type { SdkParts } from '../../../src/telemetry/sdk/sdk.ts';
import type { Clock } from '../../../src/use-cases/ports/clock.ts';
import type { Log } from '../../../src/use-cases/ports/log.ts';
import { type DanaLine, openDanaLine } from '../dana-line.ts';
import { type FreshDatabase, freshDatabase } from '../database.ts';
import { openReceiver, type Receiver, webhookSecret } from '../event-receiver.ts';
import { eventually } from '../eventually.ts';
import { freePorts } from '../free-ports.ts';
import { openShop, type Shop } from '../shop.ts';
import { openSimulatorDesk, type SimulatorDesk } from '../simulator-desk.ts';
import { startTcpRelay, type TcpRelay } from '../tcp-relay.ts';
import { type MetricsPage, readPage } from './metrics-page.ts';
import { type OnCall, openOnCall } from './on-call.ts';

export interface LoggedLine {
  readonly time: Date;
  readonly level: string;
  readonly event: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/**
 * A gateway that exports metrics, in the process of the test, with a simulated DANA, a merchant's server and lines to
 * Postgres and DANA that a test can cut. Gateway and simulator share one clock.
 */
export interface MeasuredWorld {
  readonly gateway: Gateway;
  readonly clock: SystemClock;
  readonly desk: SimulatorDesk;
  readonly shop: Shop;
  readonly receiver: Receiver;
  /** Who is on call, at ALERT_URL. */
  readonly onCall: OnCall;
  readonly line: DanaLine;
  /** The gateway's way to Postgres for its statements, and for LISTEN. */
  readonly databaseRelay: TcpRelay;
  readonly listenRelay: TcpRelay;
  readonly database: FreshDatabase;
  readonly partner: { readonly partnerId: string; readonly merchantId: string; readonly publicKey: string };
  readonly lines: readonly LoggedLine[];
  readonly serverKey: string;
  readonly metricsUrl: string;
  /** What Prometheus would read now; the metrics of the database are younger than a second, if it can be read. */
  page(): Promise<MetricsPage>;
  /** The page as soon as it satisfies. */
  pageThat(holds: (page: MetricsPage) => boolean): Promise<MetricsPage>;
  close(): Promise<void>;
}

export async function startMeasuredWorld({
  environment = {},
  parts,
}: {
  readonly environment?: Readonly<Record<string, string>>;
  readonly parts?: SdkParts;
} = {}): Promise<MeasuredWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'gapura-measured-'));
  const [database, receiver, onCall, [port = 0, metricsPort = 0]] = await Promise.all([
    freshDatabase(),
    openReceiver(),
    openOnCall(),
    freePorts(2),
  ]);
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const partner = {
    partnerId: 'partner-1',
    merchantId: '216620000000000000001',
    publicKey: keys.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
  const clock = systemClock();
  const simulator = await startSimulator({
    host: '127.0.0.1',
    port: 0,
    dataDir: folder,
    clock,
    partners: [partner],
  });
  const line = await openDanaLine(simulator.url);
  const target = new URL(database.url);
  const server = { host: target.hostname, port: Number(target.port) };
  const [databaseRelay, listenRelay] = await Promise.all([startTcpRelay(server), startTcpRelay(server)]);
  const through = ({ port: relayPort }: TcpRelay) => {
    const url = new URL(database.url);
    url.host = `127.0.0.1:${relayPort}`;
    return url.href;
  };
  const serverKey = 'gsk_test_measured-world-server-key-0123';
  const variables = {
    HOST: '127.0.0.1',
    PORT: String(port),
    DANA_ENV: 'sandbox',
    X_PARTNER_ID: partner.partnerId,
    PRIVATE_KEY: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    DANA_WEBHOOK_PUBLIC_KEY_STRING: simulator.publicKey,
    DANA_BASE_URL: line.url,
    MERCHANT_ID: partner.merchantId,
    EXTERNAL_STORE_ID: 'store-1',
    MCC: '5732',
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    RETURN_URL: 'https://shop.example/thanks',
    DATABASE_URL: through(databaseRelay),
    DATABASE_LISTEN_URL: through(listenRelay),
    SERVER_KEY: serverKey,
    TOKEN_SECRET: 'measured-world-token-secret-of-32-bytes',
    EVENTS_URL: receiver.url,
    EVENTS_SECRET: webhookSecret('the merchant'),
    EVENTS_ALLOW_PRIVATE: 'true',
    ALERT_URL: onCall.url,
    OTEL_METRICS_EXPORTER: 'prometheus',
    OTEL_EXPORTER_PROMETHEUS_PORT: String(metricsPort),
    ...environment,
  };
  const lines: LoggedLine[] = [];
  const overrides = parts === undefined ? {} : { telemetryParts: parts };
  const gateway = await startGateway(settingsOf(variables), clock, recordingLog(lines, clock), overrides);
  const shop = openShop(gateway.url, serverKey);
  const metricsUrl = `http://127.0.0.1:${metricsPort}/metrics`;
  const page = async () => readPage(await (await fetch(metricsUrl)).text());

  return {
    gateway,
    clock,
    desk: openSimulatorDesk(simulator.url),
    shop,
    receiver,
    onCall,
    line,
    databaseRelay,
    listenRelay,
    database,
    partner,
    lines,
    serverKey,
    metricsUrl,
    page,
    pageThat: (holds) => eventually(page, holds),
    async close() {
      // A socket that the fault has broken cannot be closed in order.
      await shop.close().catch(() => undefined);
      await gateway.close();
      const relays = [databaseRelay.close(), listenRelay.close()];
      await Promise.all([line.close(), ...relays, simulator.close(), receiver.close(), onCall.close()]);
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function settingsOf(variables: Readonly<Record<string, string>>): GatewaySettings {
  const config = readConfig(variables);
  if (config.kind === 'faulty') throw new Error(config.faults.join('\n'));
  if (config.config.mode !== 'configured') throw new Error('the measured world is configured');
  return config.config.settings;
}

function recordingLog(lines: LoggedLine[], clock: Clock): Log {
  const record =
    (level: string) =>
    (event: string, fields: Record<string, unknown> = {}) => {
      lines.push({ time: clock.now(), level, event, fields });
    };
  return { debug: record('debug'), info: record('info'), warn: record('warn'), error: record('error') };
}
