/** Where one attempt to connect leads: a TCP address, or the path of a Unix socket. */
export type Destination =
  | { readonly host: string; readonly port: number }
  | { readonly host: string; readonly path: string };

const portDefault = 5432;

/**
 * The servers that the URL of a database names, in its order; at least one. postgres.js reads neither an IPv6 address
 * nor the folder of a Unix socket (`postgres://user@%2Fvar%2Frun%2Fpostgresql/database`) from a URL.
 */
export function destinationsOf(url: string): readonly Destination[] {
  const authority = /^[^/]*\/\/([^/?#]*)/.exec(url)?.[1] ?? '';
  const places = authority.slice(authority.lastIndexOf('@') + 1);
  return places.split(',').map(destinationOf);
}

function destinationOf(place: string): Destination {
  const {
    bracketed,
    name = '',
    port,
  } = /^(?:\[(?<bracketed>[^\]]*)\]|(?<name>[^:]*))(?::(?<port>\d+))?$/.exec(place)?.groups ?? {
    name: place,
  };
  const host = decodeURIComponent(bracketed ?? name) || 'localhost';
  const number = port === undefined ? portDefault : Number(port);
  // https://www.postgresql.org/docs/15/libpq-connect.html#LIBPQ-CONNECT-HOST
  return host.startsWith('/') ? { host, path: `${host}/.s.PGSQL.${number}` } : { host, port: number };
}
