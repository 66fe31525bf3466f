import { createPublicKey } from 'node:crypto';
import * as z from 'zod';
import { badEndpoint } from './shapes.ts';
import { configuredVariables, embeddedVariables } from './variables.ts';

type EmbeddedVariables = z.output<z.ZodObject<typeof embeddedVariables>>;
type ConfiguredVariables = z.output<z.ZodObject<typeof configuredVariables>>;
type CommonVariables = EmbeddedVariables | ConfiguredVariables;

/**
 * A rule about several variables, checked if each of `about` is right by itself. The message follows the name
 * of the first, which is the one to change.
 */
interface Rule<Values> {
  readonly about: readonly [keyof Values & string, ...(keyof Values & string)[]];
  readonly message: string;
  isBroken(values: Values): boolean;
}

const commonRules: readonly Rule<CommonVariables>[] = [
  {
    about: ['EVENTS_URL', 'EVENTS_ALLOW_PRIVATE'],
    // Events that leave the merchant's own network must not travel in clear text.
    message: badEndpoint,
    isBroken: (values) =>
      !values.EVENTS_ALLOW_PRIVATE && values.EVENTS_URL.some((url) => url.startsWith('http:')),
  },
  {
    about: ['EVENTS_SECRET', 'EVENTS_URL'],
    message: 'is missing: whoever receives events at EVENTS_URL must know that they are ours',
    isBroken: (values) => values.EVENTS_URL.length > 0 && values.EVENTS_SECRET.length === 0,
  },
  {
    about: ['ALERT_URL', 'EVENTS_ALLOW_PRIVATE'],
    message: 'must be https, or http with EVENTS_ALLOW_PRIVATE',
    isBroken: ({ ALERT_URL, EVENTS_ALLOW_PRIVATE }) =>
      ALERT_URL !== undefined &&
      ALERT_URL.protocol !== 'https:' &&
      !(EVENTS_ALLOW_PRIVATE && ALERT_URL.protocol === 'http:'),
  },
  {
    about: ['OIDC_ISSUER'],
    message:
      'must be https, or http at an address of this machine, without a ?query: whoever rewrites it signs in as anybody',
    isBroken: ({ OIDC_ISSUER }) =>
      OIDC_ISSUER !== undefined &&
      (OIDC_ISSUER.search !== '' ||
        !(
          OIDC_ISSUER.protocol === 'https:' ||
          (OIDC_ISSUER.protocol === 'http:' && isLoopback(OIDC_ISSUER))
        )),
  },
  {
    about: ['OIDC_CLIENT_ID', 'OIDC_ISSUER'],
    message: 'is missing: OIDC_ISSUER needs it, and OIDC_CLIENT_SECRET',
    isBroken: (values) => values.OIDC_ISSUER !== undefined && values.OIDC_CLIENT_ID === undefined,
  },
  {
    about: ['OIDC_CLIENT_SECRET', 'OIDC_ISSUER'],
    message: 'is missing: OIDC_ISSUER needs it, and OIDC_CLIENT_ID',
    isBroken: (values) => values.OIDC_ISSUER !== undefined && values.OIDC_CLIENT_SECRET === undefined,
  },
  {
    about: ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'],
    message: 'is missing: OIDC_CLIENT_ID, OIDC_CLIENT_SECRET and OIDC_GROUPS are for it',
    isBroken: ({ OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_GROUPS }) =>
      OIDC_ISSUER === undefined &&
      (OIDC_CLIENT_ID !== undefined || OIDC_CLIENT_SECRET !== undefined || OIDC_GROUPS.length > 0),
  },
  {
    about: ['OTEL_EXPORTER_PROMETHEUS_PORT', 'OTEL_METRICS_EXPORTER', 'PORT'],
    message: 'must be another port than PORT: metrics are not public',
    isBroken: (values) =>
      values.OTEL_METRICS_EXPORTER === 'prometheus' &&
      values.PORT !== 0 &&
      values.OTEL_EXPORTER_PROMETHEUS_PORT === values.PORT,
  },
];

const consoleRules: readonly Rule<ConfiguredVariables>[] = [
  {
    about: ['PUBLIC_URL', 'CONSOLE'],
    message:
      'must be https with CONSOLE, or name this machine: browsers keep the session of the console over https only',
    isBroken: ({ PUBLIC_URL, CONSOLE }) =>
      CONSOLE && PUBLIC_URL.protocol !== 'https:' && !isLoopback(PUBLIC_URL),
  },
  {
    about: ['OIDC_ISSUER', 'CONSOLE'],
    message: 'signs people in to the console: set CONSOLE to true as well',
    isBroken: ({ OIDC_ISSUER, CONSOLE }) => OIDC_ISSUER !== undefined && !CONSOLE,
  },
];

