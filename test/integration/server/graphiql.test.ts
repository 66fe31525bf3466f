import { afterEach, describe, expect, it } from 'vitest';
import { openRawPeer } from './raw-peer.ts';
import { openStage, type Stage, serverKey } from './stage.ts';

let stage: Stage;
afterEach(() => stage.server.drain());

const html = { headers: { accept: 'text/html,*/*' } };
const simulatorUrl = 'http://127.0.0.1:4010';
const enabled = { graphiql: { isEnabled: true, serverKey, simulatorUrl } };

/** The page as somebody gets it who asks for this host by name. */
function pageFor(host: string): Promise<string> {
  const head = `GET /graphql HTTP/1.1\r\nHost: ${host}\r\nAccept: text/html\r\nConnection: close\r\n\r\n`;
  return openRawPeer(stage.server.port, head).answer;
}

describe('GraphiQL', () => {
  it('is a page that runs no script but files of this gateway', async () => {
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

  it('is kept by the browser, and sent again only where it changed', async () => {
    stage = await openStage(enabled);
    const url = `${stage.url}/graphql/assets/start.js`;
    const etag = (await fetch(url)).headers.get('etag') ?? '';
    expect((await fetch(url, { headers: { 'if-none-match': etag } })).status).toBe(304);
    expect((await fetch(url, { headers: { 'if-none-match': '"another"' } })).status).toBe(200);
  });

  it.each(['localhost', 'localhost:4000', '127.0.0.1:4000', '[::1]:4000'])(
    'has the key in place where it is asked for as %s',
    async (host) => {
      stage = await openStage(enabled);
      expect(await pageFor(host)).toContain(serverKey);
    },
  );

  it.each(['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', '10.0.0.7'])(
    'gives no key to a page that calls this machine %s',
    async (host) => {
      stage = await openStage(enabled);
      const page = await pageFor(host);
      expect(page).toContain('<div id="root">');
      expect(page).not.toContain(serverKey);
    },
  );

  it('ends no script early, whatever the key is', async () => {
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

  it('is not there where it is switched off', async () => {
    stage = await openStage({ graphiql: { ...enabled.graphiql, isEnabled: false } });
    expect((await fetch(`${stage.url}/graphql`, html)).status).toBe(404);
    expect((await fetch(`${stage.url}/graphql/assets/start.js`)).status).toBe(404);
  });

  it('is for people only: a program that asks by GET is told to use POST', async () => {
    stage = await openStage(enabled);
    expect((await fetch(`${stage.url}/graphql`)).status).toBe(405);
  });
});
