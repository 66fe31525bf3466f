import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { GatewaySettings } from '../../config/settings.ts';
import { systemClock } from '../../runtime/clock.ts';
import { finishNotifyPath } from '../../server/finish-notify/finish-notify.ts';
import { createScratchDatabase } from '../../store/postgres/scratch-database.ts';
import type { Clock } from '../../use-cases/ports/clock.ts';
import { type NotifyRelay, openNotifyRelay } from '../wire/notify-relay.ts';
import { openWireRecord, type WireRecord } from '../wire/wire-record.ts';

/** Whom the scenarios are run against, and what is there for one run alone. */
export interface UatWorld {
  readonly target: 'simulator' | 'sandbox';
  /** For the gateway of this run: a database of its own, reached by DANA through the relay. */
  readonly settings: GatewaySettings;
  readonly clock: Clock;
  readonly record: WireRecord;
  readonly relay: NotifyRelay;
  /** The tool of DANA's merchant portal that pays a virtual account. */
  readonly payToolUrl: string;
  /** Lets time pass for both sides where it can be moved; resolves at once where it can only be waited for. */
  passTime(ms: number): Promise<void>;
  /** How long an order that was just paid may take to be known as paid before DANA is asked. */
  readonly paidWaitMs: number;
  /** Deadlines for what DANA does by itself: a notification, and the retry of one that was refused. */
  readonly notifyWaitMs: number;
  readonly retryWaitMs: number;
  /** Ends DANA, the database and the relay; nothing of the run stays but its evidence. */
  close(): Promise<void>;
}

const payToolPath = '/merchant-portal-app/api/sandbox-tools/execute';
/** The portal of DANA's sandbox, as DANA's published UAT suite calls it. */
const sandboxPortal = 'https://dashboard-sandbox.dana.id';

/** A simulated DANA and a Postgres of its own in a folder that is removed afterwards. */
export async function openSimulatorWorld(): Promise<UatWorld> {
  const dataDir = await mkdtemp(join(tmpdir(), 'gapura-uat-'));
  const clock = systemClock();
  const record = openWireRecord();
  const relay = await openNotifyRelay(record, { host: '127.0.0.1', port: 0, path: finishNotifyPath });

  async function leave(): Promise<void> {
    await relay.close();
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  }

  // Loaded here alone: a production install has neither the Postgres nor the simulator that come with it.
  const { startEmbeddedWorld } = await import('../../gateway/embedded.ts');
  const world = await startEmbeddedWorld(
    {
      host: '127.0.0.1',
      port: 0,
      logLevel: 'silent',
      dataDir,
      simulatorPort: 0,
      devServerKey: null,
      corsOrigins: [],
      events: { endpointUrls: [], secrets: [], arePrivateAllowed: true },
      refusedNotifyFor: null,
    },
    clock,
  ).catch(async (error: unknown) => {
    await leave();
    throw error;
  });
  const { settings, simulatorUrl } = world;
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
    record,
    relay,
    payToolUrl: simulatorUrl + payToolPath,
    passTime: (ms) => advanceSimulator(simulatorUrl, ms),
    paidWaitMs: 15_000,
    notifyWaitMs: 30_000,
    retryWaitMs: 30_000,
    async close() {
      await world.close();
      await leave();
    },
  };
}

/** Gateway and simulator share one clock; the simulator remembers how far it was moved. */
async function advanceSimulator(simulatorUrl: string, advanceMs: number): Promise<void> {
  const response = await fetch(`${simulatorUrl}/simulator/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ advanceMs }),
  });
  if (!response.ok) throw new Error(`the simulator's clock answered HTTP ${response.status}`);
}

/**
 * DANA's sandbox with the merchant's own credentials, and a database of its own beside the configured one. The relay
 * takes the place of a gateway at HOST and PORT, so none may run there. Throws where these are production's settings.
 */
export async function openSandboxWorld(configured: GatewaySettings): Promise<UatWorld> {
  const { host, port, dana, listenUrl } = configured;
  if (dana.environment !== 'sandbox' || configured.isProduction) {
    throw new Error(
      'The acceptance tests are for the sandbox: set DANA_ENV=sandbox, and no NODE_ENV=production',
    );
  }
  const record = openWireRecord();
  const relay = await openNotifyRelay(record, { host, port, path: finishNotifyPath }).catch(() => {
    throw new Error(
      `Port ${port} is taken: stop the gateway that runs there, DANA's notifications come to us`,
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
      host: '127.0.0.1',
      port: 0,
      events: { ...configured.events, endpointUrls: [] },
    },
    clock: systemClock(),
    record,
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
