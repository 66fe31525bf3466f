import http from 'node:http';
import https from 'node:https';

/** What came back: a whole answer, or in words why there is none. */
export type Reply =
  | { kind: 'answered'; httpStatus: number; body: string }
  | { kind: 'failed'; reason: string };

/** DANA waits 8 s for the merchant's answer. */
const answerTimeoutMs = 8000;
/** Of the merchant's answer this much is read; what comes after cannot matter for `2005600`. */
const answerBytesMax = 64 * 1024;
/** Enough that the slow receivers of some orders leave room for the others. */
export const attemptsAtOnceMax = 256;

/** Kept connections, as DANA's HTTP client keeps them. One pair of agents per simulator, destroyed with it. */
export interface Sender {
  post(url: string, headers: Record<string, string>, body: string): Promise<Reply>;
  /** Ends what is under way (it counts as failed) and all kept connections. */
  close(): void;
}

/** Sends over plain node:http, which keeps the case of header names as given: merchants must cope with any. */
export function createSender(): Sender {
  const options = { keepAlive: true, maxSockets: attemptsAtOnceMax };
  const agents = { 'http:': new http.Agent(options), 'https:': new https.Agent(options) };
  const closing = new AbortController();
  return {
    post: (url, headers, body) => {
      const target = URL.canParse(url) ? new URL(url) : null;
      if (target?.protocol !== 'http:' && target?.protocol !== 'https:')
        return Promise.resolve({ kind: 'failed', reason: 'The NOTIFICATION URL is not http or https.' });
      const client = target.protocol === 'https:' ? https : http;
      const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(answerTimeoutMs)]);
      return new Promise((resolve) => {
        const fail = (error: Error) => resolve({ kind: 'failed', reason: reasonOf(error, signal) });
        const request = client.request(
          target,
          {
            method: 'POST',
            headers: withLength(headers, body),
            agent: agents[target.protocol as 'http:'],
            signal,
          },
          (response) => readReply(response).then(resolve, fail),
        );
        request.on('error', fail);
        request.end(body);
      });
    },
    close: () => {
      closing.abort();
      agents['http:'].destroy();
      agents['https:'].destroy();
    },
  };
}

async function readReply(response: http.IncomingMessage): Promise<Reply> {
  const chunks: Buffer[] = [];
  let byteCount = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    byteCount += chunk.length;
    if (byteCount > answerBytesMax) return { kind: 'failed', reason: `Answer over ${answerBytesMax} bytes.` };
    chunks.push(chunk);
  }
  return { kind: 'answered', httpStatus: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() };
}

function withLength(headers: Record<string, string>, body: string): Record<string, string> {
  return { ...headers, 'Content-Length': String(Buffer.byteLength(body)) };
}

function reasonOf(error: NodeJS.ErrnoException, signal: AbortSignal): string {
  if (signal.aborted && (signal.reason as Error).name === 'TimeoutError')
    return `No whole answer within ${answerTimeoutMs} ms.`;
  return error.code ?? error.message;
}
