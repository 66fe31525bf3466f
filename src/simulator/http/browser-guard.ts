import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/** Why a request must not be answered, in a sentence for a person; null for a request that is in order. */
export type BrowserGuard = (request: JudgedRequest) => string | null;

/** What the guard reads of a request. */
export type JudgedRequest = Pick<IncomingMessage, 'method' | 'url' | 'headers'>;

/** Which hosts and origins a browser may use to call this server. */
export interface BrowserGuardOptions {
  /** Host names, besides localhost and addresses, under which people reach this server. */
  readonly hostNames: readonly string[];
  /** Origins of other pages that may call this server, such as https://shop.example. */
  readonly origins: readonly string[];
  /** Paths whose requests prove their sender by a signature, which no page can make: any Origin may stand there. */
  readonly signedPaths: readonly string[];
  /** Whether a page of this other origin may send this very request, because it has to prove its right by a token. */
  readonly mayPageSend?: (origin: string, request: JudgedRequest) => boolean;
}

/**
 * Protects a server that trusts everybody on this machine from the web pages that people on this machine open.
 *
 * Host: with a name of its own that later resolves to this machine (DNS rebinding), a page would be same-origin with
 * this server and read everything. So only addresses, localhost and listed names are accepted: no page can take those.
 * Origin and Sec-Fetch-Site: a page of another site can send forms and simple requests here (CSRF). Browsers name that
 * site; programs name none. Links and redirects of other sites may lead here, because a GET changes nothing.
 */
export function createBrowserGuard(options: BrowserGuardOptions): BrowserGuard {
  const { hostNames, origins, signedPaths } = options;
  const names = new Set(hostNames.map((name) => name.toLowerCase()));

  function isOwnHost(host: string): boolean {
    const url = `http://${host}`;
    // Nothing but a name and a port: what else a URL can hold would move the name elsewhere.
    if (!/^[\w.:[\]-]+$/.test(host) || !URL.canParse(url)) return false;
    const name = new URL(url).hostname.replace(/\.$/, '');
    if (isIP(name.replace(/^\[|\]$/g, '')) !== 0) return true;
    return name === 'localhost' || name.endsWith('.localhost') || names.has(name);
  }

  return (request) => {
    const { method, url, headers } = request;
    const host = headers.host?.toLowerCase();
    if (host === undefined || !isOwnHost(host))
      return 'This server answers only at localhost, at an address such as 127.0.0.1, and at host names that it was told.';
    if (signedPaths.includes(url?.split('?', 1)[0] ?? '')) return null;
    const isLink = (method === 'GET' || method === 'HEAD') && headers['sec-fetch-mode'] === 'navigate';
    if (isLink) return null;
    if (headers.origin !== undefined && options.mayPageSend?.(headers.origin, request)) return null;
    const ownOrigins = [`http://${host}`, `https://${host}`, ...origins];
    return isForeign(headers['sec-fetch-site'], headers.origin, ownOrigins)
      ? 'A page of another site cannot act here.'
      : null;
  };
}

/**
 * Whether a page of another origin sent this. `origin` is "null" for pages that hide it, our own included, so
 * Sec-Fetch-Site decides then; browsers send that header to localhost and https only.
 */
function isForeign(
  site: string | string[] | undefined,
  origin: string | undefined,
  ownOrigins: readonly string[],
): boolean {
  if (origin !== undefined && origin !== 'null') return !ownOrigins.includes(origin.toLowerCase());
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  return origin === 'null';
}
