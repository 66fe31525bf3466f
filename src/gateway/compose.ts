import { randomUUID } from 'node:crypto';
import { createAuthenticate } from '../access/authenticate.ts';
import { createCheckoutTokens } from '../access/checkout-token.ts';
import { createClientTokens } from '../access/client-token.ts';
import { watchRevocations } from '../access/revocation-watch.ts';
import { bootstrapServerKey, findServerKeyAmong, findServerKeyOnRecord } from '../access/server-keys.ts';
import { registeredDocuments } from '../client/core/generated/registered-documents.ts';
import type { GatewaySettings } from '../config/settings.ts';
import { createDanaApi } from '../dana/calls/api.ts';
import {
  createFinishNotifyVerifier,
  readFinishNotify,
  translateFinishNotify,
} from '../dana/finish-notify.ts';
import { createPaymentProvider } from '../dana/payment-provider.ts';
import { schema } from '../graphql/schema.ts';
import { startHttpServer } from '../server/http-server.ts';
import { createCredentialStore } from '../store/access/credential-store.ts';
import { createCheckoutStore } from '../store/checkouts/checkout-store.ts';
import { createOrderFeed } from '../store/feed/order-feed.ts';
import { createOrderStore } from '../store/orders/order-store.ts';
import { closeDatabase, connectDatabase, migrateDatabase } from '../store/postgres/database.ts';
import { makeIsReachable } from '../store/postgres/is-reachable.ts';
import { createBodyRetention } from '../store/retention/body-retention.ts';
import { makeUseCases, type UseCaseDeps } from '../use-cases/make-use-cases.ts';
import { refuseFirstNotify } from '../use-cases/notifications/refuse-first-notify.ts';
import type { Chance } from '../use-cases/ports/chance.ts';
import type { Clock } from '../use-cases/ports/clock.ts';
import type { Log } from '../use-cases/ports/log.ts';
import { startEventWork } from './event-work.ts';
import { startRetention } from './retention.ts';

/** Connections to Postgres of one process; a Postgres of 100 carries several processes and an operator. */
const connectionsMax = 20;

/** A gateway that listens. */
export interface Gateway {
  readonly url: string;
  /** Stops accepting, finishes what is under way, lets go of the database. Asked twice: the same end. */
  close(): Promise<void>;
}

/**
 * Node puts a UUID together from twenty strings, which V8 keeps as they are until somebody reads it: 0.6 KB for the
 * request id of each waiting subscriber. So it is copied into one.
 */
const uuid = () => Buffer.from(randomUUID(), 'latin1').toString('latin1');
const chance: Chance = { uuid, fraction: () => Math.random() };

/** Where money moves: the two ports that a test may stand between. */
export type MoneyPorts = Pick<UseCaseDeps, 'store' | 'provider'>;

/** What stands between the rooms on purpose. The gateway as a program has none of it. */
export interface GatewayOverrides {
  /** How tests kill a process at a named point. */
  readonly wrap?: (ports: MoneyPorts) => MoneyPorts;
  /** How the acceptance tests record what goes over the wire to DANA. */
  readonly danaFetch?: typeof fetch;
}

/** The composition root: settings in, running gateway out. Nothing else knows every room. */
export async function startGateway(
  settings: GatewaySettings,
  clock: Clock,
  log: Log,
  { wrap = (ports) => ports, danaFetch = fetch }: GatewayOverrides = {},
): Promise<Gateway> {
  await migrateDatabase(settings.databaseUrl);
  const database = connectDatabase({ url: settings.databaseUrl, connectionsMax });
  const isReachable = makeIsReachable(database);
  const feed = await createOrderFeed({ url: settings.listenUrl, log });
  const provider = createPaymentProvider({
    api: createDanaApi({ ...settings.dana, fetch: danaFetch }),
    merchant: { ...settings.merchant, returnUrl: settings.rules.returnUrlDefault },
    log,
  });
  const { useCases, recovery } = makeUseCases({
    ...wrap({ store: createOrderStore(database), provider }),
    checkouts: createCheckoutStore(database),
    feed,
    clock,
    chance,
    log,
    merchantId: settings.merchant.merchantId,
    rules: settings.rules,
    readFinishNotify,
  });

  const { refusedNotifyFor } = settings;
  const recordFinishNotify =
    refusedNotifyFor === null
      ? useCases.recordFinishNotify
      : refuseFirstNotify(useCases.recordFinishNotify, refusedNotifyFor);
  const notifyPath = new URL(settings.merchant.notifyUrl).pathname;
  const verifier = createFinishNotifyVerifier({
    publicKeys: settings.dana.webhookPublicKeys,
    path: notifyPath,
  });
  const signing = {
    secrets: settings.tokenSecrets,
    environment: `${settings.mode}:${settings.dana.environment}`,
  };
  const clientTokens = createClientTokens(signing);
  const checkoutTokens = createCheckoutTokens(signing);
  const credentials = createCredentialStore(database);
  const revocations = watchRevocations({ store: credentials, clock, log });
  const events = await startEventWork(settings.events, { database, feed, clock, chance, log });
  const server = await startHttpServer({
    host: settings.host,
    port: settings.port,
    mode: settings.mode,
    graphql: {
      schema,
      documents: {
        registered: settings.areDocumentsRegistered ? new Set(registeredDocuments) : null,
        isIntrospectionOpen: !settings.isProduction,
      },
      issueCheckoutToken: (checkout) => checkoutTokens.issue(checkout),
      issueClientToken: (order) => clientTokens.issue(order),
    },
    useCases: { ...useCases, recordFinishNotify },
    authenticate: createAuthenticate({
      findServerKey: [
        findServerKeyAmong([bootstrapServerKey(settings.serverKey)]),
        findServerKeyOnRecord({
          store: credentials,
          environment: settings.dana.environment === 'production' ? 'live' : 'test',
          clock,
          log,
        }),
      ],
      clientTokens,
      checkoutTokens,
      isOrderAccessRevoked: credentials.isOrderAccessRevoked,
      isCheckoutAccessRevoked: credentials.isCheckoutAccessRevoked,
      clock,
    }),
    revocations,
    finishNotifyReader: { verify: verifier.verify, translate: translateFinishNotify },
    clock,
    chance,
    log,
    isReady: async () => feed.isConnected() && (await isReachable()),
    graphiql: {
      audience: settings.isProduction ? 'operators' : 'everybody',
      serverKey: settings.mode === 'embedded' ? settings.serverKey : null,
      simulatorUrl: settings.mode === 'embedded' ? settings.dana.baseUrl : null,
    },
    showcase: settings.showcase,
    corsOrigins: settings.corsOrigins,
    proxiesCount: settings.proxiesCount,
  });
  recovery.start();
  const retention = startRetention({
    retention: createBodyRetention(database),
    days: settings.rawRetentionDays,
    clock,
    log,
  });

  let closing: Promise<void> | null = null;
  async function close(): Promise<void> {
    // Nothing new is begun in the background either, so that all calls to DANA end within one and the same deadline.
    await Promise.all([server.drain(), recovery.stop(), events.stop(), retention.stop()]);
    revocations.close();
    await feed.close();
    await closeDatabase(database);
  }
  return {
    url: server.url,
    close() {
      closing ??= close();
      return closing;
    },
  };
}
