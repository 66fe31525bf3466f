import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { formatJakartaTime } from '../domain/jakarta-time.ts';
import { codeOf } from '../runtime/error-code.ts';
import { finishNotifyPath } from '../server/finish-notify/finish-notify.ts';
import { type Finding, fail, ok } from './finding.ts';

/** DANA's own deadline for a notification. */
const answerTimeoutMs = 8_000;
const answerCharsMax = 4_096;

/** The answer of the NOTIFICATION URL to a request without a valid signature. */
export type RouteAnswer =
  | { readonly kind: 'answered'; readonly httpStatus: number; readonly body: string }
  | { readonly kind: 'unanswered'; readonly reason: string };

/**
 * Tests the route of a notification to the gateway with a request that has a false signature. A running
 * gateway must refuse it. If no gateway runs at HOST and PORT, the doctor listens there itself and answers
 * with a random number.
 */
export async function checkNotifyRoute(target: {
  readonly notifyUrl: string;
  readonly host: string;
  readonly port: number;
}): Promise<Finding> {
  const nonce = randomBytes(16).toString('hex');
  const listener = await listenOnce(target, nonce);
  try {
    return judgeRoute(await sendUnsigned(target.notifyUrl), { nonce, isListening: listener !== null });
  } finally {
    if (listener !== null) {
      listener.closeAllConnections();
      await new Promise((closed) => listener.close(closed));
    }
  }
}

/** Judges whether a request to the NOTIFICATION URL reached this gateway. */
export function judgeRoute(
  answer: RouteAnswer,
  { nonce, isListening }: { nonce: string; isListening: boolean },
): Finding {
  const check = 'notify route';
  if (answer.kind === 'unanswered') {
    return fail(
      check,
      `nothing answered: ${answer.reason}`,
      'see PUBLIC_URL, the firewall and the proxy before the gateway: they must pass POST /v1.0/debit/notify on',
    );
  }
  const { httpStatus, body } = answer;
  if (body.includes(nonce)) return ok(check, 'leads here; no gateway runs yet, the doctor itself answered');
  if (httpStatus === 401 && codeIn(body) === '4015600') {
    return ok(check, 'leads to a gateway, which refuses a wrong signature');
  }
  const says = `HTTP ${httpStatus} and not our answer`;
  if (httpStatus >= 300 && httpStatus < 400) {
    return fail(
      check,
      `${says}: a redirect`,
      'DANA follows none: put the very address into PUBLIC_URL, https and host as they are',
    );
  }
  if (httpStatus === 404) {
    return fail(check, says, 'let the proxy pass /v1.0/debit/notify on, and see the path in PUBLIC_URL');
  }
  if (httpStatus === 502 || httpStatus === 503 || httpStatus === 504) {
    return fail(
      check,
      says,
      `the proxy does not reach the gateway: see HOST and PORT${isListening ? '' : ', and that it runs'}`,
    );
  }
  if (httpStatus === 403) {
    return fail(check, says, 'a firewall or WAF blocks DANA: let POST /v1.0/debit/notify pass, it is signed');
  }
  return fail(check, says, 'something else answers at the NOTIFICATION URL: see PUBLIC_URL and the proxy');
}

/**
 * Sends a notification as DANA does, without following redirects, within DANA's deadline; the signature is
 * false.
 */
async function sendUnsigned(notifyUrl: string): Promise<RouteAnswer> {
  try {
    const response = await fetch(notifyUrl, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'content-type': 'application/json',
        'x-timestamp': formatJakartaTime(new Date()),
        'x-signature': Buffer.alloc(256).toString('base64'),
      },
      body: '{}',
      signal: AbortSignal.timeout(answerTimeoutMs),
    });
    const body = (await response.text()).slice(0, answerCharsMax);
    return { kind: 'answered', httpStatus: response.status, body };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : (error as Error);
    return { kind: 'unanswered', reason: codeOf(cause) ?? cause.name };
  }
}

/** Null if a program listens there already, or this process may not listen: then that program must answer. */
async function listenOnce(
  { host, port }: { host: string; port: number },
  nonce: string,
): Promise<Server | null> {
  const server = createServer((request, response) => {
    request.resume();
    // A proxy may pass a path prefix of PUBLIC_URL on or remove it.
    const path = request.url?.split('?', 1)[0] ?? '';
    const isNotify = request.method === 'POST' && path.endsWith(finishNotifyPath);
    response.writeHead(isNotify ? 200 : 404, { 'content-type': 'application/json' });
    response.end(isNotify ? JSON.stringify({ doctor: nonce }) : '{}');
  });
  try {
    server.listen(port, host);
    await once(server, 'listening');
    return server;
  } catch {
    return null;
  }
}

function codeIn(body: string): unknown {
  try {
    return (JSON.parse(body) as { responseCode?: unknown }).responseCode;
  } catch {
    return null;
  }
}
