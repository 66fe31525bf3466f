import { createHash, generateKeyPairSync, verify } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The merchant's pair; the server holds the public half, as DANA does. */
export const merchantKeys = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** One request as it arrived, with DANA's own check of its signature. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly isSigned: boolean;
  /** Resolves when the connection of this request is gone. */
  closed(): Promise<void>;
}

/** What the server does with a request. It may answer, misbehave, or do nothing at all. */
export type Behaviour = (response: ServerResponse, received: Received) => void;

export interface DanaServer {
  readonly url: string;
  readonly received: readonly Received[];
  /** Connections that were ever opened. */
  connectionCount(): number;
  /** From now on answers every request like this. */
  behave(behaviour: Behaviour): void;
  close(): Promise<void>;
}

/** A real HTTP server in DANA's place: checks signatures over raw bytes, and otherwise does what a test says. */
export async function startDanaServer({ prefix = '' } = {}): Promise<DanaServer> {
  const received: Received[] = [];
  let connections = 0;
  let behaviour: Behaviour = (response) => response.writeHead(501).end();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const path = (request.url ?? '').slice(prefix.length);
    const hash = createHash('sha256').update(body).digest('hex');
    const text = `POST:${path}:${hash}:${String(request.headers['x-timestamp'])}`;
    const signature = Buffer.from(String(request.headers['x-signature']), 'base64');
    const one: Received = {
      method: request.method ?? '',
      path,
      headers: request.headers,
      body: body.toString('utf8'),
      isSigned: verify('sha256', Buffer.from(text), merchantKeys.publicKey, signature),
      async closed() {
        if (request.socket.closed) return;
        await new Promise((resolve) => request.socket.once('close', resolve));
      },
    };
    received.push(one);
    behaviour(response, one);
  });
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${prefix}`,
    received,
    connectionCount: () => connections,
    behave(next) {
      behaviour = next;
    },
    async close() {
      const ended = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await ended;
    },
  };
}

/** An answer in SNAP form, with the HTTP status that its code names unless a test names another. */
export function answerWith(
  fields: { responseCode: string } & Record<string, unknown>,
  httpStatus?: number,
): Behaviour {
  return (response) => {
    response
      .writeHead(httpStatus ?? Number(fields.responseCode.slice(0, 3)), {
        'content-type': 'application/json',
      })
      .end(JSON.stringify(fields));
  };
}

export const raw =
  (httpStatus: number, body: string | Buffer, headers: Record<string, string> = {}): Behaviour =>
  (response) => {
    response.writeHead(httpStatus, headers).end(body);
  };

/** A fact to wait for: `tell` makes `told` resolve. */
export function fact<T = void>(): { told: Promise<T>; tell(value: T): void } {
  let tell: (value: T) => void = () => undefined;
  const told = new Promise<T>((resolve) => {
    tell = resolve;
  });
  return { told, tell };
}
