import { readFileSync, statSync } from 'node:fs';
import { serverKeyBytesMin } from '../access/server-keys.ts';
import { tokenSecretBytesMin } from '../access/signed-token.ts';
import { normalisePrivateKey, parsePublicKeys } from '../dana/keys/keys.ts';
import { type LogLevel, logLevels } from '../runtime/log.ts';
import {
  clearTextFaults,
  keyFileWarning,
  pairFault,
  placeholderFault,
  secretWarning,
  serverKeyFault,
} from './checks.ts';
import { isProductionIn, withDotEnv } from './dot-env.ts';
import type { EventSettings, GatewaySettings } from './settings.ts';
import { type Environment, makeReader, type Reader } from './variables.ts';

/** Where the gateway has everything of its own: database, DANA, keys. For a laptop, never for money. */
export interface EmbeddedConfig {
  readonly mode: 'embedded';
  readonly host: '127.0.0.1';
  readonly port: number;
  readonly logLevel: LogLevel;
  readonly dataDir: string;
  readonly simulatorPort: number;
  /** Fixes the server key that is otherwise drawn once and kept in `dataDir`. */
  readonly devServerKey: string | null;
  /** Web origins that may call the gateway: the shop's page on the same laptop has another port. */
  readonly corsOrigins: readonly string[];
  readonly events: EventSettings;
  readonly refusedNotifyFor: string | null;
}
/** Where the environment names a real database and a real DANA (or a simulator in another process). */
export interface ConfiguredConfig {
  readonly mode: 'configured';
  readonly settings: GatewaySettings;
}
export type Config = EmbeddedConfig | ConfiguredConfig;

export type ConfigResult =
  /** Warnings: what works and should not stay so, one line each. */
  | { readonly kind: 'ok'; readonly config: Config; readonly warnings: readonly string[] }
  /** Every fault, one line each, in words that say what to do. No value of the environment is in them. */
  | { readonly kind: 'faulty'; readonly faults: readonly string[] };

/** One of these set, and the gateway is configured, not embedded: half a configuration must never sell for play money. */
const configuredBy = [
  'X_PARTNER_ID',
  'PRIVATE_KEY',
  'PRIVATE_KEY_PATH',
  'MERCHANT_ID',
  'DANA_ENV',
  'ENV',
  'PUBLIC_URL',
  'DATABASE_URL',
] as const;

/** The values that no other rule would find out. */
const checkedForPlaceholders = ['X_PARTNER_ID', 'MERCHANT_ID', 'MCC', 'SERVER_KEY', 'TOKEN_SECRET'] as const;

/** DANA's longest validUpTo, and the one of its sandbox. */
const expiresInMaxMs = { production: 7 * 24 * 60 * 60_000, sandbox: 30 * 60_000 } as const;

/** The only reader of the environment. `readFile` is there for tests. */
export function readConfig(
  environment: Environment,
  readFile: (path: string) => string = (path) => readFileSync(path, 'utf8'),
  fileMode: (path: string) => number | null = (path) =>
    statSync(path, { throwIfNoEntry: false })?.mode ?? null,
): ConfigResult {
  const completed = withDotEnv(environment, readFile);
  if (completed.kind === 'rejected') return { kind: 'faulty', faults: [completed.fault] };
  const reader = makeReader(completed.environment, readFile);
  const isProduction = isProductionIn(completed.environment);
  const found = configuredBy.filter((name) => reader.text(name) !== null);
  const config =
    found.length === 0 && !isProduction ? readEmbedded(reader) : readConfigured(reader, isProduction);
  if (reader.faults.length > 0 || config === null) {
    const reason = found.length === 0 ? 'NODE_ENV is production' : `${found.join(', ')} set`;
    return { kind: 'faulty', faults: [...reader.faults, `(embedded mode is off because ${reason})`] };
  }
  const keyPath = reader.text('PRIVATE_KEY_PATH');
  const warnings = [
    keyPath === null ? null : keyFileWarning('PRIVATE_KEY_PATH', fileMode(keyPath)),
    secretWarning('SERVER_KEY', reader.text('SERVER_KEY')),
    secretWarning('TOKEN_SECRET', reader.text('TOKEN_SECRET')),
  ].flatMap((warning) => warning ?? []);
  return { kind: 'ok', config, warnings };
}

