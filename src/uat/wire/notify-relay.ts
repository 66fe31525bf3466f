import { once } from 'node:events';
import { createServer, type IncomingMessage, request as openRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HeaderLine, WireAnswer, WireRecord } from './wire-record.ts';

/** DANA's notifications have 5 KB at the most; the gateway's own bound decides below this. */
const bodyBytesMax = 64 * 1024;

/** What stands before the gateway at the NOTIFICATION URL: passes on what comes to its path, and nothing else, and records it. */
export interface NotifyRelay {
  /** Where it listens, without trailing slash. */
  readonly url: string;
  /** Requests go to this gateway from now on; before, they are answered 503. */
  leadTo(gatewayUrl: string): void;
  close(): Promise<void>;
}

/** `port` 0: any free one. `path`: that of the NOTIFICATION URL. Rejects where the port is taken. */
export async function openNotifyRelay(
  record: WireRecord,
  { host, port, path }: { host: string; port: number; path: string },
): Promise<NotifyRelay> {
  let gatewayUrl: string | null = null;

  const server = createServer(async (incoming, outgoing) => {
    // The API of the run is nobody's but the run's, and this port may be on the Internet.
    if (incoming.url?.split('?', 1)[0] !== path) {
      outgoing.writeHead(404).end();
      return;
    }
    const sentAt = new Date();
    const startedMs = performance.now();
    const body = await readBody(incoming).catch(() => null);
    if (body === null) return outgoing.destroy();
    const answer = gatewayUrl === null ? null : await passOn(gatewayUrl, incoming, body).catch(() => null);
    const { httpStatus, headers } = answer ?? { httpStatus: 503, headers: [] };
    outgoing.writeHead(httpStatus, headers.flat());
    outgoing.end(answer?.body);
    record.add({
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
    leadTo(url) {
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

/** The same method, path, header lines and bytes: what DANA signed is what the gateway reads. */
async function passOn(gatewayUrl: string, incoming: IncomingMessage, body: Buffer): Promise<WireAnswer> {
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

/** Headers of one connection, not of the message (RFC 9110, 7.6.1). */
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
