import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../src/simulator/clock.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { closeDatabase, connectDatabase } from '../../src/store/postgres/database.ts';
import { type DanaLine, openDanaLine } from './dana-line.ts';
import { freshDatabase } from './database.ts';
import { freePorts } from './free-ports.ts';
import { type GatewayProcess, startGatewayProcess } from './gateway-process.ts';
import { judge } from './recorded.ts';
import { openSimulatorDesk, type SimulatorDesk } from './simulator-desk.ts';
import { truthOf } from './simulator-truth.ts';
import { startTcpRelay, type TcpRelay } from './tcp-relay.ts';

export const merchantId = '216620000000000000001';

/** Gateways in processes of their own, configured as for the real DANA; Postgres and DANA outlive them. */
export interface ConfiguredWorld {
  readonly databaseUrl: string;
  readonly desk: SimulatorDesk;
  readonly serverKey: string;
  /** The environment of the first gateway; commands run with the same. */
  readonly environment: Readonly<Record<string, string>>;
  /**
   * The merchant at DANA. After a POST of it to /simulator/partners with another key, DANA rejects our
   * signatures.
   */
  readonly partner: { readonly partnerId: string; readonly merchantId: string; readonly publicKey: string };
  /** The first gateway; DANA delivers its notifications there. */
  readonly gateway: GatewayProcess;
  readonly gateways: readonly GatewayProcess[];
  /** The connection between gateways and DANA. Notifications bypass it. */
  readonly line: DanaLine;
  /** The connection between gateways and Postgres. The oracle's reads bypass it. */
  readonly databaseRelay: TcpRelay;
  /** What violates an invariant, see `judge`. `isSettled`: faults are over, and nothing is pending at DANA. */
  judge(isSettled: boolean): Promise<string[]>;
  dispose(): Promise<void>;
}

export interface ConfiguredWorldOptions {
  readonly gatewayCount?: number;
  readonly environment?: Readonly<Record<string, string>>;
  /** How long a statement waits for a connection, where much is asked at once on a busy machine. */
  readonly poolTimeoutSeconds?: number;
  /** The program of the processes; default: `src/main.ts`. */
  readonly entry?: string;
  /** A database that outlives this world; default: a new one on the server of all tests. */
  readonly databaseUrl?: string;
}

export async function startConfiguredWorld(options: ConfiguredWorldOptions = {}): Promise<ConfiguredWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'gapura-world-'));
  const database =
    options.databaseUrl === undefined
      ? await freshDatabase()
      : { url: options.databaseUrl, drop: async () => undefined };
  const merchantKeys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const partner = {
    partnerId: 'partner-1',
    merchantId,
    publicKey: merchantKeys.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
  const simulator = await startSimulator({
    host: '127.0.0.1',
    port: 0,
    dataDir: folder,
    clock: systemClock(),
    partners: [partner],
  });
  const ports = await freePorts(options.gatewayCount ?? 1);
  const serverKey = options.environment?.SERVER_KEY ?? 'gsk_test_configured-world-server-key';
  const gateways: GatewayProcess[] = [];
  const line = await openDanaLine(simulator.url);
  const { hostname, port: databasePort } = new URL(database.url);
  const databaseRelay = await startTcpRelay({ host: hostname, port: Number(databasePort) });
  const relayedDatabase = new URL(database.url);
  relayedDatabase.host = `127.0.0.1:${databaseRelay.port}`;
  if (options.poolTimeoutSeconds !== undefined)
    relayedDatabase.searchParams.set('pool_timeout', String(options.poolTimeoutSeconds));
  const desk = openSimulatorDesk(simulator.url);

  async function judgeNow(isSettled: boolean): Promise<string[]> {
    const connection = connectDatabase({ url: database.url, connectionsMax: 2 });
    try {
      const truths = (await desk.orders()).map(truthOf);
      return await judge(connection, { truths, isSettled, merchantId });
    } finally {
      await closeDatabase(connection);
    }
  }

  async function dispose(): Promise<void> {
    const ends = await Promise.allSettled(gateways.map((gateway) => gateway.dispose()));
    await Promise.all([line.close(), databaseRelay.close()]);
    await simulator.close();
    await database.drop();
    await rm(folder, { recursive: true, force: true });
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
  }

  try {
    const environmentOf = (port: number) => ({
      PORT: String(port),
      HOST: '127.0.0.1',
      DANA_ENV: 'sandbox',
      X_PARTNER_ID: 'partner-1',
      PRIVATE_KEY: merchantKeys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      DANA_WEBHOOK_PUBLIC_KEY_STRING: simulator.publicKey,
      DANA_BASE_URL: line.url,
      MERCHANT_ID: merchantId,
      EXTERNAL_STORE_ID: 'store-1',
      MCC: '5732',
      PUBLIC_URL: `http://127.0.0.1:${ports[0]}`,
      RETURN_URL: 'https://shop.example/thanks',
      DATABASE_URL: relayedDatabase.href,
      SERVER_KEY: serverKey,
      TOKEN_SECRET: 'configured-world-token-secret-32-bytes',
      // Most tests have no load balancer that needs time to notice a stop.
      SHUTDOWN_DELAY_MS: '0',
      ...options.environment,
    });
    gateways.push(
      ...(await Promise.all(ports.map((port) => startGatewayProcess(environmentOf(port), options.entry)))),
    );
    const [gateway] = gateways;
    if (gateway === undefined) throw new RangeError('a world has at least one gateway');
    return {
      databaseUrl: database.url,
      desk,
      serverKey,
      environment: environmentOf(ports[0] ?? 0),
      partner,
      gateway,
      gateways,
      line,
      databaseRelay,
      judge: judgeNow,
      dispose,
    };
  } catch (error) {
    await dispose();
    throw error;
  }
}
