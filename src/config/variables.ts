import * as z from 'zod';
import { serverKeyBytesMin } from '../access/server-keys.ts';
import { tokenSecretBytesMin } from '../access/signed-token.ts';
import { normalisePrivateKey, parsePublicKeys } from '../dana/keys/keys.ts';
import { noApprovalRules } from '../domain/approval-rules.ts';
import { logLevels } from '../runtime/log.ts';
import { lateQueryDaysDefault } from '../use-cases/changes/late-schedule.ts';
import { approvalRules } from './approval-rules.ts';
import { databaseUrl } from './database-url.ts';
import { openIdGroups } from './open-id.ts';
import * as shape from './shapes.ts';
import { wakeUrl } from './wake-url.ts';

/** The variables of a process, by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

const { required, noPlaceholder } = shape;
const optional = z.string().optional();
const identifier = shape.identifier(z.string()).optional();

const inBothModes = {
  PORT: shape.port.default(4000).describe('where the gateway listens; 0: any free port'),
  CORS_ORIGINS: shape.origins.default([]).describe('web origins whose pages may call the gateway'),
  EVENTS_URL: shape.endpoints.default([]).describe('servers of the merchant that receive every event'),
  EVENTS_SECRET: shape.webhookSecrets.default([]).describe('signs events: one, or two during a rotation'),
  APPROVAL_RULES: approvalRules
    .default(noApprovalRules)
    .describe('what gives money back only if a second person approves it, e.g. refund>500000'),
  SETTLEMENT_DAYS: shape
    .wholeNumber(1, 30)
    .default(1)
    .describe('X of DANA’s T+X: after so many days a settlement file comes'),
  ALERT_URL: shape.url(z.string()).optional().describe('where every incident is posted'),
  DASHBOARD_URL: shape
    .page(z.string())
    .optional()
    .describe('where people see the metrics, for the console: a dashboard of Grafana, for example'),
  OTEL_EXPORTER_OTLP_ENDPOINT: shape
    .url(z.string())
    .optional()
    .describe('an OTLP collector over HTTP, which receives traces and metrics'),
  OTEL_METRICS_EXPORTER: shape
    .oneOf(['otlp', 'prometheus', 'none'])
    .default('otlp')
    .describe(
      'prometheus: metrics are read at a port of their own; otlp: they go to the collector, if there is one',
    ),
  OTEL_EXPORTER_PROMETHEUS_HOST: z
    .string()
    .default('127.0.0.1')
    .describe('where Prometheus reads the metrics'),
  OTEL_EXPORTER_PROMETHEUS_PORT: shape.port.default(9464).describe('at which port; never the public one'),
  OIDC_ISSUER: shape
    .url(z.string())
    .optional()
    .describe('the identity provider at which people sign in to the console'),
  OIDC_CLIENT_ID: optional.describe('what the gateway is called there'),
  OIDC_CLIENT_SECRET: noPlaceholder(z.string())
    .optional()
    .describe('the secret that belongs to OIDC_CLIENT_ID'),
  OIDC_CLIENT_SECRET_PATH: optional.describe('a file with OIDC_CLIENT_SECRET; wins over it'),
  OIDC_SCOPE: z
    .string()
    .default('openid')
    .describe('what the gateway requests there; some providers need groups'),
  OIDC_GROUPS: openIdGroups.default([]).describe('the role of each group, e.g. payments-support:support'),
  OIDC_GROUPS_CLAIM: z.string().default('groups').describe('the claim that lists a person’s groups'),
  UAT_FAIL_NOTIFY_FOR: optional.describe('the order whose first notification is refused, for DANA’s UAT'),
};
const lateQueryDays = shape.dayCounts.describe(
  'on which days after a payment DANA is queried about chargebacks and freezes',
);
const minute = 1 / (24 * 60);
/** The simulated DANA is near and patient: who charges back on its desk sees it within minutes. */
const simulatedDays = [1, 2, 3, 5, 10, 20, 30, 60, 120, 240].map((count) => count * minute);
const logLevel = shape.oneOf(logLevels).describe('the least severe log lines that are written');
const arePrivateAllowed = z
  .enum(['true', 'false'], 'must be true or false')
  .transform((text) => text === 'true')
  .describe('whether event receivers may have private addresses, and http');

/** Read when the gateway starts with its own database, DANA and keys. */
export const embeddedVariables = {
  ...inBothModes,
  LOG_LEVEL: logLevel.default('warn'),
  LATE_QUERY_DAYS: lateQueryDays.default([...simulatedDays, ...lateQueryDaysDefault]),
  // The merchant's server runs on the same laptop.
  EVENTS_ALLOW_PRIVATE: arePrivateAllowed.default(true),
  DATA_DIR: z.string().default('.data').describe('where the embedded mode keeps everything'),
  SIMULATOR_PORT: shape.port.default(4010).describe('where the simulated DANA listens'),
  SIMULATOR_PROFILE: z
    .enum(['generous', 'sandbox'], 'must be generous or sandbox')
    .default('generous')
    .describe('what the simulated DANA allows: everything, or what DANA’s sandbox allows'),
  DEV_SERVER_KEY: shape.secret(serverKeyBytesMin).optional().describe('fixes the server key'),
};

