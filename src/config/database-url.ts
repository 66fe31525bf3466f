import * as z from 'zod';

/** Parameters that the driver itself understands, or that it hands to Postgres as they are. */
const understood: ReadonlySet<string> = new Set([
  'ssl',
  'sslmode',
  'sslnegotiation',
  'target_session_attrs',
  'application_name',
  'options',
]);

/**
 * Parameters for other drivers, as Neon, Supabase, Vercel and Prisma print them. This driver would send them to Postgres,
 * which ends the connection (42704, "unrecognized configuration parameter"). The gateway reads some of them itself (see
 * `DatabaseUrl`) and pins or bounds what the others are about; channel binding is nothing that this driver knows.
 */
const needless: ReadonlySet<string> = new Set([
  'channel_binding',
  'connect_timeout',
  'connection_limit',
  'gssencmode',
  'keepalives',
  'keepalives_count',
  'keepalives_idle',
  'keepalives_interval',
  'max_idle_connection_lifetime',
  'pgbouncer',
  'pool_timeout',
  'prepared_statement_cache_size',
  'schema',
  'socket_timeout',
  'sslaccept',
  'statement_cache_size',
  'supa',
  'tcp_user_timeout',
  'uselibpqcompat',
  'workaround',
]);

/** Parameters that ask for something that the gateway cannot do. They are no secrets, so messages name them. */
const impossible: ReadonlySet<string> = new Set([
  'hostaddr',
  'krbsrvname',
  'passfile',
  'password',
  'port',
  'service',
  'sslcert',
  'sslcrl',
  'sslidentity',
  'sslkey',
  'sslpassword',
  'sslrootcert',
  'user',
]);

/** The address of a database, and what its parameters for other drivers say about the pooler before it. */
export interface DatabaseUrl {
  /** With the parameters that mean something to this driver. */
  readonly url: string;
  /** `connection_limit`, as Prisma and Supabase print it; null if the URL has none. */
  readonly connectionsMax: number | null;
  /** `pool_timeout` (Prisma, there in seconds): how long a statement waits for a connection; null if the URL has none. */
  readonly connectionWaitMaxMs: number | null;
  /**
   * False if the URL says that a pooler before the database knows no prepared statements: `pgbouncer=true` (Prisma,
   * Supabase) or a cache of them with no place (`statement_cache_size=0`, asyncpg). Null if it says nothing.
   */
  readonly arePrepared: false | null;
  /** Whether the URL says that it leads to a pooler that shares connections between transactions. */
  readonly isPooled: boolean;
}

/** Neon's pooler has `-pooler` in its host; Supabase's shares connections between transactions at port 6543. */
const poolerAddress = /@[^/@]*(-pooler\.|\.supabase\.(com|co):6543)/;

/** As libpq writes them, and node-postgres's `no-verify`. */
const sslModes = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full', 'no-verify'];

/** The address of a database as a provider prints it. */
export function databaseUrl(text: z.ZodString) {
  return text
    .regex(/^postgres(ql)?:\/\/\S+$/, 'must start with postgres:// (Postgres 15 or newer)')
    .transform((url, context) => {
      const [address = '', query = ''] = splitAtFirst(url, '?');
      const parameters = new URLSearchParams(query);
      const fault = faultOf(address, parameters);
      if (fault !== null) {
        context.addIssue(fault);
        return z.NEVER;
      }
      const kept = query.split('&').filter((parameter) => {
        const [name = ''] = parameter.split('=', 1);
        return parameter !== '' && name !== 'host' && !needless.has(name);
      });
      return {
        url: withFolder(address, parameters.get('host')) + (kept.length === 0 ? '' : `?${kept.join('&')}`),
        connectionsMax: readNumber(parameters.get('connection_limit')),
        connectionWaitMaxMs: inMilliseconds(readNumber(parameters.get('pool_timeout'))),
        arePrepared: saysUnprepared(parameters) ? false : null,
        isPooled: parameters.get('pgbouncer') === 'true' || poolerAddress.test(address),
      } satisfies DatabaseUrl;
    });
}

/** The folder of a Unix socket takes the host's place, as `postgres://user@%2Ftmp/database`; its port stays. */
function withFolder(address: string, folder: string | null): string {
  return folder === null
    ? address
    : address.replace(
        /^([^/]*\/\/(?:[^/]*@)?)[^/:@]*/,
        (_, start: string) => start + encodeURIComponent(folder),
      );
}

/** The largest values of parameters that the gateway reads itself; the least is 1. */
const greatest = { connection_limit: 1_000, pool_timeout: 60 } as const;

/** `faultOf` has checked it. */
function readNumber(text: string | null): number | null {
  return text === null ? null : Number(text);
}

function inMilliseconds(seconds: number | null): number | null {
  return seconds === null ? null : seconds * 1_000;
}

function isWithin(text: string, max: number): boolean {
  return /^\d{1,6}$/.test(text) && Number(text) >= 1 && Number(text) <= max;
}

function saysUnprepared(parameters: URLSearchParams): boolean {
  return (
    parameters.get('pgbouncer') === 'true' ||
    parameters.get('statement_cache_size') === '0' ||
    parameters.get('prepared_statement_cache_size') === '0'
  );
}

function faultOf(address: string, parameters: URLSearchParams): string | null {
  // Several hosts are no URL to the standard, but to Postgres and to the driver.
  const single = address.replace(/,[^/@]*(?=\/|$)/, '');
  if (address.includes('#') || !URL.canParse(single)) {
    return 'is no URL: in user and password, write @ as %40, : as %3A, / as %2F, # as %23 and ? as %3F';
  }
  for (const name of parameters.keys()) {
    if (understood.has(name) || needless.has(name)) continue;
    if (name === 'host') {
      if (parameters.get(name)?.startsWith('/')) continue;
      return 'holds the parameter host, which the gateway understands as the folder of a Unix socket only: write the host before the /';
    }
    // An unknown name may be a part of a password with a `?` in it.
    return impossible.has(name)
      ? `holds the parameter ${name}, which the gateway does not support: remove it`
      : 'holds a parameter that the gateway does not know: remove what follows the ?, but for sslmode';
  }
  const sslMode = parameters.get('sslmode');
  if (sslMode !== null && !sslModes.includes(sslMode)) {
    return `holds an sslmode that is none of ${sslModes.join(', ')}`;
  }
  for (const [name, max] of Object.entries(greatest)) {
    const text = parameters.get(name);
    if (text !== null && !isWithin(text, max)) {
      return `holds a ${name} that is no whole number from 1 to ${max}: no statement may wait for ever, and none without a connection runs`;
    }
  }
  const schema = parameters.get('schema');
  if (schema !== null && schema !== 'public') {
    return 'asks for another schema than public: give the gateway a database of its own, and remove schema=';
  }
  return null;
}

function splitAtFirst(text: string, separator: string): readonly string[] {
  const index = text.indexOf(separator);
  return index === -1 ? [text] : [text.slice(0, index), text.slice(index + 1)];
}
