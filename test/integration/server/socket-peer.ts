import { once } from 'node:events';
import { WebSocket } from 'ws';
import { serverKey } from './stage.ts';

export interface Message {
  readonly type: string;
  readonly id?: string;
  readonly payload?: unknown;
}

/** A client that writes graphql-transport-ws by hand, so that it can also break the protocol. */
export interface SocketPeer {
  readonly socket: WebSocket;
  send(message: object): void;
  /** Resolves with the next unread message. Rejects if the socket closes first. */
  next(): Promise<Message>;
  /** How the server closed the socket. */
  readonly closed: Promise<{ code: number; reason: string }>;
}

/** Opens the socket only; `connectPeer` also opens the connection. */
export async function openPeer(url: string, headers: Record<string, string> = {}): Promise<SocketPeer> {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/graphql`, 'graphql-transport-ws', { headers });
  const messages: Message[] = [];
  let wake = () => {};
  let isClosed = false;
  socket.on('message', (data) => {
    messages.push(JSON.parse(String(data)));
    wake();
  });
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on('close', (code, reason) => {
      isClosed = true;
      wake();
      resolve({ code, reason: String(reason) });
    });
  });
  socket.on('error', () => {});
  await once(socket, 'open');
  return {
    socket,
    closed,
    send: (message) => socket.send(JSON.stringify(message)),
    async next() {
      for (;;) {
        const message = messages.shift();
        if (message !== undefined) return message;
        if (isClosed) throw new Error('the socket is closed, and there is no message left');
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}

export async function connectPeer(url: string, authorization = `Bearer ${serverKey}`): Promise<SocketPeer> {
  const peer = await openPeer(url);
  peer.send({ type: 'connection_init', payload: { authorization } });
  const answer = await peer.next();
  if (answer.type !== 'connection_ack') throw new Error(`expected connection_ack, got ${answer.type}`);
  return peer;
}

/** Watches an order, by its global id. */
export function subscribe(peer: SocketPeer, id: string, orderId: string, fields = 'version status'): void {
  const query = `subscription { orderStatus(orderId: "${orderId}") { ${fields} } }`;
  peer.send({ type: 'subscribe', id, payload: { query } });
}
