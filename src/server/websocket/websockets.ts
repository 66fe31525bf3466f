import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { CloseCode, handleProtocols } from 'graphql-ws';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import type { Authenticate } from '../../access/authenticate.ts';
import type { Log } from '../../use-cases/ports/log.ts';
import type { Limits } from '../limits.ts';
import { answerRaw } from '../wire/answers.ts';
import type { GraphqlProtocol } from './graphql-over-websocket.ts';
import type { WebSocketState } from './websocket-state.ts';

/** RFC 6455: the work is done. A client that needs more opens another socket. */
const normalClosure = 1000;
/** RFC 6455. Clients of graphql-ws do not reconnect by themselves after this code. */
const policyViolation = 1008;

/** How often the server pings the sockets that are due. */
const pingTickMs = 50;

/** All WebSockets of this server. */
export interface WebSockets {
  readonly count: number;
  /** Completes the handshake of an upgrade request that was admitted. */
  accept(
    request: IncomingMessage,
    connection: Duplex,
    head: Buffer,
    peer: { readonly address: string | null; readonly authenticate: Authenticate },
  ): void;
  /** Cuts off every socket that is still open, and stops the pings. */
  terminate(): void;
}

/**
 * graphql-ws accepts a message as text or parsed (its types say text only) and keeps it for as long as the operation
 * runs. Because we parse it here, the text of a subscription (1.2 KB) is not kept while its payer waits.
 */
type HandleMessage = (message: object | string) => Promise<void>;

/** A client that names its operation by hash may leave the query out, which graphql-ws takes for a broken message. */
function withQuery(message: object): object {
  if (!('payload' in message) || typeof message.payload !== 'object' || message.payload === null)
    return message;
  const { payload } = message;
  return 'extensions' in payload && !('query' in payload)
    ? { ...message, payload: { ...payload, query: '' } }
    : message;
}

/** Null if the text is no JSON object or array, so no message. */
function parseObject(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}

/**
 * Runs graphql-ws over ws. It differs from graphql-ws's own adapter in how it treats misbehaving clients: it stops
 * reading from a client that does not read its answers, and writes nothing to the console about a client's mistakes.
 * It also pings all sockets from one timer instead of two per socket, and spreads the pings: ten thousand at one
 * moment would delay everything else by a tenth of a second.
 */
