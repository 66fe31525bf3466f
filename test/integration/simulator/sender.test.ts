import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createSender, type Sender } from '../../../src/simulator/notifications/send-request.ts';

let server: Server;
let sender: Sender;
afterEach(async () => {
  sender.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

async function answering(listener: RequestListener, answerTimeoutMs = 5000) {
  server = createServer(listener);
  sender = createSender(answerTimeoutMs);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/notify`;
}

test.each<[name: string, listener: RequestListener]>([
  ['no answer at all', () => undefined],
  ['half an answer', (_request, response) => response.writeHead(200).write('{"responseCode":')],
])('%s: given up when the time is over', async (_name, listener) => {
  const url = await answering(listener, 100);
  expect(await sender.post(url, {}, '{}')).toEqual({
    kind: 'failed',
    reason: 'No whole answer within 100 ms.',
  });
});

test('the sender stops reading an endless answer', async () => {
  const url = await answering((_request, response) => response.end('x'.repeat(1_000_000)));
  expect(await sender.post(url, {}, '{}')).toEqual({ kind: 'failed', reason: 'Answer over 65536 bytes.' });
});

test('a connection cut in the middle counts as failed', async () => {
  const url = await answering((_request, response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('{', () => response.socket?.resetAndDestroy());
  });
  expect(await sender.post(url, {}, '{}')).toMatchObject({ kind: 'failed' });
});

test('a refused connection counts as failed', async () => {
  await answering(() => undefined);
  expect(await sender.post('http://127.0.0.1:1/notify', {}, '{}')).toEqual({
    kind: 'failed',
    reason: 'ECONNREFUSED',
  });
});

test('a request under way when the simulator stops counts as failed', async () => {
  let arrive = () => {};
  const hasArrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const url = await answering(() => arrive());
  const reply = sender.post(url, {}, '{}');
  await hasArrived;
  sender.close();
  expect(await reply).toEqual({ kind: 'failed', reason: 'The simulator stopped.' });
});

test('body bytes, non-ASCII included, and header names arrive unchanged', async () => {
  let names: string[] = [];
  const url = await answering((request, response) => {
    names = request.rawHeaders;
    request.pipe(response);
  });
  const reply = await sender.post(url, { 'X-Signature': 's', 'x-odd-Case': 'y' }, '{"a":"é日😀"}');
  expect(reply).toEqual({ kind: 'answered', httpStatus: 200, body: '{"a":"é日😀"}' });
  expect(names).toEqual(expect.arrayContaining(['X-Signature', 'x-odd-Case']));
});
