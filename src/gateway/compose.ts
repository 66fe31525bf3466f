import { registeredDocuments } from '../client/core/generated/registered-documents.ts';
import type { GatewaySettings } from '../config/settings.ts';
import { createDanaApi } from '../dana/calls/api.ts';
import { createFinishNotifyVerifier, translateFinishNotify } from '../dana/finish-notify.ts';
import { createPaymentProvider } from '../dana/payment-provider.ts';
import { schema } from '../graphql/schema.ts';
import { systemChance } from '../runtime/chance.ts';
import type { SystemClock } from '../runtime/clock.ts';
import { readDescriptorsMax } from '../runtime/descriptors.ts';
import { finishNotifyPath, type VerifyFinishNotify } from '../server/finish-notify/finish-notify.ts';
import type { GraphiqlOptions } from '../server/graphiql/graphiql.ts';
import type { GraphqlOptions } from '../server/graphql/graphql-server.ts';
import { startHttpServer } from '../server/http-server.ts';
import { createCheckoutStore } from '../store/checkouts/checkout-store.ts';
import { createOrderFeed } from '../store/feed/order-feed.ts';
import { makeIsReady } from '../store/heartbeat/readiness.ts';
import { makeSendBeat } from '../store/heartbeat/send-beat.ts';
import { createOrderStore } from '../store/orders/order-store.ts';
import { closeDatabase, connectDatabase } from '../store/postgres/database.ts';
import { makeReadDatabaseTime } from '../store/postgres/database-time.ts';
import { migrateDatabase } from '../store/postgres/migrate-database.ts';
import { isStatementBounded, requireSuitableDatabase } from '../store/postgres/preconditions.ts';
import { requireSameDatabase } from '../store/postgres/same-database.ts';
import { createWriteTrouble } from '../store/postgres/write-trouble.ts';
import { createBodyRetention } from '../store/retention/body-retention.ts';
import { claimWorld } from '../store/world/database-world.ts';
import { logIncidents } from '../use-cases/incidents/log-incidents.ts';
import { makeUseCases, type UseCaseDeps } from '../use-cases/make-use-cases.ts';
import { refuseFirstNotify } from '../use-cases/notifications/refuse-first-notify.ts';
import type { Log } from '../use-cases/ports/log.ts';
import type { PaymentProvider } from '../use-cases/ports/payment-provider.ts';
import type { UseCases } from '../use-cases/use-cases.ts';
import { followDatabaseClock } from './database-clock.ts';
import { startEventWork } from './event-work.ts';
import { explainListening } from './listening.ts';
import { type Access, makeAccess } from './make-access.ts';
import { ownOperations } from './own-operations.ts';
import { startRetention } from './retention.ts';
import { worldOf } from './world-of.ts';

/** A gateway that listens. */
export interface Gateway {
  readonly url: string;
  /** Makes /health/ready answer 503 while everything else goes on. Called some time before `close`. */
  announceClose(): void;
  /**
   * Stops accepting, finishes what is under way and closes the database. A second call returns the first
   * one's promise.
   */
  close(): Promise<void>;
}

/** The two ports behind which money moves. */
export type MoneyPorts = Pick<UseCaseDeps, 'store' | 'provider'>;

/** What tests put between the rooms. The gateway as a program has no overrides. */
export interface GatewayOverrides {
  /** Lets a test kill the process at a named point. */
  readonly wrap?: (ports: MoneyPorts) => MoneyPorts;
  /** Lets the acceptance tests record everything that goes over the wire to DANA. */
  readonly danaFetch?: typeof fetch;
}

