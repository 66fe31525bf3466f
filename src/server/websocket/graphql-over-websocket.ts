import { type DocumentNode, type ExecutionArgs, GraphQLError, getOperationAST } from 'graphql';
import { CloseCode, type Context, makeServer, type SubscribePayload } from 'graphql-ws';
import type { Chance } from '../../use-cases/ports/chance.ts';
import type { Log } from '../../use-cases/ports/log.ts';
import type { CallerSessions } from '../admission/caller-sessions.ts';
import type { RefusalPacer } from '../admission/refusal-pacer.ts';
import type { RequestRates } from '../admission/request-rates.ts';
import type { StreamSlots } from '../admission/stream-slots.ts';
import type { JsonResult } from '../execution/planned-execution.ts';
import type { GraphqlServer, OperationScope } from '../graphql/graphql-server.ts';
import {
  asGraphqlError,
  logTimeout,
  maskStreamedErrors,
  writeStreamedResult,
} from '../graphql/mask-errors.ts';
import type { Limits } from '../limits.ts';
import { withinDeadline } from '../wire/deadline.ts';
import { endOnAbort } from '../wire/end-on-abort.ts';
import { nextMessage, PushedResults } from './pushed-results.ts';
import type { WebSocketState } from './websocket-state.ts';

/** The protocol as `createGraphqlProtocol` makes it. */
export type GraphqlProtocol = ReturnType<typeof createGraphqlProtocol>;

type SocketContext = Context<Record<string, unknown>, WebSocketState>;

/** What became of an operation: the stream of its results, or why there is none. */
type Begun = AsyncIterable<JsonResult> | Pick<JsonResult, 'errors'>;

/**
 * The arguments of an operation, with the function that starts it. graphql-ws keeps them for as long as the operation
 * runs, so `start` is dropped once it was called: it holds what only starting needs.
 */
interface PreparedArgs extends ExecutionArgs {
  readonly rootValue: { start: (() => Promise<PushedResults>) | null };
}

/** Close codes of RFC 6455's registry. Both let a client reconnect; graphql-ws's own 4500 would forbid it. */
const serviceRestart = 1012;
const tryAgainLater = 1013;

/**
 * Makes the protocol graphql-transport-ws for subscriptions only: a mutation belongs on HTTP, where its answer has a
 * status and a retry has a meaning. An error of one operation ends only that operation. A client loses its socket only
 * if it breaks the protocol or presents a wrong credential (4403).
 */