function readEmbedded(reader: Reader): EmbeddedConfig {
  return {
    mode: 'embedded',
    host: '127.0.0.1',
    port: reader.port('PORT', 4000),
    logLevel: reader.oneOf('LOG_LEVEL', logLevels, 'warn'),
    dataDir: reader.text('DATA_DIR') ?? '.data',
    simulatorPort: reader.port('SIMULATOR_PORT', 4010),
    devServerKey: reader.optionalSecret('DEV_SERVER_KEY', serverKeyBytesMin),
    corsOrigins: reader.origins('CORS_ORIGINS'),
    // The merchant's server runs on the same laptop.
    events: readEvents(reader, true),
    refusedNotifyFor: reader.text('UAT_FAIL_NOTIFY_FOR'),
  };
}

function readConfigured(reader: Reader, isProduction: boolean): ConfiguredConfig | null {
  const environment = readDanaEnvironment(reader);
  const privateKey = reader.keyText('PRIVATE_KEY', 'PRIVATE_KEY_PATH', normalisePrivateKey);
  const webhookKeys = reader.keyText(
    'DANA_WEBHOOK_PUBLIC_KEY_STRING',
    'DANA_WEBHOOK_PUBLIC_KEY_PATH',
    parsePublicKeys,
  );
  const publicUrl = reader.requiredUrl(
    'PUBLIC_URL',
    'where DANA reaches this gateway, e.g. https://pay.shop.example',
  );
  const returnUrl = reader.requiredUrl('RETURN_URL', 'where DANA sends the payer afterwards');
  const baseUrl = reader.optionalUrl('DANA_BASE_URL');
  if (baseUrl !== null && isProduction) {
    reader.fault('DANA_BASE_URL must not be set in production: money would go to another host than DANA');
  }
  const refusedNotifyFor = reader.text('UAT_FAIL_NOTIFY_FOR');
  if (refusedNotifyFor !== null && isProduction) {
    reader.fault('UAT_FAIL_NOTIFY_FOR must not be set in production: it refuses a genuine notification');
  }
  const databaseUrl = reader.databaseUrl('DATABASE_URL');
  const serverKey = reader.requiredSecret('SERVER_KEY', serverKeyBytesMin);
  const tokenSecrets = reader.secretList('TOKEN_SECRET', tokenSecretBytesMin, 2);
  const partnerId = reader.required('X_PARTNER_ID', 'the client id of the merchant portal');
  const merchantId = reader.required('MERCHANT_ID', 'the merchant id of the merchant portal');
  const mcc = reader.required('MCC', 'the merchant category code, e.g. 5732');
  const settings = {
    subMerchantId: reader.text('SUB_MERCHANT_ID'),
    externalStoreId: reader.text('EXTERNAL_STORE_ID'),
    returnUrlsAllowed: reader.urlPatterns('RETURN_URLS_ALLOWED'),
    corsOrigins: reader.origins('CORS_ORIGINS'),
    proxiesCount: reader.count('TRUST_PROXY', 0, { min: 0, max: 10 }),
    rawRetentionDays: reader.count('RAW_RETENTION_DAYS', 90, { min: 1, max: 3_650 }),
    areDocumentsRegistered: reader.oneOf('REGISTERED_DOCUMENTS_ONLY', ['true', 'false'], 'false') === 'true',
    logLevel: reader.oneOf('LOG_LEVEL', logLevels, 'info'),
    port: reader.port('PORT', 4000),
    host: reader.text('HOST') ?? '0.0.0.0',
    events: readEvents(reader, false),
    listenUrl:
      reader.text('DATABASE_LISTEN_URL') === null ? databaseUrl : reader.databaseUrl('DATABASE_LISTEN_URL'),
  };
  for (const name of checkedForPlaceholders) {
    const fault = placeholderFault(name, reader.text(name));
    if (fault !== null) reader.fault(fault);
  }
  const { returnUrlsAllowed } = settings;
  const faults = [
    privateKey && webhookKeys && pairFault(privateKey.key, webhookKeys.keys),
    serverKey && tokenSecrets && environment && serverKeyFault(serverKey, tokenSecrets, environment),
    ...(environment === 'production' ? clearTextFaults({ publicUrl, returnUrl, returnUrlsAllowed }) : []),
  ];
  for (const fault of faults) if (fault !== null) reader.fault(fault);
  if (
    environment === null ||
    privateKey === null ||
    webhookKeys === null ||
    publicUrl === null ||
    returnUrl === null ||
    databaseUrl === null ||
    settings.listenUrl === null ||
    serverKey === null ||
    tokenSecrets === null ||
    partnerId === null ||
    merchantId === null ||
    mcc === null
  ) {
    return null;
  }
  const notifyUrl = new URL(`${publicUrl.pathname.replace(/\/$/, '')}/v1.0/debit/notify`, publicUrl);
  return {
    mode: 'configured',
    settings: {
      mode: 'configured',
      isProduction,
      host: settings.host,
      port: settings.port,
      logLevel: settings.logLevel,
      corsOrigins: settings.corsOrigins,
      proxiesCount: settings.proxiesCount,
      rawRetentionDays: settings.rawRetentionDays,
      showcase: null,
      areDocumentsRegistered: settings.areDocumentsRegistered,
      databaseUrl,
      listenUrl: settings.listenUrl,
      dana: {
        environment,
        partnerId,
        privateKey: privateKey.key,
        privateKeyPem: privateKey.pem,
        origin: reader.text('ORIGIN') ?? publicUrl.origin,
        baseUrl: baseUrl === null ? null : baseUrl.href.replace(/\/$/, ''),
        webhookPublicKeys: webhookKeys.keys,
      },
      merchant: {
        merchantId,
        subMerchantId: settings.subMerchantId,
        externalStoreId: settings.externalStoreId,
        mcc,
        notifyUrl: notifyUrl.href,
      },
      rules: {
        returnUrlDefault: returnUrl.href,
        returnUrlsAllowed: [...returnUrlsAllowed, originOf(returnUrl)],
        isLoopbackReturnAllowed: false,
        externalStoreIdDefault: settings.externalStoreId,
        expiresInMaxMs: expiresInMaxMs[environment],
      },
      events: settings.events,
      refusedNotifyFor,
      serverKey,
      tokenSecrets,
    },
  };
}

function readEvents(reader: Reader, isPrivateUsual: boolean): EventSettings {
  const arePrivateAllowed = reader.flag('EVENTS_ALLOW_PRIVATE', isPrivateUsual);
  const endpointUrls = reader.endpoints('EVENTS_URL', arePrivateAllowed);
  const secrets = reader.webhookSecrets('EVENTS_SECRET');
  if (endpointUrls.length > 0 && secrets.length === 0) {
    reader.fault(
      'EVENTS_SECRET is missing: whoever receives events at EVENTS_URL must know that they are ours',
    );
  }
  return { endpointUrls, secrets, arePrivateAllowed };
}

function readDanaEnvironment(reader: Reader): 'sandbox' | 'production' | null {
  const name = reader.text('DANA_ENV') === null ? 'ENV' : 'DANA_ENV';
  const value = reader.text(name);
  if (value === 'sandbox' || value === 'production') return value;
  reader.fault(
    value === null
      ? 'DANA_ENV is missing: set it to sandbox or production'
      : `${name} must be exactly sandbox or production, in lower case`,
  );
  return null;
}

/** How the allow-list of return URLs names a place: an origin, or an app's own scheme. */
function originOf(url: URL): string {
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.origin : url.protocol;
}
