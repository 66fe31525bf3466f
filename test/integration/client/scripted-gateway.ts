import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import type { OrderFieldsFragment } from '../../../src/client/core/generated/graphql.ts';

/** One WebSocket of a client, controlled by a test. */
export interface ScriptedSocket {
  readonly socket: WebSocket;
  /** The next message of the client that the test has not read yet. */
  heard(): Promise<{ readonly type: string; readonly payload?: unknown }>;
  say(message: object): void;
  /** Reads connection_init and subscribe; returns the variables of subscribe. */
  accept(): Promise<{ readonly orderId: string; readonly afterVersion: number | null }>;
  state(version: number): void;
  /** Resolves when every message has reached the client, which answers in sequence. */
  isTaken(): Promise<void>;
  /** How the client closed it, or the test. */
  readonly closed: Promise<number>;
}

/** One POST of a client; a test may begin `text/event-stream`. */
export interface ScriptedPost {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: { readonly query: string; readonly variables: Record<string, unknown> };
  /** Begins a stream of events; returns the function that writes to it. */
  stream(): (written: string | Buffer) => void;
  json(status: number, answer: unknown): void;
}

/** A gateway that a test controls, on real sockets: each connection waits until the test accepts it. */
export async function startScriptedGateway() {
  const sockets = makeQueue<ScriptedSocket>();
  const posts = makeQueue<ScriptedPost>();
  /** How upgrades are answered: 101, a status that refuses them, or not at all. */
  let upgrades: 'accepted' | 'refused' | 'unanswered' = 'accepted';
  const refusals = makeQueue<'refused'>();
  const unanswered = makeQueue<'unanswered'>();

  const webSockets = new WebSocketServer({ noServer: true, handleProtocols: () => 'graphql-transport-ws' });
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    posts.put({
      request,
      response,
      body: JSON.parse(text),
      stream() {
        response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
        return (written) => response.write(written);
      },
      json(status, answer) {
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(JSON.stringify(answer));
      },
    });
  });
  server.on('upgrade', (request, connection, head) => {
    connection.on('error', () => connection.destroy());
    if (upgrades === 'refused') {
      connection.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
      refusals.put('refused');
    } else if (upgrades === 'unanswered') {
      unanswered.put('unanswered');
    } else {
      webSockets.handleUpgrade(request, connection, head, (socket) => sockets.put(openScripted(socket)));
    }
  });
  const connections = new Set<Socket>();
  server.on('connection', (connection) => connections.add(connection));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    /** The next WebSocket, POST, or refused upgrade that the test has not accepted yet. */
    nextSocket: sockets.take,
    nextPost: posts.take,
    nextRefusal: refusals.take,
    nextUnanswered: unanswered.take,
    /** How many connections the test has not accepted. */
    untaken: () => sockets.size() + posts.size(),
    setUpgrades(how: typeof upgrades) {
      upgrades = how;
    },
    async close() {
      for (const connection of connections) connection.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
}
export type ScriptedGateway = Awaited<ReturnType<typeof startScriptedGateway>>;

function openScripted(socket: WebSocket): ScriptedSocket {
  const messages = makeQueue<{ type: string; payload?: unknown }>();
  socket.on('message', (data) => messages.put(JSON.parse(String(data))));
  socket.on('error', () => {});
  const say = (message: object) => socket.send(JSON.stringify(message));
  return {
    socket,
    heard: messages.take,
    say,
    async accept() {
      await messages.take();
      say({ type: 'connection_ack' });
      const { payload } = await messages.take();
      return (payload as { variables: { orderId: string; afterVersion: number | null } }).variables;
    },
    state: (version) =>
      say({ type: 'next', id: '1', payload: { data: { orderStatus: anOrderView(version) } } }),
    async isTaken() {
      say({ type: 'ping' });
      await messages.take();
    },
    closed: once(socket, 'close').then(([code]) => code as number),
  };
}

/** The fields of an order that the client reads. */
export function anOrderView(version: number): OrderFieldsFragment {
  return { id: 'order-1', version, status: 'PENDING' } as OrderFieldsFragment;
}

interface Queue<Item> {
  put(item: Item): void;
  take(): Promise<Item>;
  size(): number;
}

function makeQueue<Item>(): Queue<Item> {
  const items: Item[] = [];
  const takers: ((item: Item) => void)[] = [];
  return {
    put(item) {
      const taker = takers.shift();
      if (taker === undefined) items.push(item);
      else taker(item);
    },
    take() {
      const item = items.shift();
      return item === undefined ? new Promise((resolve) => takers.push(resolve)) : Promise.resolve(item);
    },
    size: () => items.length,
  };
}
