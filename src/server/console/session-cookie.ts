import type { IncomingMessage } from 'node:http';

/** The path of the console, and of everything below it. */
export const consolePath = '/console';

/** Whether a path belongs to the console, whether or not there is anything at it. */
export function isConsolePath(path: string): boolean {
  return path === consolePath || path.startsWith(`${consolePath}/`);
}

/** Longer than any value of ours. */
const cookieCharsMax = 4096;

/** The cookies of the console: where browsers keep and send them. */
export interface ConsoleCookies {
  /** The value of the session's cookie; undefined if there is none, or more than one, of which one is not ours. */
  read(request: IncomingMessage): string | undefined;
  /** The header that sets it, until this instant. */
  write(value: string, expiresAt: Date): string;
  /** The header that removes it. */
  clear(): string;
}

/**
 * Makes the cookie for a gateway at `publicUrl`. No script reads it, no page of another site makes a browser send it, and
 * no path but the console's gets it. Browsers keep and send it over https alone; only a gateway whose PUBLIC_URL is http on
 * this machine itself, where nobody listens in between, has one without `Secure`, under another name.
 */
export function createConsoleCookies(publicUrl: URL | undefined): ConsoleCookies {
  const isSecure = publicUrl === undefined || publicUrl.protocol !== 'http:' || !isLoopback(publicUrl);
  const name = isSecure ? '__Secure-gapura-console' : 'gapura-console';
  const path = `${publicUrl?.pathname.replace(/\/+$/, '') ?? ''}${consolePath}`;
  const attributes = `Path=${path}; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`;

  return {
    read({ headers: { cookie = '' } }) {
      const values = cookie
        .slice(0, cookieCharsMax)
        .split(';')
        .map((entry) => entry.trim())
        .filter((entry) => entry.startsWith(`${name}=`))
        .map((entry) => entry.slice(name.length + 1));
      return values.length === 1 ? values[0] : undefined;
    },
    write: (value, expiresAt) => `${name}=${value}; ${attributes}; Expires=${expiresAt.toUTCString()}`,
    clear: () => `${name}=; ${attributes}; Max-Age=0`,
  };
}

function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}
