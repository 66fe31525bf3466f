import { registeredDocuments } from '../client/core/generated/registered-documents.ts';
import { publicUrlOf } from '../config/public-url.ts';
import type { GatewaySettings } from '../config/settings.ts';
import { translateFinishNotify } from '../dana/finish-notify.ts';
import { schema } from '../graphql/schema.ts';
import { systemChance } from '../runtime/chance.ts';
import type { SystemClock } from '../runtime/clock.ts';
import { readDescriptorsMax } from '../runtime/descriptors.ts';
import type { GraphiqlOptions } from '../server/graphiql/graphiql.ts';
import type { GraphqlOptions } from '../server/graphql/graphql-server.ts';
import { startHttpServer } from '../server/http-server.ts';
import { createRefundBatches } from '../store/batches/refund-batches.ts';
import { createCheckoutStore } from '../store/checkouts/checkout-store.ts';
import { createEventOutbox } from '../store/events/event-outbox.ts';
import { makeReadDatabaseFacts } from '../store/facts/database-facts.ts';
import { makeReadTrace } from '../store/facts/event-trace.ts';
import { makeIsReady } from '../store/heartbeat/readiness.ts';
import { makeSendBeat } from '../store/heartbeat/send-beat.ts';
import { createOrderStore } from '../store/orders/order-store.ts';
import { createWorkLists } from '../store/people/work-lists.ts';
import { closeDatabase } from '../store/postgres/database.ts';
import { createWriteTrouble } from '../store/postgres/write-trouble.ts';
import { createBodyRetention } from '../store/retention/body-retention.ts';
import { createSettlementStore } from '../store/settlement/settlement-store.ts';
import type { SdkParts } from '../telemetry/sdk/sdk.ts';
import { logIncidents } from '../use-cases/incidents/log-incidents.ts';
import { makeUseCases, type UseCaseDeps } from '../use-cases/make-use-cases.ts';
import { refuseFirstNotify } from '../use-cases/notifications/refuse-first-notify.ts';
import { announceChanges } from '../use-cases/orders/announce-changes.ts';
import type { Log } from '../use-cases/ports/log.ts';
import type { UseCases } from '../use-cases/use-cases.ts';
import { startAlertWork } from './alert-work.ts';
import { readBuildInfo } from './build-info.ts';
import { createConsolePages } from './console-pages.ts';
import { linkEmbeddedPerson } from './embedded-person.ts';
import { startEventWork } from './event-work.ts';
import { explainListening } from './listening.ts';
import { type Access, makeAccess } from './make-access.ts';
import { makeProvider } from './make-provider.ts';
import { startMeasuring } from './measuring.ts';
import { openDatabase } from './open-database.ts';
import { openFeed } from './open-feed.ts';
import { ownOperations } from './own-operations.ts';
import { startRetention } from './retention.ts';
import { makeSettlementWork } from './settlement-work.ts';
import { makeVerifyFinishNotify } from './verify-finish-notify.ts';

/** A gateway that listens. */
export interface Gateway {
  readonly url: string;
  /** Makes a link that signs the person of the embedded mode in to the console, once. */
  signInLink(): Promise<string>;
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
  /** Takes metrics and spans that would be exported. */
  readonly telemetryParts?: SdkParts;
}

