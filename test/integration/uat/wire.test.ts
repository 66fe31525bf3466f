import { once } from 'node:events';
import { createServer, type IncomingMessage, request as openRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '../../../src/config/config.ts';
import { openSandboxTestBed } from '../../../src/uat/run/test-bed.ts';
import type { HeaderFault } from '../../../src/uat/scenarios/scenario.ts';
import { type NotifyRelay, openNotifyRelay } from '../../../src/uat/wire/notify-relay.ts';
import { spoilingFetch } from '../../../src/uat/wire/spoiling-fetch.ts';
import { openWireRecord, recordingFetch } from '../../../src/uat/wire/wire-record.ts';
import { aMerchant } from '../simulator/support/merchant.ts';

const notifyPath = '/v1.0/debit/notify';
const createPath = '/payment-gateway/v1.0/debit/payment-host-to-host.htm';

/** Acts as DANA and as a gateway: returns the request that it got, with the status that the path names. */
let echo: Server;
let url: string;
const received: { headers: IncomingMessage['headers']; rawHeaders: string[]; body: string; path: string }[] =
  [];

beforeAll(async () => {
  echo = createServer(async (request, response) => {
    const { headers, rawHeaders, url: path = '' } = request;
    if (path.endsWith('/break')) return response.destroy();
    received.push({ headers, rawHeaders, body: await text(request), path });
    response
      .writeHead(path.endsWith(createPath) ? 202 : 200, { 'X-Answer': 'yes' })
      .end('{"responseCode":"2"}');
  });
  echo.listen(0, '127.0.0.1');
  await once(echo, 'listening');
  url = `http://127.0.0.1:${(echo.address() as AddressInfo).port}`;
});

afterAll(() => echo?.close());

describe('the recording fetch', () => {
  test('records request and answer unchanged, and passes the answer on', async () => {
    const wireRecord = openWireRecord();
    const send = recordingFetch(wireRecord);
    const response = await send(url + createPath, {
      method: 'POST',
      headers: { 'X-TIMESTAMP': '2026-01-15T10:00:00+07:00' },
      body: '{"partnerReferenceNo":"ord-1"}',
    });
    expect([response.status, response.headers.get('x-answer'), await response.text()]).toEqual([
      202,
      'yes',
      '{"responseCode":"2"}',
    ]);
    expect(wireRecord.since(0)).toMatchObject([
      {
        operation: 'createOrder',
        request: { method: 'POST', body: '{"partnerReferenceNo":"ord-1"}' },
        answer: { httpStatus: 202, body: '{"responseCode":"2"}' },
        failure: null,
      },
    ]);
    expect(wireRecord.since(0)[0]?.request.headers).toEqual([['x-timestamp', '2026-01-15T10:00:00+07:00']]);
  });

  test('records a missing answer too, and still rejects', async () => {
    const wireRecord = openWireRecord();
    const silent = createServer((_, response) => response.destroy());
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const address = `http://127.0.0.1:${(silent.address() as AddressInfo).port}${createPath}`;
    await expect(recordingFetch(wireRecord)(address, { method: 'POST', body: '{}' })).rejects.toThrow();
    expect(wireRecord.since(0)).toMatchObject([
      { answer: null, failure: expect.stringContaining('other side') },
    ]);
    silent.close();
  });

  test('does not record requests to other paths than DANA’s operations', async () => {
    const wireRecord = openWireRecord();
    await recordingFetch(wireRecord)(`${url}/elsewhere`, { method: 'POST', body: '{}' });
    expect(wireRecord.count()).toBe(0);
  });

  test.each<[HeaderFault, string | undefined]>([
    [{ header: 'X-TIMESTAMP', fault: 'left out' }, undefined],
    [{ header: 'X-TIMESTAMP', fault: 'empty' }, ''],
    [{ header: 'X-TIMESTAMP', fault: 'a space instead of T' }, '2026-01-15 10:00:00+07:00'],
    [{ header: 'X-SIGNATURE', fault: 'bogus' }, Buffer.alloc(256, 7).toString('base64')],
  ])('spoils the header %j and nothing else', async (fault, expected) => {
    const headers = {
      'X-TIMESTAMP': '2026-01-15T10:00:00+07:00',
      'X-SIGNATURE': 'genuine',
      'X-PARTNER-ID': 'p',
    };
    await spoilingFetch(fault, fetch)(url + createPath, { method: 'POST', headers, body: '{}' });
    const seen = received.at(-1)?.headers ?? {};
    expect(seen[fault.header.toLowerCase()]).toBe(expected);
    expect(seen['x-partner-id']).toBe('p');
  });

  test('names an exchange that did not come in time', async () => {
    const wireRecord = openWireRecord();
    const wish = { what: 'a notification', place: 0, count: 1, withinMs: 10, matches: () => true };
    await expect(wireRecord.waitFor(wish)).rejects.toThrow('a notification did not come within 0 s');
  });
});

describe('the relay at the NOTIFICATION URL', () => {
  async function withRelay(
    use: (relay: NotifyRelay, record: ReturnType<typeof openWireRecord>) => Promise<void>,
  ) {
    const wireRecord = openWireRecord();
    const relay = await openNotifyRelay(wireRecord, { host: '127.0.0.1', port: 0, path: notifyPath });
    try {
      await use(relay, wireRecord);
    } finally {
      await relay.close();
    }
  }

  const notify = (relay: NotifyRelay, path = notifyPath) =>
    fetch(relay.url + path, { method: 'POST', headers: { 'X-Signature': 's' }, body: '{"a": "é\\/"}' });

  test('passes bytes, headers and answer on unchanged, and records them', async () => {
    await withRelay(async (relay, wireRecord) => {
      relay.forwardTo(url);
      const response = await notify(relay);
      expect([response.status, response.headers.get('x-answer')]).toEqual([200, 'yes']);
      expect(received.at(-1)).toMatchObject({
        path: notifyPath,
        body: '{"a": "é\\/"}',
        headers: { 'x-signature': 's' },
      });
      const [exchange] = await wireRecord.waitFor({
        what: 'it',
        ...{ place: 0, count: 1, withinMs: 15_000, matches: () => true },
      });
      expect(exchange).toMatchObject({
        operation: 'finishNotify',
        request: { method: 'POST', url: notifyPath, body: '{"a": "é\\/"}' },
        answer: { httpStatus: 200, body: '{"responseCode":"2"}' },
      });
    });
  });

  test('passes on bodies that come in chunks', async () => {
    await withRelay(async (relay) => {
      relay.forwardTo(url);
      const request = openRequest(relay.url + notifyPath, { method: 'POST' });
      request.write('{"half":');
      request.end('"done"}');
      await once(request, 'response');
      expect(received.at(-1)?.body).toBe('{"half":"done"}');
    });
  });

  test('does not expose any other path of the gateway', async () => {
    await withRelay(async (relay, wireRecord) => {
      relay.forwardTo(url);
      const before = received.length;
      expect((await notify(relay, '/graphql')).status).toBe(404);
      expect([received.length, wireRecord.count()]).toEqual([before, 0]);
    });
  });

  test('answers 503, so that DANA retries, while no gateway runs', async () => {
    await withRelay(async (relay) => {
      expect((await notify(relay)).status).toBe(503);
      relay.forwardTo('http://127.0.0.1:1');
      expect((await notify(relay)).status).toBe(503);
    });
  });
});

describe('the test bed of the sandbox', () => {
  const merchant = aMerchant();
  const environment = {
    DANA_ENV: 'sandbox',
    X_PARTNER_ID: merchant.partnerId,
    PRIVATE_KEY: merchant.privateKeyPem,
    DANA_WEBHOOK_PUBLIC_KEY_STRING: aMerchant().publicKey,
    MERCHANT_ID: merchant.merchantId,
    MCC: '5732',
    PUBLIC_URL: 'https://pay.shop.example',
    RETURN_URL: 'https://shop.example/thanks',
    DATABASE_URL: 'postgres://gapura:pw@127.0.0.1:1/gapura',
    SERVER_KEY: 'wire-test-server-key-of-32-bytes-long',
    TOKEN_SECRET: 'wire-test-token-secret-of-32-bytes-long',
  };

  function settingsOf(changed: Record<string, string>) {
    const result = readConfig({ ...environment, ...changed }, () => '');
    if (result.kind !== 'ok' || result.config.mode !== 'configured') throw new Error(JSON.stringify(result));
    return result.config.settings;
  }

  test('refuses settings for real money', async () => {
    await expect(openSandboxTestBed(settingsOf({ DANA_ENV: 'production' }))).rejects.toThrow(
      'DANA_ENV=sandbox',
    );
  });

  test('refuses to start while another gateway listens at PORT', async () => {
    const { port } = echo.address() as AddressInfo;
    const taken = settingsOf({ HOST: '127.0.0.1', PORT: String(port) });
    await expect(openSandboxTestBed(taken)).rejects.toThrow(`Port ${port} is taken`);
  });
});
