import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { CloseCode, handleProtocols } from 'graphql-ws';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import type { Log } from '../../use-cases/ports/log.ts';
import type { Limits } from '../limits.ts';
import { answerRaw } from '../wire/answers.ts';
import type { GraphqlProtocol, WebSocketState } from './graphql-over-websocket.ts';

/** RFC 6455: there is nothing more to be said. A client that has something to ask opens another socket. */
const normalClosure = 1000;
/** RFC 6455; clients of graphql-ws do not come back by themselves. */
const policyViolation = 1008;

/** WebSockets whose turn it is are pinged this often. */
const pingTickMs = 50;

/** Every WebSocket of this server. */
export interface WebSockets {
  readonly count: number;
  /** Answers an upgrade request that may become a WebSocket. */
  accept(request: IncomingMessage, connection: Duplex, head: Buffer, address: string | null): void;
  /** Cuts off whoever has not gone by itself. */
  terminate(): void;
}

/**
 * graphql-ws takes a message as text or parsed already (its types say only text), and holds what it was given for as
 * long as the operation runs. Parsed here, the text of a subscription (1.2 KB) is not kept while its payer waits.
 */
type HandleMessage = (message: object | string) => Promise<void>;

/** Null where the text is no JSON, or none that could be a message. */
function parseObject(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}

/**
 * Carries graphql-ws over ws. graphql-ws has an adapter of its own; this one differs where peers misbehave: it
 * reads nothing more from a peer that does not take its answers, writes no line to the console for what a peer
 * did wrong, and pings all sockets from one timer instead of two for each, each in its turn: ten thousand pings in one
 * moment would hold up everything else for a tenth of a second.
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

  /** In the order in which they are to be pinged. */
  const states = new Map<WebSocket, WebSocketState>();
  const pings = setInterval(() => {
    const nowMs = performance.now();
    for (const [socket, state] of states) {
      if (state.pingAtMs > nowMs) break;
      states.delete(socket);
      queue(socket, state);
      tend(socket, state);
    }
  }, pingTickMs);
  pings.unref();

  function queue(socket: WebSocket, state: WebSocketState): void {
    state.pingAtMs = performance.now() + limits.pingIntervalMs;
    states.set(socket, state);
  }

  /** Cuts off who has not answered the last ping, and sends away who has watched nothing for long. */
  function tend(socket: WebSocket, state: WebSocketState): void {
    if (!state.isAnswering) {
      socket.terminate();
      return;
    }
    if (socket.readyState !== socket.OPEN) return;
    state.idlePingsCount = state.lives.size === 0 ? state.idlePingsCount + 1 : 0;
    if (state.idlePingsCount * limits.pingIntervalMs > limits.idleSocketTimeoutMs) {
      socket.close(normalClosure, 'Idle');
      return;
    }
    state.isAnswering = false;
    state.messagesCount = 0;
    socket.ping();
  }

  /** False, and the socket is closed, where its peer says more than anybody has reason to. */
  function mayGoOn(socket: WebSocket, state: WebSocketState): boolean {
    state.messagesCount += 1;
    if (state.messagesCount <= limits.messagesPerPingMax) return true;
    if (state.messagesCount === limits.messagesPerPingMax + 1)
      socket.close(policyViolation, 'Too many messages');
    // What has come already would be read to its end: the peer need not have the close frame.
    else socket.terminate();
    return false;
  }

  function open(socket: WebSocket, address: string | null): void {
    // ws closes the socket by itself, with the code that says what the peer did wrong.
    socket.on('error', (error) => log.debug('websocket.peer_failed', { reason: error.message }));

    const state: WebSocketState = {
      close: (code, reason) => socket.close(code, reason),
      address,
      caller: null,
      session: null,
      releaseSlot: () => undefined,
      isClosed: false,
      lives: new Map(),
      isAnswering: true,
      idlePingsCount: 0,
      messagesCount: 0,
      pingAtMs: 0,
    };
    queue(socket, state);
    socket.on('pong', () => {
      state.isAnswering = true;
      mayGoOn(socket, state);
    });
    socket.on('ping', () => mayGoOn(socket, state));
    const closed = protocol.opened(
      {
        protocol: socket.protocol,
        close: (code, reason) => socket.close(code, reason),
        send: (data) => send(socket, data),
        onMessage: (handle) => socket.on('message', (data) => receive(data, handle as HandleMessage)),
      },
      state,
    );
    // `on`, here and wherever something closes only once: `once` holds three objects more for each socket.
    socket.on('close', (code, reason) => {
      states.delete(socket);
      closed(code, reason.toString()).catch((error: unknown) =>
        log.error('websocket.close_failed', { error }),
      );
    });

    function receive(data: RawData, handle: HandleMessage): void {
      if (!mayGoOn(socket, state)) return;
      const text = data.toString();
      if (state.caller === null && text.length > limits.connectionInitBytesMax) {
        socket.close(CloseCode.BadRequest, 'Message too large');
        return;
      }
      const message = parseObject(text);
      // What JSON.parse says about it holds a part of it, perhaps of a credential: it is not logged.
      if (message === null) {
        socket.close(CloseCode.BadRequest, 'Invalid message received');
        return;
      }
      // What the protocol's hooks throw they have caught; left are messages that only servers send.
      handle(message).catch((error: unknown) => {
        log.warn('websocket.message_refused', { error });
        socket.close(CloseCode.BadRequest, 'Invalid message received');
      });
    }
  }

  /**
   * Resolves when the message has left for the network: only then is an operation asked for its next result, so
   * that a peer that does not read holds one message for each of its operations. Where more waits, because it
   * goes on sending, nothing more is read from it either, and the next ping finds it silent.
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
    accept(request, connection, head, address) {
      server.handleUpgrade(request, connection, head, (socket) => open(socket, address));
    },
    terminate() {
      clearInterval(pings);
      for (const socket of server.clients) socket.terminate();
    },
  };
}
