import { mkdtemp, rm } from 'node:fs/promises';
import http from 'node:http';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { systemClock } from '../../src/runtime/clock.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { joinServer } from '../../src/store/embedded/membership.ts';
import { createEventSender } from '../../src/webhooks/event-sender.ts';
import { openNewOrder } from '../support/orders.ts';
import { openStage, serverKey } from './server/stage.ts';

/*
 * An emitter fails as soon as it was handed over: before anybody listens, its error would end the process. `emit` throws
 * if nobody listens, so each test sees at once what would have become of the process.
 */
const failure = (code: string) => Object.assign(new Error(code), { code });

/** Every HTTP server that listens during a test, as Node's own class sees it. */
const servers: net.Server[] = [];
const listen = net.Server.prototype.listen;
beforeEach(() => {
  servers.length = 0;
  vi.spyOn(net.Server.prototype, 'listen').mockImplementation(function (this: net.Server, ...input) {
    servers.push(this);
    return Reflect.apply(listen, this, input) as net.Server;
  });
});
afterEach(() => void vi.restoreAllMocks());

describe('an error right after the hand-over ends nothing', () => {
  test('of a connection that asks for a WebSocket, or of a request', async () => {
    const stage = await openStage();
    const [server] = servers;
    const survived: string[] = [];
    const failNow = (name: string, emitter: NodeJS.EventEmitter) => {
      emitter.emit('error', failure('ECONNRESET'));
      survived.push(name);
    };
    server?.on('connection', (connection: net.Socket) => failNow('connection', connection));
    const socket = new WebSocket(`${stage.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    await new Promise((resolve) => socket.once('close', resolve).on('error', resolve));
    server?.removeAllListeners('connection');
    await stage.server.drain();
    expect(survived).toEqual(['connection']);
  });

  test('of a WebSocket whose handshake is being completed', async () => {
    const stage = await openStage();
    const [server] = servers;
    let isSurvived = false;
    server?.on('upgrade', (_request: http.IncomingMessage, connection: net.Socket) => {
      connection.emit('error', failure('EPIPE'));
      isSurvived = true;
    });
    const socket = new WebSocket(`${stage.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    await new Promise((resolve) => socket.once('close', resolve).on('error', resolve));
    expect(isSurvived).toBe(true);
    const answer = await stage.post('{ __typename }', { headers: { authorization: `Bearer ${serverKey}` } });
    expect(answer.status).toBe(200);
    await stage.server.drain();
  });

  test('of a simulator that cannot accept connections, for lack of descriptors', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'emitters-'));
    const simulator = await startSimulator({
      host: '127.0.0.1',
      port: 0,
      dataDir,
      clock: systemClock(),
      partners: [],
    });
    for (let count = 0; count < 3; count++) servers.at(-1)?.emit('error', failure('EMFILE'));
    expect((await fetch(`${simulator.url}/simulator/health`)).status).toBe(200);
    await simulator.close();
    await rm(dataDir, { recursive: true });
  });

  test('of a webhook request whose connection fails', async () => {
    const request = http.request;
    vi.spyOn(http, 'request').mockImplementation((...input: unknown[]) => {
      const made = Reflect.apply(request, http, input) as http.ClientRequest;
      return made.destroy(failure('EMFILE'));
    });
    const sender = createEventSender({
      secrets: ['whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz'],
      arePrivateAllowed: true,
    });
    const sent = await sender.send(
      'http://127.0.0.1:9/',
      { ...openNewOrder(), refund: null },
      new AbortController().signal,
    );
    expect(sent).toEqual({ kind: 'failed', failure: 'EMFILE' });
  });

  test('of the session with which a gateway joins the embedded Postgres', async () => {
    const connect = net.Socket.prototype.connect;
    vi.spyOn(net.Socket.prototype, 'connect').mockImplementation(function (this: net.Socket) {
      return this.destroy(failure('ECONNREFUSED'));
    } as typeof connect);
    const cluster = { data: '/nowhere/data', password: 'x', port: 1 };
    expect(await joinServer(cluster, 1)).toBeUndefined();
  });
});