/** The composition root: settings in, running gateway out. Nothing else knows every room. */
export async function startGateway(
  settings: GatewaySettings,
  clock: SystemClock,
  log: Log,
  { wrap = (ports) => ports, danaFetch = fetch }: GatewayOverrides = {},
): Promise<Gateway> {
  const trouble = createWriteTrouble();
  const { database, databaseClock } = await openDatabase(settings, { clock, log, onRefusal: trouble.record });
  const chance = systemChance;
  const sendBeat = makeSendBeat({ database, url: settings.databaseUrl, trouble });
  const feed = await createOrderFeed({ url: settings.listenUrl, sendBeat, log });
  const { useCases, recovery, lateQueries } = makeUseCases({
    ...wrap({
      store: createOrderStore(database, logIncidents(log)),
      provider: makeProvider(settings, { danaFetch, clock, log }),
    }),
    checkouts: createCheckoutStore(database),
    feed,
    clock,
    chance,
    log,
    merchantId: settings.merchant.merchantId,
    rules: settings.rules,
    translateFinishNotify,
    lateQueryDays: settings.lateQueryDays,
  });
  const access = makeAccess(settings, { database, clock, log });
  const events = await startEventWork(settings.events, { database, feed, clock, chance, log });
  const server = await startHttpServer({
    host: settings.host,
    port: settings.port,
    mode: settings.mode,
    graphql: graphqlOptions(settings, access),
    useCases: withUatSwitch(useCases, settings),
    authenticate: access.authenticate,
    revocations: access.revocations,
    verifyFinishNotify: makeVerifyFinishNotify(settings),
    clock,
    chance,
    log,
    isReady: makeIsReady({ feed, trouble, log }),
    graphiql: graphiqlOptions(settings),
    showcase: settings.showcase,
    guard: settings.guard,
    corsOrigins: settings.corsOrigins,
    publicUrl: publicUrlOf(settings),
    proxiesCount: settings.proxiesCount,
    descriptorsMax: readDescriptorsMax(),
  }).catch((error: unknown) => {
    throw explainListening(error, { host: settings.host, port: settings.port, portVariable: 'PORT' });
  });
  recovery.start();
  lateQueries.start();
  const retention = startRetention({
    retention: createBodyRetention(database),
    days: settings.rawRetentionDays,
    clock,
    log,
  });

  let closing: Promise<void> | null = null;
  async function close(): Promise<void> {
    // All at once, so that no background work starts another call to DANA: one deadline covers every call.
    await Promise.all([server.drain(), recovery.stop(), lateQueries.stop(), events.stop(), retention.stop()]);
    await databaseClock.stop();
    await access.revocations.close();
    await feed.close();
    await closeDatabase(database);
  }
  return {
    url: server.url,
    announceClose: () => server.announceDrain(),
    close() {
      closing ??= close();
      return closing;
    },
  };
}

/** Throws UnsuitableDatabase, OutdatedDatabase or ForeignDatabase before anything reads or changes an order of another world. */
async function openDatabase(
  settings: GatewaySettings,
  { clock, log, onRefusal }: { clock: SystemClock; log: Log; onRefusal: (code: string) => void },
) {
  const database = connectDatabase({
    url: settings.databaseUrl,
    ...settings.pool,
    onPreparationLost: () => log.warn('prepared_statements.refused'),
    onRefusal,
  });
  try {
    const facts = await requireSuitableDatabase(database);
    if (!isStatementBounded(facts)) {
      log.warn('statement_timeout.ignored', { statementTimeoutMs: facts.statementTimeoutMs });
    }
    if (settings.listenUrl !== settings.databaseUrl) await requireSameDatabase(database, settings.listenUrl);
    await migrateDatabase(settings.listenUrl, { log });
    const readDatabaseTime = makeReadDatabaseTime(database);
    await claimWorld(database, worldOf(settings), await readDatabaseTime());
    const databaseClock = await followDatabaseClock({ readDatabaseTime, clock, log });
    return { database, databaseClock };
  } catch (error) {
    await closeDatabase(database);
    throw error;
  }
}

function makeProvider(
  { dana, merchant, rules }: GatewaySettings,
  {
    danaFetch,
    clock,
    log,
  }: { readonly danaFetch: typeof fetch; readonly clock: SystemClock; readonly log: Log },
): PaymentProvider {
  return createPaymentProvider({
    api: createDanaApi({ ...dana, fetch: danaFetch }),
    merchant: { ...merchant, returnUrl: rules.returnUrlDefault },
    log,
    elapsedMs: clock.elapsedMs,
  });
}

/** PUBLIC_URL, which the NOTIFICATION URL begins with. */
function publicUrlOf({ merchant }: GatewaySettings): URL {
  return new URL(merchant.notifyUrl.slice(0, -finishNotifyPath.length));
}

function makeVerifyFinishNotify({ dana, merchant }: GatewaySettings): VerifyFinishNotify {
  const path = new URL(merchant.notifyUrl).pathname;
  return createFinishNotifyVerifier({ publicKeys: dana.webhookPublicKeys, path }).verify;
}

function withUatSwitch(useCases: UseCases, { refusedNotifyFor }: GatewaySettings): UseCases {
  if (refusedNotifyFor === null) return useCases;
  const receive = refuseFirstNotify(useCases.receiveFinishNotify, translateFinishNotify, refusedNotifyFor);
  return { ...useCases, receiveFinishNotify: receive };
}

function graphqlOptions(
  { areDocumentsRegistered, isProduction }: GatewaySettings,
  { checkoutTokens, clientTokens }: Access,
): GraphqlOptions {
  return {
    schema,
    documents: {
      registered: areDocumentsRegistered ? new Set(registeredDocuments) : null,
      persisted: ownOperations,
      isIntrospectionOpen: !isProduction,
    },
    issueCheckoutToken: (checkout) => checkoutTokens.issue(checkout),
    issueClientToken: (order) => clientTokens.issue(order),
  };
}

function graphiqlOptions({ mode, isProduction, serverKey, dana }: GatewaySettings): GraphiqlOptions {
  return {
    audience: isProduction ? 'operators' : 'everybody',
    serverKey: mode === 'embedded' ? serverKey : null,
    simulatorUrl: mode === 'embedded' ? dana.baseUrl : null,
  };
}
