import { type ExecutionArgs, type ExecutionResult, GraphQLError, getOperationAST } from 'graphql';
import { CloseCode, type Context, makeServer, type SubscribePayload } from 'graphql-ws';
import type { Authenticate } from '../../access/authenticate.ts';
import type { Caller } from '../../access/caller.ts';
import type { Chance } from '../../use-cases/ports/chance.ts';
import type { Log } from '../../use-cases/ports/log.ts';
import type { CallerSession, CallerSessions } from '../admission/caller-sessions.ts';
import type { RefusalPacer } from '../admission/refusal-pacer.ts';
import type { RequestRates } from '../admission/request-rates.ts';
import type { ReleaseSlot, StreamSlots } from '../admission/stream-slots.ts';
import type { GraphqlServer, OperationScope } from '../graphql/graphql-server.ts';
import { asGraphqlError, maskStreamedErrors, maskStreamedResult } from '../graphql/mask-errors.ts';
import type { Limits } from '../limits.ts';
import { withinDeadline } from '../wire/deadline.ts';
import { endOnAbort } from '../wire/end-on-abort.ts';

/** What graphql-ws carries along for each socket. */
export interface WebSocketState {
  readonly close: (code: number, reason: string) => void;
  /** Where the socket comes from, to count by; null where that says nothing. */
  readonly address: string | null;
  caller: Caller | null;
  session: CallerSession | null;
  /** Gives back the slot that this socket holds of its credential. */
  releaseSlot: ReleaseSlot;
  isClosed: boolean;
  /**
   * The operations that run on this socket, by the payload they came with: an id may be used again while the
   * operation that had it before is still ending. Aborting one ends its source.
   */
  readonly lives: Map<SubscribePayload, AbortController>;
  /** Whether the last ping was answered, or none was sent yet. */
  isAnswering: boolean;
  /** Pings that were sent one after another while nothing was watched. */
  idlePingsCount: number;
  /** What came from the peer since the last ping. */
  messagesCount: number;
  /** When the next ping is due, milliseconds of `performance.now`. */
  pingAtMs: number;
}

export type GraphqlProtocol = ReturnType<typeof createGraphqlProtocol>;

type SocketContext = Context<Record<string, unknown>, WebSocketState>;

type Results = AsyncIterable<ExecutionResult> | ExecutionResult;

/**
 * Arguments that know how they are to be run; graphql-ws hands them from one step to the next, and keeps them for as
 * long as the operation runs. So they let go of what is needed only to start it.
 */
interface PreparedArgs extends ExecutionArgs {
  readonly rootValue: { start: (() => Promise<Results>) | null; readonly scope: OperationScope };
}

/** Codes of RFC 6455's registry. Both tell a client to come back; graphql-ws's own 4500 would tell it not to. */
const serviceRestart = 1012;
const tryAgainLater = 1013;

/**
 * graphql-transport-ws for subscriptions, and only these: a mutation belongs on HTTP, where its answer has a
 * status and a retry has a meaning. Whatever is wrong with one operation ends that operation and nothing else;
 * only a peer that breaks the protocol, or shows a wrong credential (4403), loses its socket.
 */
export function createGraphqlProtocol(
  deps: {
    readonly graphqlServer: GraphqlServer;
    readonly authenticate: Authenticate;
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
      for (const life of socket.extra.lives.values()) life.abort();
    },

    async onSubscribe(socket, _id, payload) {
      const { caller } = socket.extra;
      if (caller === null) return [refusal('UNAUTHENTICATED', 'The connection was not opened.')];
      const waitMs = deps.requestRates.admitOperation(caller, socket.extra.address);
      if (waitMs !== null) {
        return [refusal('RATE_LIMITED', 'Too many operations. Repeat it later.', { retryAfterMs: waitMs })];
      }
      const life = new AbortController();
      const scope = { requestId: deps.chance.uuid(), log, caller, signal: life.signal };
      try {
        return await prepare(socket, payload, life, scope);
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

    onComplete(socket, _id, payload) {
      socket.extra.lives.delete(payload);
    },

    onNext(_socket, _id, _payload, args, result) {
      const { scope } = (args as PreparedArgs).rootValue;
      const published = maskStreamedResult(result as ExecutionResult, scope);
      // graphql-ws holds what it was given until the next result comes.
      result.data = null;
      return published;
    },

    onError: (_socket, _id, _payload, errors) =>
      maskStreamedErrors(errors, { requestId: deps.chance.uuid(), log }),
  });

  /** False: the credential is missing or wrong, and the socket is closed with 4403. */
  async function connect({ connectionParams, extra }: SocketContext): Promise<boolean> {
    const caller = await deps.authenticate(authorizationIn(connectionParams));
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
      // The socket is closed first: a `complete` would tell the client that its order has come to rest.
      if (ending === 'credentialEnded') extra.close(CloseCode.Forbidden, 'Credential expired');
      else extra.close(serviceRestart, 'Service restart');
      for (const life of extra.lives.values()) life.abort();
    });
    return true;
  }

  /** Parses, validates and makes the context: what of an operation can be refused before it runs. */
  async function prepare(
    socket: SocketContext,
    payload: SubscribePayload,
    life: AbortController,
    scope: OperationScope,
  ): Promise<PreparedArgs | readonly GraphQLError[]> {
    if (Object.keys(socket.subscriptions).length > limits.operationsPerSocketMax) {
      return [
        refusal('RATE_LIMITED', `A socket carries at most ${limits.operationsPerSocketMax} operations.`),
      ];
    }
    const enveloped = graphqlServer.getEnveloped({ scope });
    const document = enveloped.parse(payload.query);
    const invalid = enveloped.validate(enveloped.schema, document);
    if (invalid.length > 0) return invalid;
    const operation = getOperationAST(document, payload.operationName);
    if (operation?.operation !== 'subscription') {
      return [refusal('BAD_REQUEST', 'Only subscriptions run over WebSocket; send the others by POST.')];
    }
    const { schema } = enveloped;
    const operationName = payload.operationName ?? null;
    const variableValues = payload.variables ?? {};
    const contextValue = await enveloped.contextFactory();
    letGo(payload);

    async function start(): Promise<Results> {
      socket.extra.lives.set(payload, life);
      try {
        const args: ExecutionArgs = { schema, document, variableValues, operationName, contextValue };
        const begun: Promise<Results> = enveloped.subscribe(args);
        const results = await withinDeadline<Results | 'late'>(
          begun,
          limits.operationDeadlineMs,
          () => 'late',
        );
        if (results === 'late') {
          // Nobody will read it, should it still begin.
          life.abort();
          begun.then((late) => Symbol.asyncIterator in late && endOnAbort(late, life)).catch(() => {});
          log.error('graphql.late', { requestId: scope.requestId, deadlineMs: limits.operationDeadlineMs });
          return { errors: [tooLate()] };
        }
        return Symbol.asyncIterator in results ? endOnAbort(results, life) : results;
      } catch (error) {
        return { errors: [asGraphqlError(error)] };
      }
    }
    return { schema, document, operationName, contextValue: null, rootValue: { start, scope } };
  }
}

/**
 * graphql-ws keeps the payload, too, for as long as the operation runs: 1 KB of text for each payer who waits, of
 * which nothing is needed once it has been parsed.
 */
function letGo(payload: SubscribePayload): void {
  const contents: { -readonly [Name in keyof SubscribePayload]: SubscribePayload[Name] } = payload;
  contents.query = '';
  contents.variables = undefined;
}

/** The credential of connection_init, whatever the case of its key. Undefined where there is none. */
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
