import { z } from 'zod';

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
 * which ends the connection (42704, "unrecognized configuration parameter"). The gateway pins or bounds itself what they
 * are about; channel binding is nothing that this driver knows.
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
  'host',
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

/** The address of a database as a provider prints it, with the parameters that mean something to this driver. */
export function databaseUrl(text: z.ZodString) {
  return text
    .regex(/^postgres(ql)?:\/\/\S+$/, 'must start with postgres:// (Postgres 15 or newer)')
    .transform((url, context) => {
      const [address = '', query = ''] = splitAtFirst(url, '?');
      const fault = faultOf(address, new URLSearchParams(query));
      if (fault !== null) {
        context.addIssue(fault);
        return z.NEVER;
      }
      const kept = query.split('&').filter((parameter) => {
        const [name = ''] = parameter.split('=', 1);
        return parameter !== '' && !needless.has(name);
      });
      return kept.length === 0 ? address : `${address}?${kept.join('&')}`;
    });
}

function faultOf(address: string, parameters: URLSearchParams): string | null {
  // Several hosts are no URL to the standard, but to Postgres and to the driver.
  const single = address.replace(/,[^/@]*(?=\/|$)/, '');
  if (address.includes('#') || !URL.canParse(single)) {
    return 'is no URL: in user and password, write @ as %40, : as %3A, / as %2F, # as %23 and ? as %3F';
  }
  for (const name of parameters.keys()) {
    if (understood.has(name) || needless.has(name)) continue;
    // An unknown name may be a part of a password with a `?` in it.
    return impossible.has(name)
      ? `holds the parameter ${name}, which the gateway does not support: remove it`
      : 'holds a parameter that the gateway does not know: remove what follows the ?, but for sslmode';
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