/** Read when the environment names a real database and a real DANA (or a simulator in another process). */
export const configuredVariables = {
  ...inBothModes,
  NODE_ENV: optional.describe('production forbids every convenience'),
  DANA_ENV: z
    .enum(['sandbox', 'production'], {
      error: ({ input }) =>
        input === undefined
          ? 'is missing: set it to sandbox or production'
          : 'must be exactly sandbox or production, in lower case',
    })
    .describe('which DANA is called'),
  ENV: optional.describe('DANA’s own name for DANA_ENV, which wins'),
  PRIVATE_KEY: shape.key(normalisePrivateKey, 'PRIVATE_KEY_PATH').describe('the merchant’s RSA key'),
  PRIVATE_KEY_PATH: optional.describe('a file with PRIVATE_KEY; wins over it'),
  DANA_WEBHOOK_PUBLIC_KEY_STRING: shape
    .key(parsePublicKeys, 'DANA_WEBHOOK_PUBLIC_KEY_PATH')
    .describe('the key that DANA signs with; two during a rotation'),
  DANA_WEBHOOK_PUBLIC_KEY_PATH: optional.describe('a file with DANA_WEBHOOK_PUBLIC_KEY_STRING; wins over it'),
  DATABASE_URL_PATH: optional.describe('a file with DATABASE_URL; wins over it'),
  DATABASE_LISTEN_URL_PATH: optional.describe('a file with DATABASE_LISTEN_URL; wins over it'),
  EVENTS_SECRET_PATH: optional.describe('a file with EVENTS_SECRET; wins over it'),
  SERVER_KEY_PATH: optional.describe('a file with SERVER_KEY; wins over it'),
  TOKEN_SECRET_PATH: optional.describe('a file with TOKEN_SECRET; wins over it'),
  PUBLIC_URL: shape.url(required('where DANA reaches this gateway, e.g. https://pay.shop.example')),
  RETURN_URL: shape.url(required('where DANA sends the payer afterwards')),
  RETURN_URLS_ALLOWED: shape.returnPlaces.default([]).describe('where else callers may send the payer'),
  REHEARSAL: shape
    .oneOf(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true')
    .describe('production rehearsed against the simulator of DANA_BASE_URL'),
  DANA_BASE_URL: shape.url(z.string()).optional().describe('another host than DANA’s own'),
  ORIGIN: shape
    .identifier(z.string(), 256)
    .optional()
    .describe('sent to DANA; default: the origin of PUBLIC_URL'),
  DATABASE_URL: databaseUrl(required('postgres://user:password@host:port/database')),
  DATABASE_LISTEN_URL: databaseUrl(z.string())
    .optional()
    .describe('for LISTEN and migrations, when DATABASE_URL goes through a transaction pooler'),
  WAKE_URL: wakeUrl(z.string())
    .default({ kind: 'postgres' })
    .describe('what carries wake-ups to other processes: nats://…, or none; default: Postgres'),
  DATABASE_POOL_SIZE: shape
    .wholeNumber(1, 1_000)
    .optional()
    .describe('connections of one process; default: connection_limit of DATABASE_URL, or 20'),
  DATABASE_PREPARED_STATEMENTS: shape
    .oneOf(['true', 'false'])
    .optional()
    .transform((text) => (text === undefined ? null : text === 'true'))
    .describe('false: a pooler before the database knows none'),
  SERVER_KEY: shape.secret(
    serverKeyBytesMin,
    noPlaceholder(required(`a secret of at least ${serverKeyBytesMin} random bytes`)),
  ),
  TOKEN_SECRET: shape.secrets(
    tokenSecretBytesMin,
    noPlaceholder(
      required(`a secret of at least ${tokenSecretBytesMin} random bytes, the same on every process`),
    ),
  ),
  X_PARTNER_ID: shape.identifier(noPlaceholder(required('the client id of the merchant portal'))),
  MERCHANT_ID: shape.identifier(noPlaceholder(required('the merchant id of the merchant portal'))),
  SUB_MERCHANT_ID: identifier.describe('the division; aggregators only'),
  EXTERNAL_STORE_ID: identifier.describe('the shop; without one DANA offers no QRIS'),
  MCC: shape.identifier(noPlaceholder(required('the merchant category code, e.g. 5732'))),
  TRUST_PROXY: shape
    .wholeNumber(0, 10)
    .default(0)
    .describe('how many proxies of the merchant stand before the gateway'),
  // With the drain's own 10 s and the work after it, within the 30 s after which Kubernetes kills.
  SHUTDOWN_DELAY_MS: shape
    .wholeNumber(0, 10_000)
    .default(5_000)
    .describe('how long a stopping process still serves, and is not ready'),
  RAW_RETENTION_DAYS: shape.wholeNumber(1, 3_650).default(90).describe('how long raw bodies are kept'),
  REGISTERED_DOCUMENTS_ONLY: shape
    .oneOf(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true')
    .describe('whether payers may send only the operations of our own clients'),
  LOG_LEVEL: logLevel.default('info'),
  CHECKOUT_URL: shape.url(z.string()).optional().describe('where the checkout page is, for payment links'),
  CONSOLE: shape
    .oneOf(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true')
    .describe('whether the gateway serves the console at /console'),
  LATE_QUERY_DAYS: lateQueryDays.default(lateQueryDaysDefault),
  HOST: z.string().default('0.0.0.0').describe('the address to listen at'),
  EVENTS_ALLOW_PRIVATE: arePrivateAllowed.default(false),
};

/** Every variable that the gateway reads. */
export const variableNames: readonly string[] = [
  ...new Set([...Object.keys(configuredVariables), ...Object.keys(embeddedVariables)]),
];
