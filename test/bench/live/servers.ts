import { generateKeyPairSync, type KeyPairKeyObjectResult } from 'node:crypto';
import { createClientTokens } from '../../../src/access/client-token.ts';
import { globalId } from '../../../src/graphql/schema/global-id.ts';
import { freePorts } from '../../support/free-ports.ts';
import { type Child, startChild } from './child.ts';
import { type Notification, notifyPath, writeNotifications } from './notifications.ts';
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
  /** For the gateway: the absolute path of another build's program. */
  readonly program?: string;
}
export type StartServer = (options: StartOptions) => Promise<Server>;

/** `ws` alone. */
export const startBareWs: StartServer = async ({ count, text, logFile }) => {
  const child = await startChild('floor.js', { logFile, execArgv });
  await child.ask({ text, count });
  const port = Number(child.ready);
  const post = openSender(port);
  return floorOf(child, { port, count, pay: (index) => post(`/${index}`, {}, '') });
};

/**
 * `ws`, where each push waits until a notification was verified and committed. With two processes the one takes the
 * notifications, and the other one has the sockets.
 */
export function startCommittingWs(processesCount: 1 | 2): StartServer {
  return async ({ databaseUrl, count, text, logFile }) => {
    const dana = aKeyPair();
    const environment = { DATABASE_URL: databaseUrl, PUBLIC_KEY: pemOf(dana).publicKey };
    const start = (file: string) => startChild('floor.js', { logFile: file, environment, execArgv });
    const child = await start(logFile);
    await child.ask({ text, count });
    const taker = processesCount === 1 ? child : await start(`${logFile}.taker`);
    const post = openSender(Number(taker.ready));
    const orders = Array.from({ length: count }, (_, index) => {
      const numbers = { partnerReferenceNo: `bench-${index}`, referenceNo: `dana-${index}` };
      return { ...numbers, payMethod: 'VIRTUAL_ACCOUNT', payOption: 'VIRTUAL_ACCOUNT_BRI' };
    });
    const notifications = writeNotifications(orders, merchantId, dana.privateKey);
    const port = Number(child.ready);
    const pay = (index: number) => send(post, `/${index}`, notifications[index]);
    return floorOf(child, { port, count, pay }, taker);
  };
}

function floorOf(
  child: Child,
  { port, count, pay }: { readonly port: number; readonly count: number; readonly pay: Server['pay'] },
  taker = child,
): Server {
  return {
    subscriptions: Array.from({ length: count }, (_, index) => {
      return { index, url: `ws://127.0.0.1:${port}/${index}`, order: null };
    }),
    pay,
    vitals: () => vitalsOf(child, taker),
    end: () => endAll(child, taker),
  };
}

/** The memory of the process that has the sockets; the processor time of both. */
async function vitalsOf(child: Child, taker: Child): Promise<Vitals> {
  const vitals = await child.ask<Vitals>({});
  if (taker === child) return vitals;
  return { ...vitals, cpuMs: vitals.cpuMs + (await taker.ask<Vitals>({})).cpuMs };
}

async function endAll(...children: readonly Child[]): Promise<void> {
  await Promise.all([...new Set(children)].map((child) => child.end()));
}

function send(
  post: ReturnType<typeof openSender>,
  path: string,
  { headers = {}, body = '' }: Partial<Notification> = {},
): Promise<void> {
  return post(path, headers, body);
}

const execArgv = ['--expose-gc'];

function aKeyPair(): KeyPairKeyObjectResult {
  return generateKeyPairSync('rsa', { modulusLength: 2048 });
}

function pemOf({ publicKey, privateKey }: KeyPairKeyObjectResult) {
  return {
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

const merchantId = '216620000000000000001';
/** Every scope; for benches that act as the merchant's server. */
export const serverKey = 'gsk_test_bench-server-key-of-32-bytes-01234';
const tokenSecret = 'bench-token-secret-of-32-bytes-0123456789';

/** The real gateway with an order for each payment, which a Finish Notify reports, signed as DANA signs. */
export const startGateway: StartServer = (options) => startGateways(options, 1);

/** The same with two processes: the one takes the notifications, and the other one has the sockets. */
export const startTwoGateways: StartServer = (options) => startGateways(options, 2);

async function startGateways(
  { databaseUrl, count, logFile, environment, program = 'gateway.js' }: StartOptions,
  processesCount: 1 | 2,
): Promise<Server> {
  const merchant = aKeyPair();
  const dana = aKeyPair();
  const [port = 0, takersPort = 0] = await freePorts(2);
  const start = (file: string, ownPort: number) =>
    startChild(program, {
      logFile: file,
      environment: {
        PORT: String(ownPort),
        HOST: '127.0.0.1',
        DANA_ENV: 'sandbox',
        X_PARTNER_ID: 'partner-1',
        PRIVATE_KEY: pemOf(merchant).privateKey,
        DANA_WEBHOOK_PUBLIC_KEY_STRING: pemOf(dana).publicKey,
        // These orders need no report, so DANA is not queried.
        DANA_BASE_URL: 'http://127.0.0.1:1',
        MERCHANT_ID: merchantId,
        MCC: '5732',
        PUBLIC_URL: `http://127.0.0.1:${ownPort}`,
        RETURN_URL: 'https://shop.example/thanks',
        DATABASE_URL: databaseUrl,
        SERVER_KEY: serverKey,
        TOKEN_SECRET: tokenSecret,
        ...environment,
      },
      execArgv,
    });
  const child = await start(logFile, port);
  const taker = processesCount === 1 ? child : await start(`${logFile}.taker`, takersPort);
  const orders = await insertPendingOrders(databaseUrl, count);
  const tokens = createClientTokens({ secrets: [tokenSecret], environment: 'configured:sandbox' });
  const notifications = writeNotifications(orders, merchantId, dana.privateKey);
  const post = openSender(processesCount === 1 ? port : takersPort);
  return {
    subscriptions: orders.map((order, index) => ({
      index,
      url: `ws://127.0.0.1:${port}/graphql`,
      order: { id: globalId('Order', order.id), token: tokens.issue(order) },
    })),
    pay: (index) => send(post, notifyPath, notifications[index]),
    vitals: () => vitalsOf(child, taker),
    end: () => endAll(child, taker),
  };
}
