import type { IncomingMessage } from 'node:http';
import type { Caller } from '../../access/caller.ts';
import type { Log } from '../../use-cases/ports/log.ts';
import { StoreUnavailable } from '../../use-cases/ports/store-unavailable.ts';
import type { CallerSessions, SessionEnding } from '../admission/caller-sessions.ts';
import type { ReleaseSlot, StreamSlots } from '../admission/stream-slots.ts';
import { answerWrongCredential, type WrongCredentialDeps } from '../admission/wrong-credential.ts';
import { answerError, answerRateLimited } from '../wire/answers.ts';
import { clientAddress } from '../wire/client-address.ts';
import { withinDeadline } from '../wire/deadline.ts';
import { type HttpContext, writeHead } from '../wire/http-context.ts';
import { readBody } from '../wire/read-body.ts';
import { acceptedTypes } from './accepted-types.ts';
import { writeEvents } from './event-stream.ts';
import type { GraphqlServer } from './graphql-server.ts';
import { logTimeout, maskResult, writeStreamedResult } from './mask-errors.ts';
import { type Outcome, runOperation } from './run-operation.ts';
import { type WrittenResult, writeResult } from './written-result.ts';

/** What the handler of one path needs. */
export interface GraphqlHandlerDeps extends WrongCredentialDeps {
  readonly graphqlServer: GraphqlServer;
  /** Who sends this request. */
  readonly identify: (request: IncomingMessage) => Promise<Caller | 'invalid'>;
  readonly sessions: CallerSessions;
  readonly streamSlots: StreamSlots;
  readonly log: Log;
  readonly observeOperation?: ObserveOperation | undefined;
}

/** Runs an operation whose caller is known, and measures it. `traceparent`: as the client sent it. */
export type ObserveOperation = <Answer extends { readonly status: number }>(
  operation: {
    readonly caller: Caller;
    readonly requestId: string;
    readonly traceparent: string | undefined;
  },
  run: () => Promise<Answer>,
) => Promise<Answer>;

/** How an operation is answered; the status is the one that the client gets. */
type Answer =
  | ({ readonly kind: 'written' } & WrittenResult)
  | (Exclude<Outcome, { kind: 'result' }> & { readonly status: number });

/**
 * Answers POST /graphql, and the console's: JSON in, JSON or server-sent events out. It accepts nothing but a POST of JSON: it refuses
 * what a page of another origin could send without a preflight (forms, plain text, GET), and no secret is in a URL.
 */
export function createGraphqlHandler(deps: GraphqlHandlerDeps): (http: HttpContext) => Promise<void> {
  return async (http) => {
    const { request, limits } = http;
    if (request.method !== 'POST') {
      return answerError(http, 405, 'METHOD_NOT_ALLOWED', 'GraphQL is asked by POST.', { allow: 'POST' });
    }
    if (!/^application\/json *(;|$)/i.test(request.headers['content-type'] ?? '')) {
      return answerError(http, 415, 'BAD_REQUEST', 'The content type is application/json.');
    }
    const caller = await deps.identify(request).catch(unlessUnavailable);
    if (caller === 'unavailable') {
      const message = 'The gateway cannot reach its database now. Repeat the same request.';
      return answerError(http, 503, 'SERVICE_UNAVAILABLE', message);
    }
    if (caller === 'invalid') {
      return answerWrongCredential(http, deps, 'Bearer error="invalid_token"');
    }
    const address = clientAddress(request, deps.proxiesCount);
    const admission = deps.requestRates.admitOperation(caller, address, limits.requestCost);
    if (admission.kind === 'tooOften') return answerRateLimited(http, admission.waitMs);
    const body = await readBody(request, limits.graphqlBodyBytesMax);
    if (body.kind === 'aborted') return;
    if (body.kind === 'tooLarge') {
      const message = `A request has at most ${limits.graphqlBodyBytesMax} bytes.`;
      return answerError(http, 413, 'LIMIT_EXCEEDED', message);
    }
    const params = parseObject(body.bytes);
    if (params === null) return answerError(http, 400, 'BAD_REQUEST', 'The body is a JSON object.');
    if (!hasOperationName(params)) {
      return answerError(http, 400, 'BAD_REQUEST', 'The operationName is a string, or null.');
    }
    await answerOperation(http, { caller, address, params }, deps);
  };
}

