import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A real OpenID provider in this process. Accounts are subjects; whoever names one is signed in as it. */
export interface IdentityProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Requests that reached it. */
  requestCount(): number;
  /** While it is away, it cuts off every connection. */
  setAway(isAway: boolean): void;
  close(): Promise<void>;
}

/** `groups`: the groups of each account. `redirectUrls`: those that the client may use. */
export async function startIdentityProvider(
  redirectUrls: readonly string[],
  groups: Readonly<Record<string, readonly string[]>>,
): Promise<IdentityProvider> {
  const { default: Provider } = await import('oidc-provider');
  let answer: RequestListener = (_request, response) => void response.destroy();
  let isAway = false;
  let requestCount = 0;
  const server = createServer((request, response) => {
    requestCount += 1;
    if (isAway) response.destroy();
    else answer(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const clientId = 'gapura';
  const clientSecret = randomBytes(24).toString('base64url');
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const provider = new Provider(issuer, {
    clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: redirectUrls }],
    jwks: { keys: [privateKey.export({ format: 'jwk' })] },
    ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600 },
    cookies: { keys: [randomBytes(24).toString('base64url')] },
    claims: { openid: ['sub', 'groups'] },
    conformIdTokenClaims: false,
    findAccount: (_context: unknown, accountId: string) => ({
      accountId,
      claims: () => ({ sub: accountId, groups: groups[accountId] ?? [] }),
    }),
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    // The merchant's own program: nobody is asked whether it may know who signs in.
    async loadExistingGrant(context: {
      oidc: { client: { clientId: string }; session: { accountId: string } };
    }) {
      const { client, session } = context.oidc;
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
    renderError(context: { body: string }, out: object) {
      context.body = JSON.stringify(out);
    },
  });
  const callback = provider.callback();
  answer = (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return callback(request, response);
    if (request.method === 'GET') {
      response.setHeader('content-type', 'text/html');
      return void response.end(
        '<!doctype html><html lang="en"><title>Sign in</title><link rel="icon" href="data:,"><form method="post"><label>Account <input name="account"></label><button>Continue</button></form></html>',
      );
    }
    void (async () => {
      const accountId = new URLSearchParams(await text(request)).get('account') ?? '';
      const result =
        accountId === '' ? { error: 'access_denied', error_description: 'no' } : { login: { accountId } };
      await provider.interactionFinished(request, response, result);
    })();
  };
  return {
    issuer,
    clientId,
    clientSecret,
    requestCount: () => requestCount,
    setAway(next) {
      isAway = next;
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/**
 * Goes from page to page as a browser does, and names `account` at the provider (empty: says no). Returns the URL that leads
 * back to the gateway, unopened, and the cookies that the gateway set.
 */
export async function comeBack(
  startUrl: string,
  account: string,
): Promise<{ readonly callbackUrl: string; readonly flowCookie: string }> {
  const started = await fetch(startUrl, { redirect: 'manual' });
  const flowCookie = started.headers.get('set-cookie')?.split(';')[0] ?? '';
  const cookies = new Map<string, string>();
  let url = started.headers.get('location') ?? '';
  let post = false;
  for (let steps = 0; steps < 10; steps++) {
    if (new URL(url).pathname.endsWith('/console/sign-in/callback')) return { callbackUrl: url, flowCookie };
    const response: Response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(post ? { method: 'POST', body: new URLSearchParams({ account }) } : {}),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    const location: string | null = response.headers.get('location');
    post = location === null;
    if (location !== null) url = new URL(location, url).href;
  }
  throw new Error(`the provider leads nowhere: ${url}`);
}
