import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import connectPostgres from 'postgres';
import { translateFinishNotify } from '../../../src/dana/finish-notify.ts';
import { startSimulator } from '../../../src/simulator/simulator.ts';
import { createCheckoutStore } from '../../../src/store/checkouts/checkout-store.ts';
import { openNotifier } from '../../../src/store/feed/notifier.ts';
import { wakeUpChannel } from '../../../src/store/feed/wake-up-channel.ts';
import { createOrderStore } from '../../../src/store/orders/order-store.ts';
import { closeDatabase, connectDatabase } from '../../../src/store/postgres/database.ts';
import { readMessage, writeMessages } from '../../../src/wake-ups/message.ts';
import { judge } from '../../support/recorded.ts';
import { openSimulatorDesk } from '../../support/simulator-desk.ts';
import { truthOf } from '../../support/simulator-truth.ts';
import { merchantId } from '../dana/notifications.ts';
import { createGateway } from '../gateway/gateway.ts';
import { createGatewayProcess } from '../gateway/gateway-process.ts';
import type { Intent } from '../people/act.ts';
import { createBuyers } from '../people/buyers.ts';
import { createMerchant } from '../people/merchant.ts';
import { createRequests } from '../people/requests.ts';
import { createWatchers } from '../people/watchers.ts';
import { createChronicle } from '../world/chronicle.ts';
import { createDice } from '../world/dice.ts';
import { createFaults } from '../world/faults.ts';
import { createActivity } from './activity.ts';
import { openNotifyServer } from './notify-server.ts';
import { createRealConnection } from './real-connection.ts';
import { createRealDatabase } from './real-database.ts';
import { createRealHistory } from './real-history.ts';
import { createRealTime } from './real-time.ts';

/** Enough for two processes that each recover 16 orders at a time. */
const connectionsMax = 10;
/** How long a client waits for the order that it is to act on to exist. */
const lookMs = 400;
const looksMax = 10;

/**
 * The simulated world with real parts. The same as in the simulation: the scripts, the people, the processes
 * with their use cases, recovery workers and crashes at every port, the faults by their seed, and the oracle of
 * answers and checkouts. Real: Postgres with its LISTEN, the provider with RSA over HTTP, the simulator as DANA
 * with its notifications, their verification and translation. The differences: time passes by itself and is
 * moved forward while everybody waits, so no delay is checked to the millisecond; a seed repeats its story but
 * not each race; the end is checked as in tests of real processes.
 */
export async function openRealWorld({ seed, databaseUrl }: { seed: number; databaseUrl: string }) {
  const folder = await mkdtemp(join(tmpdir(), 'gapura-real-world-'));
  const merchantKeys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const postgres = connectDatabase({ url: databaseUrl, connectionsMax });
  const dice = (stream: string) => createDice(seed, stream);
  const time = createRealTime();
  const chronicle = createChronicle({ isNarrated: false, nowMs: time.nowMs });
  const faults = createFaults(dice('faults'));
  const activity = createActivity();
  const history = createRealHistory(chronicle);

  const partner = {
    partnerId: 'partner-1',
    merchantId,
    publicKey: merchantKeys.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
  const simulator = await startSimulator({
    host: '127.0.0.1',
    port: 0,
    dataDir: folder,
    clock: time.clock,
    partners: [partner],
  });
  const processNames = ['gateway-a', 'gateway-b'];
  // The notification URL is part of the processes' requests, and the server delivers to the processes.
  const processes: ReturnType<typeof createGatewayProcess>[] = [];
  const gateway = createGateway({ processes, dice: dice('balancer'), chronicle });
  const notifications = await openNotifyServer({
    gateway,
    dice: dice('courier'),
    faults,
    activity,
    danaPublicKey: simulator.publicKey,
  });
  const connection = createRealConnection({
    privateKey: merchantKeys.privateKey,
    partnerId: partner.partnerId,
    danaUrl: simulator.url,
    notifyUrl: notifications.url,
    faults,
    activity,
  });
  const database = createRealDatabase(postgres, { faults, activity });
  const notifier = openNotifier(databaseUrl);
  for (const name of processNames) {
    processes.push(
      createGatewayProcess({
        name,
        time,
        dice: dice(name),
        faults,
        chronicle,
        database,
        connection,
        newUuid: randomUUID,
        publish(sender, id, version = 0) {
          // A wake-up that is lost is made up for.
          notifier.send(writeMessages(sender, [{ id, version }])).catch(() => undefined);
        },
        translateFinishNotify,
        mutation: {},
      }),
    );
  }
  const listener = connectPostgres(databaseUrl, { max: 1, fetch_types: false, onnotice: () => undefined });
  await listener.listen(wakeUpChannel, (message) => {
    const { sender, wakeUps } = readMessage(message);
    for (const process of processes) {
      if (process.name === sender || wakeUps === 'all') continue;
      for (const { id, version } of wakeUps) process.wake(id, version ?? undefined);
    }
  });

  const store = createOrderStore(postgres);
  const checkouts = createCheckoutStore(postgres);
  const desk = openSimulatorDesk(simulator.url);
  const requests = createRequests('merchant', { time, dice: dice('merchant'), chronicle });
  const idOf = async ({ partnerReferenceNo }: Intent): Promise<string | null> => {
    for (let looks = 0; looks < looksMax; looks++) {
      // A busy database is asked again, like an order that is not there yet.
      const order = await store.find({ partnerReferenceNo }).catch(() => null);
      if (order !== null) return order.id;
      await time.sleep(lookMs);
    }
    return null;
  };

  const { answers, deliveries } = history;
  return {
    time,
    faults,
    chronicle,
    activity,
    history,
    processes,
    requests,
    store,
    desk,
    merchant: createMerchant({ requests, gateway, answers, idOf }),
    buyers: createBuyers({ time, requests, gateway, database: { checkouts }, answers: history.checkouts }),
    watchers: createWatchers({ time, dice: dice('watchers'), chronicle, gateway, answers, deliveries, idOf }),

    /** When nothing is pending any more: what violates an invariant. */
    async judge(calmSinceMs: number): Promise<string[]> {
      await history.check(postgres, calmSinceMs);
      const truths = (await desk.orders()).map(truthOf);
      return [
        ...chronicle.violations.map(({ invariant, detail }) => `${invariant} ${detail}`),
        ...(await judge(postgres, { truths, isSettled: true, merchantId })),
      ];
    },

    async close(): Promise<void> {
      for (const process of processes) process.run()?.life.end();
      await simulator.close();
      await notifications.close();
      await listener.end({ timeout: 1 });
      await notifier.close();
      await closeDatabase(postgres);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
export type RealWorld = Awaited<ReturnType<typeof openRealWorld>>;
