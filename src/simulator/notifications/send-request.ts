import http from 'node:http';
import https from 'node:https';
import { leavesMachine, lookupLoopback, mayBeLoopback } from './loopback.ts';

/** The merchant's whole answer, or the reason why there is none. */
export type Reply =
  | { kind: 'answered'; httpStatus: number; body: string }
  | { kind: 'failed'; reason: string };

/** DANA waits 8 s for the merchant's answer. */
const danaTimeoutMs = 8000;
/** The most that is read of the merchant's answer; a longer answer counts as failed. */
const answerBytesMax = 64 * 1024;
/** High enough that the slow receivers of some orders leave room for others. */
export const attemptsAtOnceMax = 256;

/**
 * Sends requests over kept-alive connections, as DANA's HTTP client does. One pair of agents per simulator.
 */
export interface Sender {
  post(url: string, headers: Record<string, string>, body: string): Promise<Reply>;
  /** Ends the requests under way, which count as failed, and closes all connections. */
  close(): void;
}

/**
 * Uses plain node:http, which keeps the case of header names as given: merchants must accept any case. Sends to this
 * machine only unless `mayLeaveMachine`: an order must not make the simulator call servers of somebody's network.
 */
export function createSender(answerTimeoutMs = danaTimeoutMs, { mayLeaveMachine = false } = {}): Sender {
  const options = {
    keepAlive: true,
    maxSockets: attemptsAtOnceMax,
    ...(mayLeaveMachine ? {} : { lookup: lookupLoopback }),
  };
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
      if (target?.protocol !== 'http:' && target?.protocol !== 'https:')
        return { kind: 'failed', reason: 'The NOTIFICATION URL is not http or https.' };
      if (!mayLeaveMachine && !mayBeLoopback(target)) return { kind: 'failed', reason: leavesMachine };
      return send(target, headers, body);
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