export function createGraphqlProtocol(
  deps: {
    readonly graphqlServer: GraphqlServer;
    readonly sessions: CallerSessions;
    readonly requestRates: RequestRates;
    readonly streamSlots: StreamSlots;
    readonly refusalPacer: RefusalPacer;
    readonly chance: Chance;
    readonly log: Log;
  },
  limits: Limits,
) {
  const { graphqlServer, sessions, log } = deps;

  return makeServer<Record<string, unknown>, WebSocketState>({
    connectionInitWaitTimeout: limits.connectionInitTimeoutMs,

    async onConnect(socket) {
      try {
        return await connect(socket);
      } catch (error) {
        log.error('websocket.connect_failed', { error });
        socket.extra.close(tryAgainLater, 'Try again later');
        return false;
      }
    },

    onClose(socket) {
      socket.extra.isClosed = true;
      socket.extra.session?.close();
      socket.extra.releaseSlot();
      for (const operation of socket.extra.operations.values()) operation.abort();
    },

    onSubscribe(socket, id, payload) {
      const { caller } = socket.extra;
      if (caller === null) return [refusal('UNAUTHENTICATED', 'The connection was not opened.')];
      const { address } = socket.extra;
      const admission = deps.requestRates.admitOperation(caller, address, limits.requestCost);
      if (admission.kind === 'tooOften') {
        const more = { retryAfterMs: admission.waitMs };
        return [refusal('RATE_LIMITED', 'Too many operations. Repeat it later.', more)];
      }
      const controller = new AbortController();
      const scope = { requestId: deps.chance.uuid(), log, caller, address, signal: () => controller.signal };
      try {
        return prepare(socket, { id, payload }, controller, scope);
      } catch (error) {
        return [asGraphqlError(error)];
      }
    },

    subscribe(args) {
      const { rootValue } = args as PreparedArgs;
      const { start } = rootValue;
      rootValue.start = null;
      return start?.() ?? { data: null };
    },

    onComplete: (socket, _id, payload) => void socket.extra.operations.delete(payload),

    onError: (_socket, _id, _payload, errors) =>
      maskStreamedErrors(errors, { requestId: deps.chance.uuid(), log }),
  });

  /** Returns false if the credential is missing or wrong; graphql-ws then closes the socket with 4403. */
  async function connect({ connectionParams, extra }: SocketContext): Promise<boolean> {
    const caller = await extra.authenticate(authorizationIn(connectionParams));
    if (caller === 'invalid') {
      const isTooOften = deps.requestRates.admitBadLogin(extra.address) !== null;
      const timing = await deps.refusalPacer.awaitTurn();
      if (isTooOften || timing === 'cutOff') extra.close(tryAgainLater, 'Too many wrong credentials');
      return false;
    }
    if (caller.kind === 'anonymous' || extra.isClosed) return false;
    const releaseSlot = deps.streamSlots.takeForCaller(caller);
    if (releaseSlot === null) {
      extra.close(tryAgainLater, 'Too many sockets of one credential');
      return false;
    }
    extra.releaseSlot = releaseSlot;
    extra.caller = caller;
    extra.session = sessions.open(caller, (ending) => {
      // The socket is closed first: a `complete` would tell the client that its order is final.
      if (ending === 'credentialEnded') extra.close(CloseCode.Forbidden, 'Credential expired');
      else extra.close(serviceRestart, 'Service restart');
      for (const operation of extra.operations.values()) operation.abort();
    });
    return true;
  }

  /** Parses and validates an operation and makes its context: everything that can be refused before it runs. */
  function prepare(
    socket: SocketContext,
    { id, payload }: { readonly id: string; readonly payload: SubscribePayload },
    controller: AbortController,
    scope: OperationScope,
  ): PreparedArgs | readonly GraphQLError[] {
    if (Object.keys(socket.subscriptions).length > limits.operationsPerSocketMax) {
      return [
        // Waiting does not help: the client ends an operation, or opens another socket.
        refusal('LIMIT_EXCEEDED', `A socket carries at most ${limits.operationsPerSocketMax} operations.`),
      ];
    }
    const query = graphqlServer.findPersistedQuery(payload) ?? payload.query;
    if (query instanceof GraphQLError) return [query];
    const parsed = graphqlServer.knownDocuments.findValid(query) ?? parseValid(query, scope);
    if (!('kind' in parsed)) return parsed;
    const document: DocumentNode = parsed;
    const operation = getOperationAST(document, payload.operationName);
    if (operation?.operation !== 'subscription') {
      return [refusal('BAD_REQUEST', 'Only subscriptions run over WebSocket; send the others by POST.')];
    }
    const { operationName = null, variables } = payload;
    dropText(payload);

    const push = (result: JsonResult) =>
      socket.extra.send(nextMessage(id, writeStreamedResult(result, scope)));

    async function start(): Promise<PushedResults> {
      socket.extra.operations.set(payload, controller);
      const results = await begin();
      return new PushedResults(
        Symbol.asyncIterator in results ? endOnAbort(results, controller) : onlyResult(results),
        push,
      );
    }

    async function begin(): Promise<Begun> {
      try {
        const args = { document, variableValues: variables ?? {}, operationName };
        const begun: Promise<Begun> = graphqlServer.subscribeKnown(args, scope);
        const results = await withinDeadline<Begun | 'late'>(begun, limits.operationDeadlineMs, () => 'late');
        if (results !== 'late') return results;
        // If the stream still begins, nobody will read it.
        controller.abort();
        begun.then((late) => Symbol.asyncIterator in late && endOnAbort(late, controller)).catch(() => {});
        logTimeout(log, scope.requestId, limits.operationDeadlineMs);
        return { errors: [tooLate()] };
      } catch (error) {
        return { errors: [asGraphqlError(error)] };
      }
    }
    const { schema } = graphqlServer;
    return { schema, document, operationName, contextValue: null, rootValue: { start } };
  }

  /** Parses and validates a document that is not known yet; returns the errors of an invalid one. */
  function parseValid(query: string, scope: OperationScope): DocumentNode | readonly GraphQLError[] {
    const { parse, validate, schema } = graphqlServer.getEnveloped({ scope });
    const document = parse(query);
    const invalid = validate(schema, document);
    if (invalid.length > 0) return invalid;
    graphqlServer.knownDocuments.noteValid(document);
    return document;
  }
}

async function* onlyResult(result: JsonResult): AsyncGenerator<JsonResult, void, undefined> {
  yield result;
}

/**
 * Empties the payload, which graphql-ws also keeps for as long as the operation runs: 1 KB of text for each waiting
 * payer, none of which is needed after parsing.
 */
function dropText(payload: SubscribePayload): void {
  const contents: { -readonly [Name in keyof SubscribePayload]: SubscribePayload[Name] } = payload;
  contents.query = '';
  contents.variables = undefined;
}

/** The credential of `connection_init`, whatever the case of its key. Undefined if there is none. */
function authorizationIn(params: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const entry = Object.entries(params ?? {}).find(([key]) => key.toLowerCase() === 'authorization');
  if (entry === undefined) return undefined;
  return typeof entry[1] === 'string' ? entry[1] : '';
}

function tooLate(): GraphQLError {
  return refusal('SERVICE_UNAVAILABLE', 'This takes too long. Repeat the same request.', { retryable: true });
}

function refusal(
  code: string,
  message: string,
  more: { retryAfterMs?: number; retryable?: boolean } = {},
): GraphQLError {
  return new GraphQLError(message, { extensions: { code, ...more } });
}
