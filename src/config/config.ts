import { readFileSync, statSync } from 'node:fs';
import type * as z from 'zod';
import { configuredSchema, embeddedSchema, keyFileWarning, listenWarning, secretWarning } from './checks.ts';
import { isProductionIn, withDotEnv } from './dot-env.ts';
import { misspeltWarnings } from './misspelt.ts';
import { openIdSettings } from './open-id.ts';
import {
  connectionsMaxDefault,
  connectionWaitMaxMsDefault,
  type EventSettings,
  type GatewaySettings,
} from './settings.ts';
import { placeOf, unreadable } from './shapes.ts';
import { readSources, withoutBlanks } from './sources.ts';
import { telemetrySettings } from './telemetry.ts';
import type { Environment } from './variables.ts';

/** What the environment says: start everything embedded, or use these settings. */
export type Config =
  | ({ readonly mode: 'embedded' } & EmbeddedOptions)
  | { readonly mode: 'configured'; readonly settings: GatewaySettings };

/** How to start a gateway with its own database, DANA and keys. For a laptop, never for money. */
export interface EmbeddedOptions
  extends Pick<
    GatewaySettings,
    | 'port'
    | 'logLevel'
    | 'corsOrigins'
    | 'events'
    | 'telemetry'
    | 'refusedNotifyFor'
    | 'lateQueryDays'
    | 'settlementDays'
    | 'dashboardUrl'
    | 'approvalRules'
    | 'openId'
  > {
  readonly host: '127.0.0.1';
  readonly dataDir: string;
  readonly simulatorPort: number;
  /** What the simulated DANA allows (docs/simulator.md). */
  readonly simulatorProfile: 'generous' | 'sandbox';
  /** Fixes the server key that is otherwise drawn once and kept in `dataDir`. */
  readonly devServerKey: string | null;
}

/** The configuration, or everything that is wrong with the variables. */
export type ConfigResult =
  /** Warnings: what works but should be changed, one line each. */
  | { readonly kind: 'ok'; readonly config: Config; readonly warnings: readonly string[] }
  /** Every fault, one line each, in words that say what to do. No line repeats a value of the environment. */
  | { readonly kind: 'faulty'; readonly faults: readonly string[] };

/** If one of these is set, the gateway is configured: half a configuration must never sell for play money. */
const configuredBy = [
  'X_PARTNER_ID',
  'PRIVATE_KEY',
  'PRIVATE_KEY_PATH',
  'MERCHANT_ID',
  'DANA_ENV',
  'ENV',
  'PUBLIC_URL',
  'DATABASE_URL',
  'DATABASE_URL_PATH',
  'REHEARSAL',
] as const;

/** DANA's longest validUpTo, and its sandbox's. */
const expiresInMaxMs = { production: 7 * 24 * 60 * 60_000, sandbox: 30 * 60_000 } as const;

/** Reads and checks the environment; nothing else reads it. Tests pass their own `readFile` and `fileMode`. */
export function readConfig(
  environment: Environment,
  readFile: (path: string) => string = (path) => readFileSync(path, 'utf8'),
  fileMode: (path: string) => number | null = (path) =>
    statSync(path, { throwIfNoEntry: false })?.mode ?? null,
): ConfigResult {
  const completed = withDotEnv(environment, readFile);
  if (completed.kind === 'rejected') return { kind: 'faulty', faults: [completed.fault] };
  const variables = withoutBlanks(completed.environment);
  const isProduction = isProductionIn(variables);
  const found = configuredBy.filter((name) => variables[name] !== undefined);
  const misspelt = misspeltWarnings(variables);
  const { texts, supplierOf } = readSources(variables, readFile);
  const faultsOf = ({ issues }: z.ZodError) => [
    ...new Set(
      issues.map(({ path: [name], message }) => {
        const isUnreadable = texts[String(name)] === unreadable;
        return `${supplierOf(String(name))} ${isUnreadable ? 'names a file that cannot be read' : message}`;
      }),
    ),
  ];

  if (found.length === 0 && !isProduction) {
    const read = embeddedSchema.safeParse(texts);
    if (!read.success) return { kind: 'faulty', faults: [...faultsOf(read.error), ...misspelt] };
    return { kind: 'ok', config: embeddedConfig(read.data), warnings: misspelt };
  }
  const read = configuredSchema.safeParse(texts);
  if (!read.success) {
    const reason = found.length === 0 ? 'NODE_ENV is production' : `${found.join(', ')} set`;
    return {
      kind: 'faulty',
      faults: [...faultsOf(read.error), ...misspelt, `(embedded mode is off because ${reason})`],
    };
  }
  const { PRIVATE_KEY_PATH } = variables;
  const { SERVER_KEY, TOKEN_SECRET } = texts;
  const warnings = [
    ...misspelt,
    PRIVATE_KEY_PATH === undefined ? null : keyFileWarning('PRIVATE_KEY_PATH', fileMode(PRIVATE_KEY_PATH)),
    listenWarning(read.data),
    secretWarning('SERVER_KEY', SERVER_KEY),
    secretWarning('TOKEN_SECRET', TOKEN_SECRET),
  ].flatMap((warning) => warning ?? []);
  return {
    kind: 'ok',
    config: { mode: 'configured', settings: settingsFrom(read.data, isProduction) },
    warnings,
  };
}

