import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { createAuthenticate } from '../../../src/access/authenticate.ts';
import { createCheckoutTokens } from '../../../src/access/checkout-token.ts';
import { createClientTokens } from '../../../src/access/client-token.ts';
import { bootstrapServerKey, findServerKeyAmong } from '../../../src/access/server-keys.ts';
import { systemClock } from '../../../src/runtime/clock.ts';
import { anOrder } from '../../support/orders.ts';
import { openRawPeer } from './raw-peer.ts';
import { openStage, type Stage, serverKey } from './stage.ts';

let stage: Stage;
afterEach(() => stage.server.drain());

const html = { headers: { accept: 'text/html,*/*' } };
const simulatorUrl = 'http://127.0.0.1:4010';
const enabled = { graphiql: { audience: 'everybody', serverKey, simulatorUrl } } as const;

/** The page that a browser gets if it requests this host by name. */
function pageFor(host: string): Promise<string> {
  const head = `GET /graphql HTTP/1.1\r\nHost: ${host}\r\nAccept: text/html\r\nConnection: close\r\n\r\n`;
  return openRawPeer(stage.server.port, head).answer;
}

describe('GraphiQL', () => {
  it('runs only scripts that are files of this gateway', async () => {
    stage = await openStage(enabled);
    const response = await fetch(`${stage.url}/graphql`, html);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    const page = await response.text();
    const files = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file]) => file);
    expect(files.length).toBeGreaterThan(3);
    for (const file of files) expect((await fetch(new URL(file ?? '', stage.url))).status).toBe(200);
  });

  it('is cached by the browser, and sent again only if it changed', async () => {
    stage = await openStage(enabled);
    const url = `${stage.url}/graphql/assets/start.js`;
    const etag = (await fetch(url)).headers.get('etag') ?? '';
    expect((await fetch(url, { headers: { 'if-none-match': etag } })).status).toBe(304);
    expect((await fetch(url, { headers: { 'if-none-match': '"another"' } })).status).toBe(200);
  });

  it.each(['localhost', 'localhost:4000', '127.0.0.1:4000', '[::1]:4000'])(
    'contains the key if it is requested as %s',
    async (host) => {
      stage = await openStage(enabled);
      expect(await pageFor(host)).toContain(serverKey);
    },
  );

  it.each(['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', '10.0.0.7'])(
    'contains no key if it is requested as %s',
    async (host) => {
      stage = await openStage(enabled);
      const page = await pageFor(host);
      expect(page).toContain('<div id="root">');
      expect(page).not.toContain(serverKey);
    },
  );

  it('is intact whatever characters the key contains', async () => {
    stage = await openStage({ graphiql: { ...enabled.graphiql, serverKey: '</script><script>alert(1)//' } });
    expect(await pageFor('localhost')).not.toContain('<script>alert');
  });

  it('proposes a new order on each page', async () => {
    stage = await openStage({
      ...enabled,
      chance: { uuid: () => crypto.randomUUID(), fraction: () => 0.5 },
    });
    const reference = async () => /try-[0-9a-f]{8}/.exec(await pageFor('localhost'))?.[0];
    expect(await reference()).not.toBe(await reference());
  });

  it('is for people only: a program that sends GET is advised to use POST', async () => {
    stage = await openStage(enabled);
    expect((await fetch(`${stage.url}/graphql`)).status).toBe(405);
  });
});

describe('GraphiQL in production', () => {
  const readers = 'gsk_test_reads-orders-and-nothing-else-0123456789';
  const basic = (password: string) => ({
    accept: 'text/html',
    authorization: `Basic ${Buffer.from(`anybody:${password}`).toString('base64')}`,
  });
  const ask = (path: string, headers: Record<string, string> = { accept: 'text/html' }) =>
    fetch(stage.url + path, { headers });

  async function open(): Promise<void> {
    const signing = { secrets: ['x'.repeat(32)], environment: 'test' } as const;
    const reader = {
      keyId: 'reader',
      hash: createHash('sha256').update(readers).digest(),
      scopes: new Set(['orders:read'] as const),
    };
    stage = await openStage({
      graphiql: { audience: 'operators', serverKey: null, simulatorUrl: null },
      authenticate: createAuthenticate({
        findServerKey: [findServerKeyAmong([bootstrapServerKey(serverKey), reader])],
        clientTokens: createClientTokens(signing),
        checkoutTokens: createCheckoutTokens(signing),
        isOrderAccessRevoked: async () => false,
        isCheckoutAccessRevoked: async () => false,
        clock: systemClock(),
      }),
    });
  }

  it.each(['/graphql', '/graphql/assets/start.js'])('%s asks for a key, in a header', async (path) => {
    await open();
    const response = await ask(path);
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toMatch(/^Basic realm=/);
    expect(await response.text()).not.toContain('root');
  });

  it('is shown to a key with ops:read, which the page then contains', async () => {
    await open();
    const page = await (await ask('/graphql', basic(serverKey))).text();
    expect(page).toContain('<div id="root">');
    expect(page).toContain(`Bearer ${serverKey}`);
    expect((await ask('/graphql/assets/start.js', basic(serverKey))).status).toBe(200);
  });

  it.each([
    ['another key', () => basic(`${serverKey}x`)],
    ['a key without ops:read', () => basic(readers)],
    ['a payer’s token', () => basic(stage.clientToken(anOrder(), 60_000))],
    ['no password', () => basic('')],
    ['what is no Basic credential', () => ({ accept: 'text/html', authorization: 'Basic ====' })],
    [
      'a key that is sent as a program does',
      () => ({ accept: 'text/html', authorization: `Bearer ${serverKey}` }),
    ],
  ])('is not shown to %s', async (_, headers) => {
    await open();
    for (const path of ['/graphql', '/graphql/assets/start.js']) {
      const response = await ask(path, headers());
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toMatch(/^Basic /);
      expect(await response.text()).not.toContain(serverKey);
    }
  });

  it.each(['?key=', '?authorization=Bearer%20', '?access_token='])('ignores a key in %s', async (search) => {
    await open();
    expect((await ask(`/graphql${search}${serverKey}`)).status).toBe(401);
  });

  it('the credential that a browser sends by itself has no effect at /graphql', async () => {
    await open();
    const { authorization } = basic(serverKey);
    const response = await stage.post('{ __typename }', { headers: { authorization } });
    expect(response.status).toBe(401);
  });
});
