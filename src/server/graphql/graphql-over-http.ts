import type { OutgoingHttpHeaders } from 'node:http';
import type { ExecutionResult } from 'graphql';
import type { Authenticate } from '../../access/authenticate.ts';
import type { Caller } from '../../access/caller.ts';
import type { Log } from '../../use-cases/ports/log.ts';
import { StoreUnavailable } from '../../use-cases/ports/store-unavailable.ts';
import type { SessionEnding, Sessions } from '../admission/sessions.ts';
import type { Traffic } from '../admission/traffic.ts';
import { answerWrongCredential, type CredentialRefusal } from '../admission/wrong-credential.ts';
import { answerError, answerRateLimited } from '../wire/answers.ts';
import { clientAddress } from '../wire/client-address.ts';
import { withinDeadline } from '../wire/deadline.ts';
import type { Exchange } from '../wire/http-exchange.ts';
import { readBody } from '../wire/read-body.ts';
import { writeEvents } from './event-stream.ts';
import type { GraphqlServer } from './graphql-server.ts';
import { streamedResult } from './mask-errors.ts';

interface Needs extends CredentialRefusal {
  readonly engine: GraphqlServer;
  readonly authenticate: Authenticate;
  readonly sessions: Sessions;
  readonly log: Log;
}

/**
 * Answers POST /graphql: JSON in, JSON or server-sent events out. Only JSON POST: what a page of another origin
 * could send without being asked (forms, plain text, GET) is refused, and nothing secret stands in a URL.
 */
export function createGraphqlHandler(needs: Needs): (exchange: Exchange) => Promise<void> {
  return async (exchange) => {
    const { request, limits } = exchange;
    if (request.method !== 'POST') {
      return answerError(exchange, 405, 'METHOD_NOT_ALLOWED', 'GraphQL is asked by POST.', { allow: 'POST' });
    }
    if (!/^application\/json *(;|$)/i.test(request.headers['content-type'] ?? '')) {
      return answerError(exchange, 415, 'BAD_REQUEST', 'The content type is application/json.');
    }
    const caller = await needs.authenticate(request.headers.authorization).catch(unlessUnavailable);
    if (caller === 'unavailable') {
      const message = 'The gateway cannot reach its database now. Repeat the same request.';
      return answerError(exchange, 503, 'SERVICE_UNAVAILABLE', message);
    }
    if (caller === 'invalid') {
      return answerWrongCredential(exchange, needs, 'Bearer error="invalid_token"');
    }
    const address = clientAddress(request, needs.proxiesCount);
    const waitMs = needs.traffic.admitOperation(caller, address);
    if (waitMs !== null) return answerRateLimited(exchange, waitMs);
    const body = await readBody(request, limits.graphqlBodyBytesMax);
    if (body.kind === 'aborted') return;
    if (body.kind === 'tooLarge') {
      const message = `A request has at most ${limits.graphqlBodyBytesMax} bytes.`;
      return answerError(exchange, 413, 'LIMIT_EXCEEDED', message);
    }
    const params = parseObject(body.bytes);
    if (params === null) return answerError(exchange, 400, 'BAD_REQUEST', 'The body is a JSON object.');
    await answerOperation(exchange, { caller, address, params }, needs);
  };
}

async function answerOperation(
  exchange: Exchange,
  { caller, address, params }: { caller: Caller; address: string | null; params: object },
  needs: Needs,
) {
  const { request, response, requestId, limits } = exchange;
  const { engine, sessions, log } = needs;
  const life = new AbortController();
  let ending = null as SessionEnding | null;
  let events = null as AsyncIterable<ExecutionResult> | null;

  const session = sessions.open(caller, (reason) => {
    ending = reason;
    life.abort();
  });
  response.once('close', () => {
    session.close();
    if (!response.writableFinished) life.abort();
  });
  const scope = { requestId, log, caller, signal: life.signal };
  const takeEvents = (taken: AsyncIterable<ExecutionResult>) => {
    events = taken;
  };
  // Yoga is asked for the meaning only: a fixed URL, so that no header of the client is ever parsed as one.
  const asked = new engine.fetchAPI.Request('http://gateway/graphql', {
    method: 'POST',
    headers: { accept: request.headers.accept ?? 'application/json', 'content-type': 'application/json' },
  });
  const answered = Promise.resolve(engine.handleRequest(asked, { scope, http: { params, takeEvents } }));
  const answer = await withinDeadline<Response | 'late'>(answered, limits.operationDeadlineMs, () => 'late');
  if (answer === 'late') {
    life.abort();
    log.error('graphql.late', { requestId, deadlineMs: limits.operationDeadlineMs });
    return answerError(exchange, 503, 'SERVICE_UNAVAILABLE', 'This takes too long. Repeat the same request.');
  }
  if (events !== null) {
    const leave = enterStream(caller, address, needs.traffic);
    if (leave === null) {
      life.abort();
      return answerRateLimited(exchange, limits.streamRetryMs);
    }
    response.once('close', leave);
    return writeEvents(exchange, events, {
      life,
      ending: () => ending,
      publish: (result) => streamedResult(result, scope),
    });
  }

  const text = await answer.text();
  if (response.destroyed) return;
  const headers: OutgoingHttpHeaders = { 'content-length': Buffer.byteLength(text) };
  answer.headers.forEach((value, name) => {
    headers[name] = value;
  });
  response.writeHead(answer.status, headers);
  response.end(text);
}

/** A stream takes the same place as a WebSocket does. Null where its address or its credential has too many. */
function enterStream(caller: Caller, address: string | null, traffic: Traffic): (() => void) | null {
  const leaveAddress = traffic.enterAddress(address);
  const leaveCaller = leaveAddress === null ? null : traffic.enterCaller(caller);
  if (leaveAddress === null || leaveCaller === null) {
    leaveAddress?.();
    return null;
  }
  return () => {
    leaveAddress();
    leaveCaller();
  };
}

/** A credential that is on record cannot be judged while the record is away: neither right nor wrong. */
function unlessUnavailable(error: unknown): 'unavailable' {
  if (error instanceof StoreUnavailable) return 'unavailable';
  throw error;
}

function parseObject(bytes: Buffer): object | null {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}