/** The composition root: settings in, running gateway out. Nothing else knows every room. */
export async function startGateway(
  settings: GatewaySettings,
  clock: SystemClock,
  plainLog: Log,
  { wrap = (ports) => ports, danaFetch = fetch, telemetryParts }: GatewayOverrides = {},
): Promise<Gateway> {
  const build = readBuildInfo();
  const telemetry = await startMeasuring(settings, { clock, log: plainLog, build, parts: telemetryParts });
  const log = telemetry.log(plainLog);
  const trouble = createWriteTrouble();
  const { statements: observer } = telemetry;
  const { database, databaseClock, failures } = await openDatabase(settings, {
    clock,
    log,
    observer,
    onRefusal: trouble.record,
  });
  const chance = systemChance;
  const sendBeat = makeSendBeat({ database, url: settings.databaseUrl, trouble });
  const feed = await openFeed(settings, { sendBeat, clock, log });
  const ports = {
    ...wrap({
      store: telemetry.store(createOrderStore(database, logIncidents(log))),
      provider: telemetry.provider(
        makeProvider(settings, { danaFetch: telemetry.fetch(danaFetch), database, clock, log }),
      ),
    }),
    checkouts: createCheckoutStore(database),
    batches: createRefundBatches(database),
  };
  const { useCases, recovery, lateQueries, changeFollower, approvalExpiry, refundBatches } = makeUseCases({
    ...ports,
    settlement: createSettlementStore(database),
    work: createWorkLists(database),
    receivers: {
      receivers: createEventOutbox(database),
      endpointUrls: settings.events.endpointUrls,
    },
    feed,
    clock,
    chance,
    log,
    merchantId: settings.merchant.merchantId,
    rules: settings.rules,
    translateFinishNotify,
    lateQueryDays: settings.lateQueryDays,
    approvalRules: settings.approvalRules,
    failures,
  });
  const access = makeAccess(settings, { database, clock, chance, log, failures });
  const events = await startEventWork(settings.events, {
    ...{ database, feed, clock, chance, log, telemetry, failures },
    onPositions: changeFollower.wake,
  });
  changeFollower.start();
  const settlement = makeSettlementWork({
    ...{ database, clock, chance, log, failures, settings },
    orders: announceChanges(ports, feed).store,
  });
  const isReady = makeIsReady({ prove: feed.prove, trouble, log });
  const server = await startHttpServer({
    host: settings.host,
    port: settings.port,
    mode: settings.mode,
    graphql: graphqlOptions(settings, access),
    useCases: telemetry.useCases(withUatSwitch(useCases, settings)),
    observeOperation: telemetry.operation,
    authenticate: access.authenticate,
    revocations: access.revocations,
    verifyFinishNotify: makeVerifyFinishNotify(settings, telemetry),
    importSettlementFile: settlement.importSettlementFile,
    clock,
    chance,
    log,
    isReady,
    graphiql: graphiqlOptions(settings),
    showcase: settings.showcase,
    console: settings.hasConsole ? { ...access, pages: createConsolePages() } : null,
    guard: settings.guard,
    corsOrigins: settings.corsOrigins,
    publicUrl: publicUrlOf(settings),
    proxiesCount: settings.proxiesCount,
    descriptorsMax: readDescriptorsMax(),
  }).catch((error: unknown) => {
    throw explainListening(error, { host: settings.host, port: settings.port, portVariable: 'PORT' });
  });
  recovery.start();
  settlement.start();
  lateQueries.start();
  approvalExpiry.start();
  refundBatches.start();
  const publicUrl = publicUrlOf(settings);
  const alerts = startAlertWork(settings, { publicUrl, database, clock, log, failures });
  const retention = startRetention({
    retention: createBodyRetention(database),
    days: settings.rawRetentionDays,
    clock,
    log,
    failures,
  });

  telemetry.observe({
    readFacts: makeReadDatabaseFacts(database),
    readTrace: makeReadTrace(database),
    failures,
    socketsCount: server.socketsCount,
    isReady,
    machineAheadMs: databaseClock.machineAheadMs,
    build,
  });

  let closing: Promise<void> | null = null;
  async function close(): Promise<void> {
    // All at once, so that no background work starts another call to DANA: one deadline covers every call.
    await Promise.all([
      server.drain(),
      recovery.stop(),
      settlement.stop(),
      lateQueries.stop(),
      approvalExpiry.stop(),
      refundBatches.stop(),
      events.stop(),
      retention.stop(),
      alerts.stop(),
    ]);
    await Promise.all([databaseClock.stop(), telemetry.stop()]);
    await access.revocations.close();
    await changeFollower.stop();
    await feed.close();
    await closeDatabase(database);
    await telemetry.shutdown();
  }
  return {
    url: server.url,
    signInLink: () =>
      linkEmbeddedPerson(database, { consoleUrl: `${server.url}/console`, now: clock.now(), chance }),
    announceClose: () => server.announceDrain(),
    close() {
      closing ??= close();
      return closing;
    },
  };
}

function withUatSwitch(useCases: UseCases, { refusedNotifyFor }: GatewaySettings): UseCases {
  if (refusedNotifyFor === null) return useCases;
  const receive = refuseFirstNotify(useCases.receiveFinishNotify, translateFinishNotify, refusedNotifyFor);
  return { ...useCases, receiveFinishNotify: receive };
}

function graphqlOptions(settings: GatewaySettings, { checkoutTokens, clientTokens }: Access): GraphqlOptions {
  const { areDocumentsRegistered, isProduction, checkoutUrl, dashboardUrl, showcase } = settings;
  // The embedded gateway serves the checkout page itself.
  const ownPage = showcase === null ? null : `${publicUrlOf(settings).href.replace(/\/$/, '')}/checkout`;
  return {
    checkoutUrl: checkoutUrl ?? ownPage,
    dashboardUrl,
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
