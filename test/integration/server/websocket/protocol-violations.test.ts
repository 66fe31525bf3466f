import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { globalId } from '../../../../src/graphql/schema/global-id.ts';
import { connectPeer, openPeer, subscribe } from '../socket-peer.ts';
import { aWatchedOrder, openStage, type Stage, type StageOptions, serverKey } from '../stage.ts';

let stage: Stage;
const open = async (options: StageOptions = {}) => {
  stage = await openStage(options);
  return stage;
};
afterEach(() => stage.server.drain());

const watched = aWatchedOrder();
const orderId = globalId('Order', watched.order.id);

describe('a client that breaks graphql-transport-ws', () => {
  it('loses its socket after opening the connection twice', async () => {
    await open();
    const peer = await connectPeer(stage.url);
    peer.send({ type: 'connection_init', payload: { authorization: `Bearer ${serverKey}` } });
    expect(await peer.closed).toMatchObject({ code: 4429 });
  });

  it('loses its socket if it does not open the connection in time', async () => {
    await open({ limits: { connectionInitTimeoutMs: 20 } });
    const peer = await openPeer(stage.url);
    expect(await peer.closed).toMatchObject({ code: 4408 });
  });

  it('loses its socket after a large connection_init', async () => {
    await open();
    const peer = await openPeer(stage.url);
    peer.send({
      type: 'connection_init',
      payload: { authorization: `Bearer ${serverKey}`, x: 'x'.repeat(2_048) },
    });
    expect(await peer.closed).toMatchObject({ code: 4400 });
  });

  it('loses its socket after subscribing before it has opened the connection', async () => {
    await open();
    const peer = await openPeer(stage.url);
    subscribe(peer, 'a', orderId);
    expect(await peer.closed).toMatchObject({ code: 4401 });
  });

  it('loses its socket after using the id of a running operation', async () => {
    await open({ useCases: watched.useCases });
    const peer = await connectPeer(stage.url);
    subscribe(peer, 'a', orderId);
    subscribe(peer, 'a', orderId);
    expect(await peer.closed).toMatchObject({ code: 4409 });
  });

  it('loses its socket after a message of more than 16 KiB', async () => {
    await open();
    const peer = await connectPeer(stage.url);
    subscribe(peer, 'a', 'x'.repeat(16 * 1024));
    expect(await peer.closed).toMatchObject({ code: 1009 });
  });

  it.each([
    '',
    '{',
    'null',
    '[]',
    '{"type":"nothing"}',
    '{"type":"subscribe"}',
    '{"type":"next","id":"a"}',
    '"{\\"type\\":\\"ping\\"}"',
    '\0',
  ])('loses its socket after sending %j, and the server goes on', async (text) => {
    await open();
    const peer = await connectPeer(stage.url);
    peer.socket.send(text);
    expect((await peer.closed).code).toBeGreaterThanOrEqual(4400);
    await connectPeer(stage.url);
  });

  it('loses its socket after a credential in broken JSON, and the log holds no part of it', async () => {
    await open();
    const peer = await openPeer(stage.url);
    peer.socket.send(`canary {"type":"connection_init","payload":{"authorization":"Bearer ${serverKey}"}}`);
    expect(await peer.closed).toEqual({ code: 4400, reason: 'Invalid message received' });
    const logged = stage.lines.map(({ event, fields }) => `${event} ${inspect(fields)}`).join();
    expect(logged).not.toContain('canary');
    expect(logged).not.toContain(serverKey.slice(0, 8));
  });

  it('is refused if it speaks another subprotocol', async () => {
    await open();
    const socket = new WebSocket(`${stage.url.replace(/^http/, 'ws')}/graphql`, 'graphql-ws');
    const code = await new Promise((resolve) => {
      socket.on('close', resolve).on('error', () => resolve('refused'));
    });
    expect([4406, 'refused']).toContain(code);
  });
});
