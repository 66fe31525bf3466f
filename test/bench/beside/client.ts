import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as until } from 'node:timers/promises';
import { nowMs } from '../live/now-ms.ts';

/** A request as it is sent. */
export interface Call {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** Empty without one. */
  readonly body: string;
  /** Besides those of every call. */
  readonly headers?: Readonly<Record<string, string>>;
}
export interface Reply {
  readonly status: number;
  readonly body: string;
}

/** Keeps one connection to a server open, on which one request follows the other. */
interface Connection {
  send(call: Call): Promise<Reply>;
  close(): void;
}

/**
 * A client of its own, on bare sockets: `fetch` or `http.request` would use as much of the processor as the fastest
 * server here.
 */
async function openConnection(port: number, authorization: string): Promise<Connection> {
  const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  let received: Buffer = Buffer.alloc(0);
  let waiting: { resolve(reply: Reply): void; reject(error: Error): void } | null = null;
  const fail = (error: Error) => waiting?.reject(error);
  socket.on('error', fail);
  socket.on('close', () => fail(new Error('the server closed the connection')));
  socket.on('data', (chunk) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    const reply = readReply(received);
    if (reply === null) return;
    received = Buffer.alloc(0);
    waiting?.resolve(reply);
  });
  return {
    send({ method, path, body, headers = {} }) {
      const length = body === '' ? '' : `content-length: ${Buffer.byteLength(body)}\r\n`;
      const more = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
      socket.write(
        `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\naccept: application/json\r\n` +
          `authorization: ${authorization}\r\ncontent-type: application/json\r\n${more.join('')}${length}\r\n${body}`,
      );
      return new Promise((resolve, reject) => {
        waiting = { resolve, reject };
      });
    },
    close: () => socket.destroy(),
  };
}

/** Null until the whole answer is there. */
function readReply(bytes: Buffer): Reply | null {
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd < 0) return null;
  const head = bytes.toString('latin1', 0, headEnd);
  const status = Number(head.slice(9, 12));
  const rest = bytes.subarray(headEnd + 4);
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
  if (length !== undefined) {
    return rest.length < Number(length) ? null : { status, body: rest.toString() };
  }
  return rest.indexOf('0\r\n\r\n', -5) < 0 ? null : { status, body: joinChunks(rest) };
}

function joinChunks(bytes: Buffer): string {
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const lineEnd = bytes.indexOf('\r\n', at);
    const size = Number.parseInt(bytes.toString('latin1', at, lineEnd), 16);
    chunks.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = lineEnd + 2 + size + 2;
  }
  return Buffer.concat(chunks).toString();
}

/** Clients of one server. Every answer is checked: `next` gives the requests, `check` throws at a wrong answer. */
export interface Load {
  readonly port: number;
  /** Of the connections in turn. */
  readonly authorizations: readonly string[];
  next(): Call;
  check(reply: Reply): void;
}

async function withConnections<Result>(
  { port, authorizations }: Load,
  count: number,
  use: (connections: readonly Connection[]) => Promise<Result>,
): Promise<Result> {
  const connections = await Promise.all(
    Array.from({ length: count }, (_, place) =>
      openConnection(port, authorizations[place % authorizations.length] ?? ''),
    ),
  );
  try {
    return await use(connections);
  } finally {
    for (const connection of connections) connection.close();
  }
}

/** Sends this many requests, one after the other; returns the last answer. */
export function sendSome(load: Load, count: number): Promise<Reply> {
  return withConnections(load, 1, async ([connection]) => {
    let reply: Reply = { status: 0, body: '' };
    for (let sent = 0; sent < count; sent += 1) {
      reply = (await connection?.send(load.next())) ?? reply;
      load.check(reply);
    }
    return reply;
  });
}

/** Each of these connections sends its next request as soon as the last was answered; returns how many were answered. */
export function sendAsFastAsAnswered(load: Load, connectionsCount: number, forMs: number): Promise<number> {
  return withConnections(load, connectionsCount, async (connections) => {
    const endMs = nowMs() + forMs;
    let answered = 0;
    await Promise.all(
      connections.map(async (connection) => {
        while (nowMs() < endMs) {
          load.check(await connection.send(load.next()));
          answered += 1;
        }
      }),
    );
    return answered;
  });
}

/** Sends this many requests, on each connection one after the other. */
export function sendAll(load: Load, connectionsCount: number, count: number): Promise<void> {
  return withConnections(load, connectionsCount, async (connections) => {
    let sent = 0;
    await Promise.all(
      connections.map(async (connection) => {
        while (sent < count) {
          sent += 1;
          load.check(await connection.send(load.next()));
        }
      }),
    );
  });
}

/**
 * Sends at a steady pace, whether or not the last request was answered; returns the milliseconds from the time at which
 * each was due to its answer, so that a wait for a free connection counts too.
 */
export function sendSteadily(
  load: Load,
  connectionsCount: number,
  pace: { perSecond: number; forMs: number },
): Promise<readonly number[]> {
  return withConnections(load, connectionsCount, async (connections) => {
    const beganMs = nowMs();
    const count = Math.max(1, Math.floor((pace.perSecond * pace.forMs) / 1_000));
    const due = Array.from({ length: count }, (_, place) => beganMs + (place * 1_000) / pace.perSecond);
    const left = due.values();
    const waits: number[] = [];
    await Promise.all(
      connections.map(async (connection) => {
        for (const dueMs of left) {
          const earlyMs = dueMs - nowMs();
          if (earlyMs > 0) await until(earlyMs);
          load.check(await connection.send(load.next()));
          waits.push(nowMs() - dueMs);
        }
      }),
    );
    return waits;
  });
}