function embeddedConfig(variables: z.output<typeof embeddedSchema>): Config {
  return {
    mode: 'embedded',
    host: '127.0.0.1',
    port: variables.PORT,
    logLevel: variables.LOG_LEVEL,
    dataDir: variables.DATA_DIR,
    simulatorPort: variables.SIMULATOR_PORT,
    simulatorProfile: variables.SIMULATOR_PROFILE,
    devServerKey: variables.DEV_SERVER_KEY ?? null,
    corsOrigins: variables.CORS_ORIGINS,
    lateQueryDays: variables.LATE_QUERY_DAYS,
    settlementDays: variables.SETTLEMENT_DAYS,
    dashboardUrl: variables.DASHBOARD_URL?.href ?? null,
    approvalRules: variables.APPROVAL_RULES,
    openId: openIdSettings(variables),
    events: eventSettings(variables),
    telemetry: telemetrySettings(variables),
    refusedNotifyFor: variables.UAT_FAIL_NOTIFY_FOR ?? null,
  };
}

function settingsFrom(variables: z.output<typeof configuredSchema>, isProduction: boolean): GatewaySettings {
  const { PUBLIC_URL, RETURN_URL, DANA_ENV, DATABASE_URL, PRIVATE_KEY } = variables;
  const externalStoreId = variables.EXTERNAL_STORE_ID ?? null;
  const notifyUrl = new URL(`${PUBLIC_URL.pathname.replace(/\/$/, '')}/v1.0/debit/notify`, PUBLIC_URL);
  return {
    mode: variables.REHEARSAL ? 'rehearsal' : 'configured',
    isProduction,
    host: variables.HOST,
    port: variables.PORT,
    logLevel: variables.LOG_LEVEL,
    corsOrigins: variables.CORS_ORIGINS,
    proxiesCount: variables.TRUST_PROXY,
    shutdownDelayMs: variables.SHUTDOWN_DELAY_MS,
    rawRetentionDays: variables.RAW_RETENTION_DAYS,
    lateQueryDays: variables.LATE_QUERY_DAYS,
    settlementDays: variables.SETTLEMENT_DAYS,
    hasConsole: variables.CONSOLE,
    checkoutUrl: variables.CHECKOUT_URL?.href ?? null,
    dashboardUrl: variables.DASHBOARD_URL?.href ?? null,
    approvalRules: variables.APPROVAL_RULES,
    openId: openIdSettings(variables),
    showcase: null,
    guard: null,
    areDocumentsRegistered: variables.REGISTERED_DOCUMENTS_ONLY,
    databaseUrl: DATABASE_URL.url,
    pool: {
      connectionsMax: variables.DATABASE_POOL_SIZE ?? DATABASE_URL.connectionsMax ?? connectionsMaxDefault,
      connectionWaitMaxMs: DATABASE_URL.connectionWaitMaxMs ?? connectionWaitMaxMsDefault,
      arePrepared: variables.DATABASE_PREPARED_STATEMENTS ?? DATABASE_URL.arePrepared ?? true,
    },
    listenUrl: variables.DATABASE_LISTEN_URL?.url ?? DATABASE_URL.url,
    wakeUps: variables.WAKE_URL,
    dana: {
      environment: DANA_ENV,
      partnerId: variables.X_PARTNER_ID,
      privateKey: PRIVATE_KEY.key,
      origin: variables.ORIGIN ?? PUBLIC_URL.origin,
      baseUrl: variables.DANA_BASE_URL?.href.replace(/\/$/, '') ?? null,
      webhookPublicKeys: variables.DANA_WEBHOOK_PUBLIC_KEY_STRING.keys,
    },
    merchant: {
      merchantId: variables.MERCHANT_ID,
      subMerchantId: variables.SUB_MERCHANT_ID ?? null,
      externalStoreId,
      mcc: variables.MCC,
      notifyUrl: notifyUrl.href,
    },
    rules: {
      returnUrlDefault: RETURN_URL.href,
      returnUrlsAllowed: [...variables.RETURN_URLS_ALLOWED, placeOf(RETURN_URL)],
      isLoopbackReturnAllowed: false,
      externalStoreIdDefault: externalStoreId,
      expiresInMaxMs: expiresInMaxMs[DANA_ENV],
    },
    events: eventSettings(variables),
    telemetry: telemetrySettings(variables),
    refusedNotifyFor: variables.UAT_FAIL_NOTIFY_FOR ?? null,
    serverKey: variables.SERVER_KEY,
    tokenSecrets: variables.TOKEN_SECRET,
  };
}

function eventSettings(
  variables: Pick<z.output<typeof embeddedSchema>, 'EVENTS_URL' | 'EVENTS_SECRET' | 'EVENTS_ALLOW_PRIVATE'>,
): EventSettings {
  return {
    endpointUrls: variables.EVENTS_URL,
    secrets: variables.EVENTS_SECRET,
    arePrivateAllowed: variables.EVENTS_ALLOW_PRIVATE,
  };
}