export function createWebSockets(
  protocol: GraphqlProtocol,
  options: { readonly headerLines: readonly string[]; readonly log: Log; readonly limits: Limits },
): WebSockets {
  const { log, limits } = options;
  const server = new WebSocketServer({
    noServer: true,
    handleProtocols,
    perMessageDeflate: false,
    maxPayload: limits.frameBytesMax,
  });
  server.on('headers', (headers) => headers.push(...options.headerLines));
  server.on('wsClientError', (_error, connection) => answerRaw(connection, 400, options.headerLines));
  server.on('error', (error) => log.error('websocket.server_failed', { error }));

  /** In the order in which their pings are due. */
  const states = new Map<WebSocket, WebSocketState>();
  const pings = setInterval(() => {
    const nowMs = performance.now();
    for (const [socket, state] of states) {
      if (state.pingAtMs > nowMs) break;
      states.delete(socket);
      schedulePing(socket, state);
      pingOrClose(socket, state);
    }
  }, pingTickMs);
  pings.unref();

  function schedulePing(socket: WebSocket, state: WebSocketState): void {
    state.pingAtMs = performance.now() + limits.pingIntervalMs;
    states.set(socket, state);
  }

  /** Cuts off a socket that has not answered the last ping, closes one that was idle for too long, pings the rest. */
  function pingOrClose(socket: WebSocket, state: WebSocketState): void {
    if (!state.isAnswering) {
      socket.terminate();
      return;
    }
    if (socket.readyState !== socket.OPEN) return;
    state.idlePingsCount = state.operations.size === 0 ? state.idlePingsCount + 1 : 0;
    if (state.idlePingsCount * limits.pingIntervalMs > limits.idleSocketTimeoutMs) {
      socket.close(normalClosure, 'Idle');
      return;
    }
    state.isAnswering = false;
    state.messagesCount = 0;
    socket.ping();
  }

  /** Counts a message. Closes the socket and returns false if it sends more than any honest client needs. */
  function admitMessage(socket: WebSocket, state: WebSocketState): boolean {
    state.messagesCount += 1;
    if (state.messagesCount <= limits.messagesPerPingMax) return true;
    if (state.messagesCount === limits.messagesPerPingMax + 1)
      socket.close(policyViolation, 'Too many messages');
    // Bytes that have arrived are read even after the close frame, so cut the connection off.
    else socket.terminate();
    return false;
  }

  function open(socket: WebSocket, peer: Pick<WebSocketState, 'address' | 'authenticate'>): void {
    // In the same turn as the handshake, and the connection below it has a listener of its own (upgrade-handler.ts).
    // ws itself closes the socket, with the code for the client's mistake.
    socket.on('error', (error) => log.debug('websocket.peer_failed', { reason: error.message }));

    const state: WebSocketState = {
      close: (code, reason) => socket.close(code, reason),
      send: (text) => send(socket, text),
      address: peer.address,
      authenticate: peer.authenticate,
      caller: null,
      session: null,
      releaseSlot: () => undefined,
      isClosed: false,
      operations: new Map(),
      isAnswering: true,
      idlePingsCount: 0,
      messagesCount: 0,
      pingAtMs: 0,
    };
    schedulePing(socket, state);
    socket.on('pong', () => {
      state.isAnswering = true;
      admitMessage(socket, state);
    });
    socket.on('ping', () => admitMessage(socket, state));
    const closed = protocol.opened(
      {
        protocol: socket.protocol,
        close: state.close,
        send: state.send,
        onMessage: (handle) => socket.on('message', (data) => receive(data, handle as HandleMessage)),
      },
      state,
    );
    // `on` here, although sockets close only once: `once` keeps three more objects for each socket.
    socket.on('close', (code, reason) => {
      states.delete(socket);
      closed(code, reason.toString()).catch((error: unknown) =>
        log.error('websocket.close_failed', { error }),
      );
    });

    function receive(data: RawData, handle: HandleMessage): void {
      if (!admitMessage(socket, state)) return;
      const text = data.toString();
      if (state.caller === null && text.length > limits.connectionInitBytesMax) {
        socket.close(CloseCode.BadRequest, 'Message too large');
        return;
      }
      const message = parseObject(text);
      // The error of JSON.parse is not logged: it quotes the text, perhaps a part of a credential.
      if (message === null) {
        socket.close(CloseCode.BadRequest, 'Invalid message received');
        return;
      }
      // The protocol's hooks catch their own errors; what remains are messages that only servers may send.
      handle(withQuery(message)).catch((error: unknown) => {
        log.warn('websocket.message_refused', { error });
        socket.close(CloseCode.BadRequest, 'Invalid message received');
      });
    }
  }

  /**
   * Resolves when the network has accepted the message. Only then does graphql-ws request the operation's next result,
   * so a client that does not read costs one message per operation. If a client keeps sending and more messages wait
   * for it, we stop reading from it too; the next ping then finds it silent.
   */
  function send(socket: WebSocket, message: string): Promise<void> {
    return new Promise((resolve) => {
      if (socket.readyState !== socket.OPEN) return resolve();
      socket.send(message, () => {
        if (socket.isPaused && socket.bufferedAmount <= limits.socketBacklogBytesMax) socket.resume();
        resolve();
      });
      if (socket.bufferedAmount > limits.socketBacklogBytesMax) socket.pause();
    });
  }

  return {
    get count() {
      return server.clients.size;
    },
    accept(request, connection, head, peer) {
      server.handleUpgrade(request, connection, head, (socket) => open(socket, peer));
    },
    terminate() {
      clearInterval(pings);
      for (const socket of server.clients) socket.terminate();
    },
  };
}
