import http from 'node:http';
import https from 'node:https';

/** What came back: a whole answer, or in words why there is none. */
export type Reply =
  | { kind: 'answered'; httpStatus: number; body: string }
  | { kind: 'failed'; reason: string };

/** DANA waits 8 s for the merchant's answer. */
const danaTimeoutMs = 8000;
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
export function createSender(answerTimeoutMs = danaTimeoutMs): Sender {
  const options = { keepAlive: true, maxSockets: attemptsAtOnceMax };
  const agents = { 'http:': new http.Agent(options), 'https:': new https.Agent(options) };
  const underWay = new Set<http.ClientRequest>();

  const send = (target: URL, headers: Record<string, string>, body: string): Promise<Reply> =>
    new Promise((resolve) => {
      const fail = (error: NodeJS.ErrnoException) =>
        resolve({ kind: 'failed', reason: error.code ?? error.message });
      const isSecure = target.protocol === 'https:';
      const request = (isSecure ? https : http).request(
        target,
        { method: 'POST', headers: withLength(headers, body), agent: agents[isSecure ? 'https:' : 'http:'] },
        (response) => readReply(response).then(resolve, fail),
      );
      const timer = setTimeout(
        () => request.destroy(new Error(`No whole answer within ${answerTimeoutMs} ms.`)),
        answerTimeoutMs,
      );
      underWay.add(request);
      request.on('error', fail);
      request.once('close', () => {
        clearTimeout(timer);
        underWay.delete(request);
      });
      request.end(body);
    });

  return {
    post: async (url, headers, body) => {
      const target = URL.canParse(url) ? new URL(url) : null;
      return target?.protocol === 'http:' || target?.protocol === 'https:'
        ? send(target, headers, body)
        : { kind: 'failed', reason: 'The NOTIFICATION URL is not http or https.' };
    },
    close: () => {
      for (const request of underWay) request.destroy(new Error('The simulator stopped.'));
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
