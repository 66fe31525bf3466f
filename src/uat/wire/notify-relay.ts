import { once } from 'node:events';
import { createServer, type IncomingMessage, request as openRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HeaderLine, WireAnswer, WireRecord } from './wire-record.ts';

/** DANA's notifications have at most 5 KB; the gateway applies its own, smaller bound. */
const bodyBytesMax = 64 * 1024;

/** Listens at the NOTIFICATION URL, forwards the requests to its path to the gateway, and records them. */
export interface NotifyRelay {
  /** Where it listens, without trailing slash. */
  readonly url: string;
  /** Forwards requests to this gateway from now on; before the first call the relay answers 503. */
  forwardTo(gatewayUrl: string): void;
  close(): Promise<void>;
}

/** `port` 0: any free one. `path`: the path of the NOTIFICATION URL. Rejects if the port is taken. */
export async function openNotifyRelay(
  wireRecord: WireRecord,
  { host, port, path }: { host: string; port: number; path: string },
): Promise<NotifyRelay> {
  let gatewayUrl: string | null = null;

  const server = createServer(async (incoming, outgoing) => {
    // This port may be on the Internet, and the API of the run must not be.
    if (incoming.url?.split('?', 1)[0] !== path) {
      outgoing.writeHead(404).end();
      return;
    }
    const sentAt = new Date();
    const startedMs = performance.now();
    const body = await readBody(incoming).catch(() => null);
    if (body === null) return outgoing.destroy();
    const answer = gatewayUrl === null ? null : await forward(gatewayUrl, incoming, body).catch(() => null);
    const { httpStatus, headers } = answer ?? { httpStatus: 503, headers: [] };
    outgoing.writeHead(httpStatus, headers.flat());
    outgoing.end(answer?.body);
    wireRecord.add({
      operation: 'finishNotify',
      sentAt,
      tookMs: Math.round(performance.now() - startedMs),
      request: {
        method: incoming.method ?? '',
        url: path,
        headers: linesOf(incoming.rawHeaders),
        body: body.toString(),
      },
      answer,
      failure: answer === null ? 'the gateway did not answer' : null,
    });
  });
  server.listen(port, host);
  await once(server, 'listening');
  const taken = (server.address() as AddressInfo).port;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}`,
    forwardTo(url) {
      gatewayUrl = url;
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Keeps method, path, header lines and bytes: the gateway must read what DANA signed. */
async function forward(gatewayUrl: string, incoming: IncomingMessage, body: Buffer): Promise<WireAnswer> {
  const onward = openRequest(gatewayUrl + (incoming.url ?? '/'), {
    method: incoming.method,
    headers: withoutHop(incoming.headers, body),
  });
  const answered = once(onward, 'response') as Promise<[IncomingMessage]>;
  onward.end(body);
  const [answer] = await answered;
  const answerBody = await readBody(answer);
  const headers = linesOf(answer.rawHeaders).filter(([name]) => !hopHeaders.has(name.toLowerCase()));
  return { httpStatus: answer.statusCode ?? 502, headers, body: answerBody.toString() };
}

/** Headers that belong to one connection, not to the message (RFC 9110, 7.6.1). */
const hopHeaders: ReadonlySet<string> = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade']);

function withoutHop(headers: IncomingMessage['headers'], body: Buffer) {
  const kept = Object.entries(headers).filter(([name]) => !hopHeaders.has(name));
  return { ...Object.fromEntries(kept), 'content-length': String(body.length) };
}

async function readBody(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > bodyBytesMax) throw new Error(`a message of more than ${bodyBytesMax} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function linesOf(rawHeaders: readonly string[]): HeaderLine[] {
  const lines: HeaderLine[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    lines.push([rawHeaders[index] ?? '', rawHeaders[index + 1] ?? '']);
  }
  return lines;
}