async function answerOperation(
  http: HttpContext,
  { caller, address, params }: { caller: Caller; address: string | null; params: object },
  deps: GraphqlHandlerDeps,
) {
  const { request, response, requestId, limits } = http;
  const { graphqlServer, sessions, log } = deps;
  const { result: type, isStreamAccepted } = acceptedTypes(request.headers.accept);
  if (type === null) return answerUnacceptable(http);
  const abort = new LazyAbort();
  let ending = null as SessionEnding | null;

  const session = sessions.open(caller, (reason) => {
    ending = reason;
    abort.abort();
  });
  response.on('close', () => {
    session.close();
    if (!response.writableFinished) abort.abort();
  });
  const scope = { requestId, log, caller, address, signal: () => abort.controller.signal };
  const run = async (): Promise<Answer> => {
    const outcome = await runOperation(graphqlServer, { body: params, isStreamAccepted }, scope);
    if (outcome.kind === 'result') {
      return { kind: 'written', ...writeResult(maskResult(outcome.result, scope), type) };
    }
    return { ...outcome, status: outcome.kind === 'stream' ? 200 : 406 };
  };
  const { traceparent } = request.headers;
  const answered =
    deps.observeOperation === undefined
      ? run()
      : deps.observeOperation(
          { caller, requestId, traceparent: typeof traceparent === 'string' ? traceparent : undefined },
          run,
        );
  const answer = await withinDeadline<Answer | 'late'>(answered, limits.operationDeadlineMs, () => 'late');
  if (answer === 'late') {
    abort.abort();
    logTimeout(log, requestId, limits.operationDeadlineMs);
    return answerError(http, 503, 'SERVICE_UNAVAILABLE', 'This takes too long. Repeat the same request.');
  }
  if (answer.kind === 'unacceptable') return answerUnacceptable(http);
  if (answer.kind === 'stream') {
    // The client left while the operation began: nobody would give the slots back.
    if (response.destroyed) return abort.abort();
    const release = takeSlots(caller, address, deps.streamSlots);
    if (release === null) {
      abort.abort();
      return answerRateLimited(http, limits.streamRetryMs);
    }
    response.once('close', release);
    return writeEvents(http, answer.results, {
      controller: abort.controller,
      ending: () => ending,
      jsonOf: (result) => writeStreamedResult(result, scope),
    });
  }

  if (response.destroyed) return;
  writeHead(http, answer.status, answer.headers).end(answer.text);
}

/** Nothing was run for a client that could not read the answer. */
function answerUnacceptable(http: HttpContext): void {
  const message =
    'An answer is application/json, application/graphql-response+json or text/event-stream, and a stream is text/event-stream only.';
  answerError(http, 406, 'BAD_REQUEST', message);
}

/** An AbortController that is made when somebody asks for its signal; queries and most mutations never do. */
class LazyAbort {
  #controller: AbortController | undefined;
  #isAborted = false;
  get controller(): AbortController {
    this.#controller ??= new AbortController();
    if (this.#isAborted) this.#controller.abort();
    return this.#controller;
  }
  abort(): void {
    this.#isAborted = true;
    this.#controller?.abort();
  }
}

/** The slots of an SSE stream, the same as a WebSocket's. Null if its address or its credential has too many. */
function takeSlots(caller: Caller, address: string | null, slots: StreamSlots): ReleaseSlot | null {
  const releaseAddress = slots.takeForAddress(address);
  if (releaseAddress === null) return null;
  const releaseCaller = slots.takeForCaller(caller);
  if (releaseCaller === null) {
    releaseAddress();
    return null;
  }
  return () => {
    releaseAddress();
    releaseCaller();
  };
}

/** While the database is away, a credential stored there is neither right nor wrong. */
function unlessUnavailable(error: unknown): 'unavailable' {
  if (error instanceof StoreUnavailable) return 'unavailable';
  throw error;
}

/** Whether the operation is named by a text, or not at all. */
function hasOperationName(params: object): boolean {
  const name: unknown = 'operationName' in params ? params.operationName : null;
  return name === null || typeof name === 'string';
}

function parseObject(bytes: Buffer): object | null {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}
