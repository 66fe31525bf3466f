import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createFaults } from './armed-faults.ts';
import type { SimulatorClock } from './clock.ts';
import { controlApi } from './control/control-api.ts';
import type { Desk } from './control/desk.ts';
import { sandboxTools } from './control/sandbox-tools.ts';
import { createBrowserGuard } from './http/browser-guard.ts';
import { danaEndpoints, danaPaths } from './http/dana-endpoints.ts';
import { createHttpServer } from './http/http-server.ts';
import type { SimulatorPartner, SimulatorUnit } from './ledger/documents.ts';
import { type Ledger, openLedger } from './ledger/ledger.ts';
import { type ProfileName, profiles } from './model/profile.ts';
import { createDeliveryQueue } from './notifications/delivery-queue.ts';
import { createOrders } from './orders.ts';
import { pages } from './pages/pages.ts';
import { createExternalIds } from './protocol/external-ids.ts';
import { loadSigningKeys } from './protocol/keys.ts';
import { createPartners } from './protocol/partners.ts';
import { createUnits } from './protocol/units.ts';
import { createSettlementFiles } from './settlement-files.ts';

export { createBrowserGuard } from './http/browser-guard.ts';
export type { SimulatorPartner } from './ledger/documents.ts';

export interface SimulatorOptions {
  host: string;
  /** 0 picks a free port; `Simulator.url` contains it. */
  port: number;
  /** Stores orders, pending notifications and the signing key; created if absent. One simulator at a time. */
  dataDir: string;
  /** A fresh clock: the start applies the advances of earlier runs to it. */
  clock: SimulatorClock;
  /** Known from the start; more can be added at POST /simulator/partners. */
  partners: readonly SimulatorPartner[];
  /** Registered while the simulator runs; more can be added at POST /simulator/units. */
  units?: readonly SimulatorUnit[];
  /** How many days after its day a settlement file comes, DANA's T+X. Default 1. */
  settlementDays?: number;
  /** Default generous: everything that DANA documents is allowed. */
  profile?: ProfileName;
  /** Default true: X-TIMESTAMP must have an offset that the profile names. */
  strictTimestamps?: boolean;
  /** How browsers reach it, if not by host and port (a container, a proxy). No trailing slash. */
  publicUrl?: string;
  /** Host names, besides localhost, addresses, `host` and that of `publicUrl`, at which it may be reached. */
  hostNames?: readonly string[];
  /** Default false: notifications go to this machine only, wherever a merchant's order wants them. */
  mayNotifyOthers?: boolean;
  /** How far X-TIMESTAMP may be from the clock in ms. Default: any. */
  timestampAgeMsMax?: number;
  /** Default false: refuse an X-EXTERNAL-ID that the partner used earlier on the same Jakarta day. */
  rejectsRepeatedExternalIds?: boolean;
}

export interface Simulator {
  /** The address it listens at, without trailing slash. */
  url: string;
  /** PEM of the key that signs notifications. */
  publicKey: string;
  publicKeyPath: string;
  /** Stops listening and sending. Undelivered notifications are sent after the next start. */
  close(): Promise<void>;
}

/**
 * Starts a simulator. Rejects in production (a gateway must never mistake simulated money for real money),
 * and if the folder is in use or damaged, a partner's key is unusable, or the port is taken.
 */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  // biome-ignore lint/style/noProcessEnv: no caller may decide otherwise.
  if (process.env.NODE_ENV === 'production')
    throw new Error('The simulator never starts with NODE_ENV=production: its payments are not real.');
  const ledger = await openLedger(options.dataDir);
  try {
    return await startWith(ledger, options);
  } catch (error) {
    await ledger.close();
    throw error;
  }
}

async function startWith(ledger: Ledger, options: SimulatorOptions): Promise<Simulator> {
  const { clock } = options;
  const keys = await loadSigningKeys(options.dataDir);
  const partners = createPartners(ledger);
  options.partners.forEach(partners.add);
  const profile = profiles[options.profile ?? 'generous'];
  const units = createUnits(ledger, {
    configured: options.units ?? [],
    mustRegister: profile.mustRegisterUnits,
  });
  const time = keptClock(ledger, clock);

  const faults = createFaults(ledger);
  const deliveryQueue = createDeliveryQueue({
    ledger,
    clock,
    faults,
    key: keys.privateKey,
    mayNotifyOthers: options.mayNotifyOthers ?? false,
  });
  const orders = createOrders({ ledger, clock, deliveryQueue });
  const publicKey = keys.publicKeyPem;
  let url = '';
  const publicUrl = () => options.publicUrl ?? url;
  const dana = danaEndpoints({
    orders,
    deliveryQueue,
    clock,
    faults,
    rules: {
      partners,
      timestampOffsets: options.strictTimestamps === false ? null : profile.timestampOffsets,
      timestampAgeMsMax: options.timestampAgeMsMax ?? null,
      externalIds: options.rejectsRepeatedExternalIds === true ? createExternalIds() : null,
    },
    publicUrl,
    profile,
    units,
  });
  const settlementFiles = createSettlementFiles({
    ...{ ledger, orders, faults, clock },
    settlementDays: options.settlementDays ?? 1,
  });
  const desk: Desk = {
    ...{ ledger, orders, partners, faults, settlementFiles, units, profile, clock, publicKey },
    ...time,
  };
  const control = controlApi(desk);
  const handlers = [dana, control, sandboxTools(desk), pages({ desk, control, publicUrl })];
  const server = createHttpServer({ handlers, durable: ledger.durable, guard: guardOf(options) });
  url = await listen(server, options);
  orders.resume();

  return {
    url,
    publicKey,
    publicKeyPath: keys.publicKeyPath,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      orders.close();
      await deliveryQueue.close();
      await closed;
      await ledger.close();
    },
  };
}

function guardOf({ host, hostNames = [], publicUrl }: SimulatorOptions) {
  const own = publicUrl === undefined ? null : new URL(publicUrl);
  return createBrowserGuard({
    hostNames: [host, ...hostNames, ...(own === null ? [] : [own.hostname])],
    origins: own === null ? [] : [own.origin],
    signedPaths: danaPaths,
  });
}

/**
 * Applies the advances of earlier runs, so that a restart does not move time backwards, and stores new ones.
 */
function keptClock(ledger: Ledger, clock: SimulatorClock) {
  const advancedMs = () => ledger.all('clock').get('clock')?.advancedMs ?? 0;
  clock.advance(advancedMs());
  return {
    advancedMs,
    advanceClock: (ms: number) => {
      ledger.commit([{ kind: 'clock', id: 'clock', value: { advancedMs: advancedMs() + ms } }]);
      clock.advance(ms);
    },
  };
}

async function listen(server: Server, { host, port }: SimulatorOptions): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  // Node reports a connection that could not be accepted, for lack of descriptors, as an error of the server, which
  // goes on listening. Unheard, it would end the process, and with it an embedded gateway.
  server.on('error', (error) => console.error('simulator.connection_failed', error.message));
  const { port: taken } = server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${taken}`;
}
