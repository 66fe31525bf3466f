import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GatewaySettings } from '../../config/settings.ts';
import { noApprovalRules } from '../../domain/approval-rules.ts';
import { type SystemClock, systemClock } from '../../runtime/clock.ts';
import { codeOf } from '../../runtime/error-code.ts';
import { finishNotifyPath } from '../../server/finish-notify/finish-notify.ts';
import { createScratchDatabase } from '../../store/postgres/scratch-database.ts';
import { noTelemetry } from '../../telemetry/settings.ts';
import { type NotifyRelay, openNotifyRelay } from '../wire/notify-relay.ts';
import { openWireRecord, type WireRecord } from '../wire/wire-record.ts';

/** What one run of the scenarios works with: a DANA, a database and a relay for notifications. */
export interface TestBed {
  readonly target: 'simulator' | 'sandbox';
  /** Settings for the gateway of this run: it has its own database, and DANA reaches it through the relay. */
  readonly settings: GatewaySettings;
  readonly clock: SystemClock;
  readonly wireRecord: WireRecord;
  readonly relay: NotifyRelay;
  /** The tool in DANA's merchant portal that pays a virtual account. */
  readonly payToolUrl: string;
  /** Moves the clock of both sides if it can be moved; otherwise resolves at once, and the caller waits. */
  passTime(ms: number): Promise<void>;
  /** How long to wait for an order to become PAID before the gateway queries DANA. */
  readonly paidWaitMs: number;
  /** Deadlines for DANA's notification, and for its retry after a refusal. */
  readonly notifyWaitMs: number;
  readonly retryWaitMs: number;
  /** Stops the DANA of this run, drops the database and closes the relay; only the evidence stays. */
  close(): Promise<void>;
}

const payToolPath = '/merchant-portal-app/api/sandbox-tools/execute';
/** The portal of DANA's sandbox, at the address in DANA's published UAT suite. */
const sandboxPortal = 'https://dashboard-sandbox.dana.id';

/** Starts a simulated DANA and a Postgres in a temporary folder, which is removed afterwards. */
export async function openSimulatorTestBed(): Promise<TestBed> {
  const dataDir = await mkdtemp(join(tmpdir(), 'gapura-uat-'));
  const clock = systemClock();
  const wireRecord = openWireRecord();
  const relay = await openNotifyRelay(wireRecord, { host: '127.0.0.1', port: 0, path: finishNotifyPath });

  async function leave(): Promise<void> {
    await relay.close();
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  }

  // Loaded only here: a production install contains neither the embedded Postgres nor the simulator.
  const { startEmbeddedServices } = await import('../../gateway/embedded.ts');
  const testBed = await startEmbeddedServices(
    {
      host: '127.0.0.1',
      port: 0,
      logLevel: 'silent',
      dataDir,
      simulatorPort: 0,
      simulatorProfile: 'generous',
      lateQueryDays: [],
      settlementDays: 1,
      dashboardUrl: null,
      openId: null,
      approvalRules: noApprovalRules,
      devServerKey: null,
      corsOrigins: [],
      events: { endpointUrls: [], secrets: [], arePrivateAllowed: true },
      telemetry: noTelemetry,
      refusedNotifyFor: null,
    },
    clock,
  ).catch(async (error: unknown) => {
    await leave();
    if (codeOf(error instanceof Error ? error.cause : null) !== 'MODULE_NOT_FOUND') throw error;
    // The error itself would advise to set DATABASE_URL, which this target does not read.
    throw new Error('--target simulator needs the development dependencies: install them with npm ci');
  });
  const { settings, simulatorUrl } = testBed;
  return {
    target: 'simulator',
    settings: {
      ...settings,
      dana: { ...settings.dana, origin: 'https://shop.example' },
      showcase: null,
      merchant: { ...settings.merchant, notifyUrl: relay.url + finishNotifyPath },
      rules: { ...settings.rules, returnUrlDefault: 'https://shop.example/thanks' },
    },
    clock,
    wireRecord,
    relay,
    payToolUrl: simulatorUrl + payToolPath,
    passTime: (ms) => advanceSimulator(simulatorUrl, ms),
    paidWaitMs: 15_000,
    notifyWaitMs: 30_000,
    retryWaitMs: 30_000,
    async close() {
      await testBed.close();
      await leave();
    },
  };
}

/** Gateway and simulator share one clock; the simulator stores how far it was moved. */
async function advanceSimulator(simulatorUrl: string, advanceMs: number): Promise<void> {
  const response = await fetch(`${simulatorUrl}/simulator/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ advanceMs }),
  });
  if (!response.ok) throw new Error(`the simulator's clock answered HTTP ${response.status}`);
}

/**
 * Uses DANA's sandbox with the merchant's own credentials, and a new database beside the configured one. The
 * relay listens at HOST and PORT, so no gateway may run there. Throws if the settings are those of
 * production.
 */
export async function openSandboxTestBed(configured: GatewaySettings): Promise<TestBed> {
  const { host, port, dana, listenUrl } = configured;
  if (dana.environment !== 'sandbox' || configured.isProduction) {
    throw new Error(
      'The acceptance tests are for the sandbox: set DANA_ENV=sandbox, and no NODE_ENV=production',
    );
  }
  const wireRecord = openWireRecord();
  const relay = await openNotifyRelay(wireRecord, { host, port, path: finishNotifyPath }).catch(() => {
    throw new Error(
      `Port ${port} is taken: stop the gateway that runs there, because DANA's notifications must reach this run`,
    );
  });
  const database = await createScratchDatabase(listenUrl, 'gapura_uat').catch(async (error: unknown) => {
    await relay.close();
    throw error;
  });
  return {
    target: 'sandbox',
    settings: {
      ...configured,
      databaseUrl: database.url,
      listenUrl: database.url,
      wakeUps: { kind: 'none' },
      host: '127.0.0.1',
      port: 0,
      events: { ...configured.events, endpointUrls: [] },
    },
    clock: systemClock(),
    wireRecord,
    relay,
    payToolUrl: (dana.baseUrl ?? sandboxPortal) + payToolPath,
    passTime: async () => undefined,
    paidWaitMs: 15_000,
    notifyWaitMs: 5 * 60_000,
    retryWaitMs: 2 * 60_000,
    async close() {
      await relay.close();
      await database.drop();
    },
  };
}
