import { generateKeyPairSync } from 'node:crypto';
import { createClientTokens } from '../../../src/access/client-token.ts';
import { globalId } from '../../../src/graphql/schema/global-id.ts';
import { freePorts } from '../../support/free-ports.ts';
import { startChild } from './child.ts';
import { writeNotifications } from './notifications.ts';
import { insertPendingOrders } from './orders.ts';
import type { Vitals } from './probe.ts';
import { openSender } from './sender.ts';
import type { Subscription } from './subscribers.ts';

/** A server whose sockets wait for payments. */
export interface Server {
  readonly subscriptions: readonly Subscription[];
  /** Reports payment `index` to the server. Resolves when the server has answered. */
  pay(index: number): Promise<void>;
  vitals(): Promise<Vitals>;
  end(): Promise<void>;
}

export interface StartOptions {
  /** A database of its own, without tables. */
  readonly databaseUrl: string;
  /** The number of payments to come, each on a socket of its own. */
  readonly count: number;
  /** The push that the gateway sends; the floors send the same. */
  readonly text: string;
  readonly logFile: string;
  /** For the gateway: environment variables in addition to those of every bench, or instead of them. */
  readonly environment?: Readonly<Record<string, string>>;
}
export type StartServer = (options: StartOptions) => Promise<Server>;

/** `ws` alone; with `isCommitted` each push waits for a commit and its wake-up. */
export function startFloor(isCommitted: boolean): StartServer {
  return async ({ databaseUrl, count, text, logFile }) => {
    const child = await startChild('floor.js', {
      logFile,
      environment: isCommitted ? { DATABASE_URL: databaseUrl } : {},
      execArgv: ['--expose-gc'],
    });
    const port = Number(child.ready);
    await child.ask({ text, count });
    const post = openSender(port);
    return {
      subscriptions: Array.from({ length: count }, (_, index) => {
        return { index, url: `ws://127.0.0.1:${port}/${index}`, order: null };
      }),
      pay: (index) => post(`/${index}`, {}, ''),
      vitals: () => child.ask<Vitals>({}),
      end: () => child.end(),
    };
  };
}

const merchantId = '216620000000000000001';
/** Every scope; for benches that act as the merchant's server. */
export const serverKey = 'gsk_test_bench-server-key-of-32-bytes-01234';
const tokenSecret = 'bench-token-secret-of-32-bytes-0123456789';

/** The real gateway with an order for each payment, which a Finish Notify reports, signed as DANA signs. */
export const startGateway: StartServer = async ({ databaseUrl, count, logFile, environment }) => {
  const merchant = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const dana = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const [port = 0] = await freePorts(1);
  const child = await startChild('gateway.js', {
    logFile,
    environment: {
      PORT: String(port),
      HOST: '127.0.0.1',
      DANA_ENV: 'sandbox',
      X_PARTNER_ID: 'partner-1',
      PRIVATE_KEY: merchant.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      DANA_WEBHOOK_PUBLIC_KEY_STRING: dana.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      // These orders need no report, so DANA is not queried.
      DANA_BASE_URL: 'http://127.0.0.1:1',
      MERCHANT_ID: merchantId,
      MCC: '5732',
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      RETURN_URL: 'https://shop.example/thanks',
      DATABASE_URL: databaseUrl,
      SERVER_KEY: serverKey,
      TOKEN_SECRET: tokenSecret,
      ...environment,
    },
    execArgv: ['--expose-gc'],
  });
  const orders = await insertPendingOrders(databaseUrl, count);
  const tokens = createClientTokens({ secrets: [tokenSecret], environment: 'configured:sandbox' });
  const notifications = writeNotifications(orders, merchantId, dana.privateKey);
  const post = openSender(port);
  return {
    subscriptions: orders.map((order, index) => ({
      index,
      url: `ws://127.0.0.1:${port}/graphql`,
      order: { id: globalId('Order', order.id), token: tokens.issue(order) },
    })),
    async pay(index) {
      const { headers = {}, body = '' } = notifications[index] ?? {};
      await post('/v1.0/debit/notify', headers, body);
    },
    vitals: () => child.ask<Vitals>({}),
    end: () => child.end(),
  };
};
