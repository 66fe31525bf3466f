import { createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { EmbeddedOptions } from '../config/config.ts';
import {
  connectionsMaxDefault,
  connectionWaitMaxMsDefault,
  type GatewaySettings,
} from '../config/settings.ts';
import { normalisePrivateKey, parsePublicKeys } from '../dana/keys/keys.ts';
import type { MovableClock } from '../runtime/clock.ts';
import { finishNotifyPath } from '../server/finish-notify/finish-notify.ts';
import { graphqlPath } from '../server/routes.ts';
import { makeMayThisMachineCall } from '../server/wire/cross-origin.ts';
import { createShowcase } from '../showcase/showcase.ts';
import { startEmbeddedPostgres } from '../store/embedded/embedded-postgres.ts';
import type { World } from '../store/world/database-world.ts';
import { checkIsFree, explainListening } from './listening.ts';
import { simulatedSettlement } from './simulated-settlement.ts';
import { worldOf } from './world-of.ts';

/** A running Postgres and simulated DANA, and the settings of a gateway that uses them. */
export interface EmbeddedServices {
  readonly settings: GatewaySettings;
  readonly simulatorUrl: string;
  /** Closes the simulator first, then the database, so that nothing writes to a closed database. */
  close(): Promise<void>;
}

/** The merchant of the embedded mode, and the only one that its simulator knows. */
export const embeddedMerchant = {
  partnerId: 'gapura-embedded',
  merchantId: '216620000000000000001',
  externalStoreId: 'embedded-store',
  /** Electronics shops; DANA demands a category, and the simulator accepts any. */
  mcc: '5732',
} as const;

/** The world of every embedded gateway's database. */
export const embeddedWorld: World = worldOf({
  mode: 'embedded',
  dana: { environment: 'sandbox', baseUrl: null, partnerId: embeddedMerchant.partnerId },
  merchant: embeddedMerchant,
});

/** Tells the person who waits what is being done, in a sentence. */
export type ReportProgress = (sentence: string) => void;

/**
 * Starts everything that a fresh clone lacks: Postgres and the DANA simulator, with keys and secrets drawn
 * once and kept in `dataDir`. The simulator uses `clock` too, so that moving it moves both. Rejects with CannotListen
 * if a port is taken. If the start fails, nothing that it started goes on running.
 */
export async function startEmbeddedServices(
  config: EmbeddedOptions,
  clock: MovableClock,
  report: ReportProgress = () => undefined,
): Promise<EmbeddedServices> {
  const { host, port, simulatorPort } = config;
  await checkIsFree({ host, port: simulatorPort, portVariable: 'SIMULATOR_PORT' });
  await checkIsFree({ host, port, portVariable: 'PORT' });
  const closers: (() => Promise<void>)[] = [];
  async function close(): Promise<void> {
    for (const closeOne of closers.splice(0).reverse()) await closeOne();
  }
  try {
    return await startServices(config, { clock, report, closers, close });
  } catch (error) {
    await close();
    throw error;
  }
}

interface StartParts extends Pick<EmbeddedServices, 'close'> {
  readonly clock: MovableClock;
  readonly report: ReportProgress;
  /** What is open, in the order of its opening. */
  readonly closers: (() => Promise<void>)[];
}

async function startServices(
  config: EmbeddedOptions,
  { clock, report, closers, close }: StartParts,
): Promise<EmbeddedServices> {
  const dataDir = resolve(config.dataDir);
  await mkdir(dataDir, { recursive: true, mode: 0o711 });
  const secrets = await openSecrets(dataDir);
  const starting = startEmbeddedPostgres({ dataDir: join(dataDir, 'postgres'), report });
  // Before it has started: whatever fails meanwhile, the server is given back once it runs.
  closers.push(async () => (await starting.catch(() => null))?.leave());
  // The simulator is loaded only here: a production process never has its code in memory.
  const [{ createBrowserGuard, startSimulator }, postgres] = await Promise.all([
    import('../simulator/simulator.ts'),
    starting,
  ]);
  report(`Starting the DANA simulator at port ${config.simulatorPort}.`);
  const privateKey = normalisePrivateKey(secrets.privateKeyPem);
  if (privateKey.kind === 'rejected') throw new Error(`${dataDir}: the private key ${privateKey.reason}`);
  const simulator = await startSimulator({
    host: config.host,
    port: config.simulatorPort,
    dataDir: join(dataDir, 'simulator'),
    clock,
    profile: config.simulatorProfile,
    settlementDays: config.settlementDays,
    partners: [
      {
        partnerId: embeddedMerchant.partnerId,
        merchantId: embeddedMerchant.merchantId,
        publicKey: createPublicKey(privateKey.key).export({ type: 'spki', format: 'pem' }).toString(),
      },
    ],
    units:
      config.simulatorProfile === 'sandbox'
        ? [
            {
              merchantId: embeddedMerchant.merchantId,
              kind: 'store',
              externalId: embeddedMerchant.externalStoreId,
            },
          ]
        : [],
  }).catch((error: unknown) => {
    throw explainListening(error, {
      host: config.host,
      port: config.simulatorPort,
      portVariable: 'SIMULATOR_PORT',
    });
  });
  closers.push(() => simulator.close());
  const webhookKeys = parsePublicKeys(simulator.publicKey);
  if (webhookKeys.kind === 'rejected') throw new Error(`the simulator's public key ${webhookKeys.reason}`);
  const gatewayUrl = `http://${config.host}:${config.port}`;
  const serverKey = config.devServerKey ?? secrets.serverKey;

  return {
    simulatorUrl: simulator.url,
    settings: {
      mode: 'embedded',
      isProduction: false,
      host: config.host,
      port: config.port,
      logLevel: config.logLevel,
      corsOrigins: config.corsOrigins,
      lateQueryDays: config.lateQueryDays,
      settlementDays: config.settlementDays,
      settlementSource: simulatedSettlement(simulator.url, embeddedMerchant.merchantId),
      hasConsole: true,
      checkoutUrl: null,
      dashboardUrl: config.dashboardUrl,
      approvalRules: config.approvalRules,
      openId: config.openId,
      proxiesCount: 0,
      shutdownDelayMs: 0,
      rawRetentionDays: 90,
      areDocumentsRegistered: false,
      databaseUrl: postgres.url,
      pool: {
        connectionsMax: connectionsMaxDefault,
        connectionWaitMaxMs: connectionWaitMaxMsDefault,
        arePrepared: true,
      },
      listenUrl: postgres.url,
      wakeUps: { kind: 'postgres' },
      dana: {
        environment: 'sandbox',
        partnerId: embeddedMerchant.partnerId,
        privateKey: privateKey.key,
        origin: gatewayUrl,
        baseUrl: simulator.url,
        webhookPublicKeys: webhookKeys.keys,
      },
      merchant: {
        merchantId: embeddedMerchant.merchantId,
        subMerchantId: null,
        externalStoreId: embeddedMerchant.externalStoreId,
        mcc: embeddedMerchant.mcc,
        notifyUrl: `${gatewayUrl}/v1.0/debit/notify`,
      },
      rules: {
        returnUrlDefault: `${gatewayUrl}/graphql`,
        returnUrlsAllowed: config.corsOrigins,
        isLoopbackReturnAllowed: true,
        externalStoreIdDefault: embeddedMerchant.externalStoreId,
        expiresInMaxMs: 30 * 60_000,
      },
      events: config.events,
      telemetry: config.telemetry,
      // A tunnel or another name for this machine: its own origin in CORS_ORIGINS lets it in.
      guard: createBrowserGuard({
        hostNames: config.corsOrigins.map((origin) => new URL(origin).hostname),
        origins: config.corsOrigins,
        signedPaths: [finishNotifyPath],
        mayPageSend: makeMayThisMachineCall(graphqlPath),
      }),
      showcase: await createShowcase({ gatewayUrl, simulatorUrl: simulator.url, serverKey }),
      refusedNotifyFor: config.refusedNotifyFor,
      serverKey,
      tokenSecrets: [secrets.tokenSecret],
    },
    close,
  };
}

const secretsFile = 'gateway-secrets.json';

interface Secrets {
  readonly privateKeyPem: string;
  readonly serverKey: string;
  readonly tokenSecret: string;
}

/** Reads the secrets of this folder; on the first start draws them, into a file that only its owner can read. */
async function openSecrets(dataDir: string): Promise<Secrets> {
  const file = join(dataDir, secretsFile);
  const kept = await readFile(file, 'utf8').catch(() => null);
  if (kept !== null) return JSON.parse(kept) as Secrets;
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  await drawSecrets(dataDir, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  return JSON.parse(await readFile(file, 'utf8')) as Secrets;
}

/** Writes the secrets of an embedded gateway's folder, with this private key, unless another start was faster. */
export async function drawSecrets(dataDir: string, privateKeyPem: string): Promise<void> {
  const file = join(dataDir, secretsFile);
  const secrets: Secrets = {
    privateKeyPem,
    serverKey: `gsk_test_${randomBytes(32).toString('base64url')}`,
    tokenSecret: randomBytes(32).toString('base64url'),
  };
  // Written whole, then linked: if two first starts race, the slower one uses the secrets of the faster one.
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, JSON.stringify(secrets), { mode: 0o600 });
  await link(draft, file).catch(() => undefined);
  await unlink(draft);
}
