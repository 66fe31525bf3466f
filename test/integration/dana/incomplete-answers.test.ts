import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { danaAnswerBytesMax } from '../../../src/dana/answers/raw-answer.ts';
import { apiOf, bodies } from './api-calls.ts';
import { type DanaServer, raw, startDanaServer } from './dana-server.ts';

let server: DanaServer;
beforeEach(async () => {
  server = await startDanaServer();
});
afterEach(() => server.close());

describe('an answer that never arrives whole', () => {
  const lost = (reason: RegExp) => ({
    kind: 'unanswered',
    reason: expect.stringMatching(reason),
    mayHaveArrived: true,
    isOurFault: false,
  });
  const timeoutMs = 1_000;

  it('silence: ends at the deadline, and the connection with it', async () => {
    server.behave(() => undefined);
    expect(await apiOf(server.url, timeoutMs).call('createOrder', bodies.createOrder)).toEqual(
      lost(/before the deadline/),
    );
    await server.received[0]?.closed();
  });

  it('a body that stops in the middle: ends at the deadline, and the connection with it', async () => {
    server.behave((response) => void response.writeHead(200).write('{"responseCode":'));
    expect(await apiOf(server.url, timeoutMs).call('createOrder', bodies.createOrder)).toEqual(
      lost(/before the deadline/),
    );
    await server.received[0]?.closed();
  });

  it('a body that trickles: the deadline is for all of it', async () => {
    server.behave((response) => {
      response.writeHead(200);
      const trickle = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(trickle));
    });
    expect(await apiOf(server.url, timeoutMs).call('createOrder', bodies.createOrder)).toEqual(
      lost(/before the deadline/),
    );
    await server.received[0]?.closed();
  });

  it('a connection that breaks before the answer', async () => {
    server.behave((response) => response.destroy());
    expect(await apiOf(server.url).call('createOrder', bodies.createOrder)).toEqual(lost(/./));
  });

  it('a connection that breaks in the middle of the answer', async () => {
    server.behave((response) => {
      response
        .writeHead(200, { 'content-length': '1000' })
        .write('{"responseCode":"2005400"', () => response.destroy());
    });
    expect(await apiOf(server.url).call('createOrder', bodies.createOrder)).toEqual(lost(/./));
  });

  const tenMegabytes = Buffer.alloc(10 * 1024 * 1024, ' ');
  it.each([
    ['an answer far too large', tenMegabytes, {}],
    ['a small answer that unpacks to a large one', gzipSync(tenMegabytes), { 'content-encoding': 'gzip' }],
  ])('%s: read to the bound and no further', async (_, body, headers) => {
    server.behave(raw(200, body, headers));
    const exchange = await apiOf(server.url).call('createOrder', bodies.createOrder);
    expect(exchange.kind === 'unanswered' && exchange.reason).toBe(
      `HTTP 200 with more than ${danaAnswerBytesMax} bytes`,
    );
    await server.received[0]?.closed();
  });

  it('an answer exactly at the bound is read', async () => {
    const fields = JSON.stringify({ responseCode: '2005400' });
    server.behave(raw(200, fields.padEnd(danaAnswerBytesMax, ' ')));
    expect(await apiOf(server.url).call('createOrder', bodies.createOrder)).toMatchObject({
      snap: { responseCode: '2005400' },
    });
  });

  it('a host that is not there', async () => {
    const { url } = server;
    await server.close();
    server = await startDanaServer();
    expect(await apiOf(url).call('createOrder', bodies.createOrder)).toEqual(lost(/ECONNREFUSED/));
  });

  it('a call whose caller gives up', async () => {
    const caller = new AbortController();
    server.behave(() => caller.abort());
    expect(await apiOf(server.url).call('createOrder', bodies.createOrder, caller.signal)).toEqual(
      lost(/before the deadline/),
    );
  });
});
