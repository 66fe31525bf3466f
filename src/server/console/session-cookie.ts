import type { IncomingMessage } from 'node:http';
import { flowLifeMs } from '../../access/console/open-id-flow.ts';

/** The path of the console, and of everything below it. */
export const consolePath = '/console';

/** Whether a path belongs to the console, whether or not there is anything at it. */
export function isConsolePath(path: string): boolean {
  return path === consolePath || path.startsWith(`${consolePath}/`);
}

/** The cookies of the console: where browsers keep and send them. */
export interface ConsoleCookies {
  /** The path of the console, as browsers see it. */
  readonly path: string;
  /** The value of the session's cookie; undefined if there is none, or more than one, of which one is not ours. */
  read(request: IncomingMessage): string | undefined;
  /** The header that sets it, until this instant. */
  write(value: string, expiresAt: Date): string;
  /** The header that removes it. */
  clear(): string;
  /**
   * The same for the cookie of a person who is at the identity provider. It comes back with a navigation that another site
   * leads, so it is `Lax`; it proves nothing but that this browser left, lately.
   */
  readFlow(request: IncomingMessage): string | undefined;
  writeFlow(value: string): string;
  clearFlow(): string;
}

/**
 * Makes the cookies for a gateway at `publicUrl`. No script reads them, and no page of another site makes a browser send
 * the session's. Browsers keep and send them over https alone. They take a name with `__Host-` only from this very host, so
 * no neighbour of the domain can plant one; the price is `Path=/`: other paths get the cookies too, and read none. Only a
 * gateway whose PUBLIC_URL is http on this machine itself, where nobody listens in between, has them without `Secure`, under
 * other names.
 */
export function createConsoleCookies(publicUrl: URL | undefined): ConsoleCookies {
  const isSecure = publicUrl === undefined || publicUrl.protocol !== 'http:' || !isLoopback(publicUrl);
  const prefix = isSecure ? '__Host-' : '';
  const name = `${prefix}gapura-console`;
  const flowName = `${prefix}gapura-sign-in`;
  const path = `${publicUrl?.pathname.replace(/\/+$/, '') ?? ''}${consolePath}`;
  const secure = isSecure ? '; Secure' : '';
  const scope = isSecure ? '/' : path;
  const attributes = `Path=${scope}; HttpOnly; SameSite=Strict${secure}`;
  const flowAttributes = `Path=${isSecure ? '/' : `${path}/sign-in`}; HttpOnly; SameSite=Lax${secure}`;

  return {
    path,
    read: (request) => cookieIn(request, name),
    readFlow: (request) => cookieIn(request, flowName),
    writeFlow: (value) => `${flowName}=${value}; ${flowAttributes}; Max-Age=${flowLifeMs / 1_000}`,
    clearFlow: () => `${flowName}=; ${flowAttributes}; Max-Age=0`,
    write: (value, expiresAt) => `${name}=${value}; ${attributes}; Expires=${expiresAt.toUTCString()}`,
    clear: () => `${name}=; ${attributes}; Max-Age=0`,
  };
}

/** The value of this cookie; undefined if there is none, or more than one. The server bounds what headers it reads. */
function cookieIn({ headers: { cookie = '' } }: IncomingMessage, name: string): string | undefined {
  const values = cookie
    .split(';')
    .map((entry) => entry.trim())
    .filter((entry) => entry.startsWith(`${name}=`))
    .map((entry) => entry.slice(name.length + 1));
  return values.length === 1 ? values[0] : undefined;
}

function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}