const configuredRules: readonly Rule<ConfiguredVariables>[] = [
  ...commonRules,
  ...consoleRules,
  {
    about: ['DANA_BASE_URL'],
    message:
      'must not be set in production, unless REHEARSAL is true: money would go to another host than DANA',
    isBroken: (values) => values.DANA_BASE_URL !== undefined && isProduction(values) && !values.REHEARSAL,
  },
  {
    about: ['REHEARSAL', 'DANA_ENV'],
    message: 'rehearses production: set DANA_ENV to production as well',
    isBroken: (values) => values.REHEARSAL && values.DANA_ENV !== 'production',
  },
  {
    about: ['REHEARSAL', 'DANA_BASE_URL'],
    message: 'needs the address of a simulator in DANA_BASE_URL, and never one of DANA’s own hosts',
    isBroken: ({ REHEARSAL, DANA_BASE_URL }) =>
      REHEARSAL && (DANA_BASE_URL === undefined || /(^|\.)dana\.id$/.test(DANA_BASE_URL.hostname)),
  },
  {
    about: ['SERVER_KEY', 'REHEARSAL'],
    message: 'is a live key: a rehearsal has keys of its own',
    isBroken: (values) => values.REHEARSAL && values.SERVER_KEY.startsWith('gsk_live_'),
  },
  {
    about: ['UAT_FAIL_NOTIFY_FOR'],
    message: 'must not be set in production: it refuses a genuine notification',
    isBroken: (values) => values.UAT_FAIL_NOTIFY_FOR !== undefined && isProduction(values),
  },
  {
    about: ['DANA_WEBHOOK_PUBLIC_KEY_STRING', 'PRIVATE_KEY'],
    message: 'is the public half of PRIVATE_KEY: set it to the key that DANA signs with',
    isBroken({ DANA_WEBHOOK_PUBLIC_KEY_STRING: { keys }, PRIVATE_KEY }) {
      const own = createPublicKey(PRIVATE_KEY.key);
      return keys.some((key) => key.equals(own));
    },
  },
  {
    about: ['SERVER_KEY', 'DANA_ENV'],
    message: 'is a test key: use another one with DANA_ENV production',
    isBroken: (values) => isReal(values) && values.SERVER_KEY.startsWith('gsk_test_'),
  },
  {
    about: ['SERVER_KEY', 'DANA_ENV'],
    message: 'is a live key: use another one with DANA_ENV sandbox',
    isBroken: (values) => values.DANA_ENV === 'sandbox' && values.SERVER_KEY.startsWith('gsk_live_'),
  },
  {
    about: ['SERVER_KEY', 'TOKEN_SECRET'],
    message: 'and TOKEN_SECRET are the same: whoever holds the key could sign tokens',
    isBroken: ({ SERVER_KEY, TOKEN_SECRET }) => TOKEN_SECRET.includes(SERVER_KEY),
  },
  // In clear text, anybody between a payer and a page could rewrite it.
  {
    about: ['PUBLIC_URL', 'DANA_ENV'],
    message: 'must be https in production',
    isBroken: ({ PUBLIC_URL, ...values }) =>
      values.DANA_ENV === 'production' &&
      PUBLIC_URL.protocol !== 'https:' &&
      !(values.REHEARSAL && isLoopback(PUBLIC_URL)),
  },
  {
    about: ['RETURN_URL', 'DANA_ENV'],
    message: 'must not be http in production',
    isBroken: ({ RETURN_URL, ...values }) =>
      values.DANA_ENV === 'production' &&
      RETURN_URL.protocol === 'http:' &&
      !(values.REHEARSAL && isLoopback(RETURN_URL)),
  },
  {
    about: ['RETURN_URLS_ALLOWED', 'DANA_ENV'],
    message: 'must hold no http origin in production',
    isBroken: (values) =>
      isReal(values) && values.RETURN_URLS_ALLOWED.some((place) => place.startsWith('http:')),
  },
];

/** Whether the money is real. */
function isReal({ DANA_ENV, REHEARSAL }: ConfiguredVariables): boolean {
  return DANA_ENV === 'production' && !REHEARSAL;
}

function isProduction(values: ConfiguredVariables): boolean {
  return values.NODE_ENV === 'production' || values.DANA_ENV === 'production';
}

function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}

function checkRules<Values>(rules: readonly Rule<Values>[]) {
  return (values: Values, context: z.core.$RefinementCtx<Values>): void => {
    const faulty = new Set(context.issues.map(({ path }) => path?.[0]));
    for (const { about, message, isBroken } of rules) {
      const isApplicable = !about.some((name) => faulty.has(name));
      if (isApplicable && isBroken(values)) context.addIssue({ code: 'custom', path: [about[0]], message });
    }
  };
}

/**
 * By default zod skips rules about several fields if one field is wrong; all faults must be reported
 * together.
 */
const always = { when: () => true };

/** What the embedded mode reads, checked. */
export const embeddedSchema = z.object(embeddedVariables).superRefine(checkRules(commonRules), always);

/** What a configured gateway reads, checked. */
export const configuredSchema = z
  .object(configuredVariables)
  .superRefine(checkRules(configuredRules), always);

/** A random secret has more different characters than this. */
const secretCharactersMin = 8;

/** A warning about a secret that somebody typed; null if it may be random. */
export function secretWarning(name: string, value: string | null | undefined): string | null {
  return value !== undefined && value !== null && new Set(value).size < secretCharactersMin
    ? `${name} is no random secret: use what this says: openssl rand -base64 36`
    : null;
}

/** A warning, not a fault: orchestrators mount secrets in such files, on machines without other accounts. */
export function keyFileWarning(name: string, mode: number | null): string | null {
  return mode !== null && (mode & 0o007) !== 0
    ? `${name} names a file that every account of this machine may read: chmod 600`
    : null;
}

/** A warning about the way that notice of changes takes; null if it may be right. */
export function listenWarning({
  DATABASE_URL,
  DATABASE_LISTEN_URL,
}: Pick<ConfiguredVariables, 'DATABASE_URL' | 'DATABASE_LISTEN_URL'>): string | null {
  if (DATABASE_LISTEN_URL?.isPooled) {
    return 'DATABASE_LISTEN_URL names a pooler that shares connections: LISTEN hears nothing there, name the database itself';
  }
  return DATABASE_URL.isPooled && DATABASE_LISTEN_URL === undefined
    ? 'DATABASE_URL names a pooler that shares connections: set DATABASE_LISTEN_URL to the database itself (Neon: the host without -pooler; Supabase: the direct connection), or the gateway hears of no change and does not start'
    : null;
}
