import {
  type ExecutionArgs,
  type ExecutionResult,
  GraphQLError,
  type GraphQLSchema,
  subscribe,
  validate,
} from 'graphql';
import { createLRUCache, createYoga, type Plugin } from 'graphql-yoga';
import type { Caller } from '../../access/caller.ts';
import type { Checkout } from '../../domain/checkout.ts';
import type { Order } from '../../domain/order.ts';
import { nameLiteralErrors } from '../../graphql/input-errors/literal-errors.ts';
import { findVariableErrors } from '../../graphql/input-errors/variable-errors.ts';
import type { GraphqlContext } from '../../graphql/schema/builder.ts';
import type { Clock } from '../../use-cases/ports/clock.ts';
import type { Log } from '../../use-cases/ports/log.ts';
import type { UseCases } from '../../use-cases/use-cases.ts';
import type { RequestRates } from '../admission/request-rates.ts';
import { createPlannedExecution } from '../execution/planned-execution.ts';
import type { Limits } from '../limits.ts';
import { chargeOperations } from './charge-operations.ts';
import { makeAnswersLogged } from './log-answers.ts';
import { type MaskingScope, maskResult } from './mask-errors.ts';
import { createPersistedQueries, type FindPersistedQuery, namedQueries } from './persisted-queries.ts';
import { type DocumentRules, refuseDocuments } from './registered-documents.ts';

/** What every operation gets, whatever the transport. */
export interface OperationScope extends MaskingScope {
  readonly caller: Caller;
  /** The client's address, to count by (client-address.ts); null if it says nothing about the client. */
  readonly address: string | null;
  /** Aborts when the client leaves, its credential ends, or the process drains. */
  signal(): AbortSignal;
}

/** Yoga's own context. One property each, because Yoga copies the object property by property. */
interface YogaContext {
  readonly scope: OperationScope;
  /** Over HTTP only. */
  readonly http?: HttpOperation;
}

/** An operation over HTTP. `params` is its parsed body; `takeEvents` receives a stream instead of Yoga's answer. */
export interface HttpOperation {
  readonly params: object;
  takeEvents(events: AsyncIterable<ExecutionResult>): void;
}

/** The schema, who may send which documents, and the tokens that mutations hand out. */
export interface GraphqlOptions {
  readonly schema: GraphQLSchema;
  readonly documents: DocumentRules;
  readonly issueClientToken: (order: Order) => string;
  readonly issueCheckoutToken: (checkout: Checkout) => string;
}

export interface GraphqlServerDeps extends GraphqlOptions {
  readonly useCases: UseCases;
  readonly requestRates: RequestRates;
  readonly clock: Clock;
  readonly log: Log;
}

/** GraphQL without a transport, as `createGraphqlServer` makes it. */
export type GraphqlServer = ReturnType<typeof createYoga<YogaContext, GraphqlContext>> & {
  readonly findPersistedQuery: FindPersistedQuery;
};

/**
 * Makes the GraphQL server behind all transports: Yoga with one schema, one context and one set of bounds. HTTP calls
 * its `handleRequest`, WebSocket its `getEnveloped`; both use the same parser, validation and context.
 */
export function createGraphqlServer(
  {
    schema,
    documents,
    useCases,
    requestRates,
    issueClientToken,
    issueCheckoutToken,
    clock,
    log,
  }: GraphqlServerDeps,
  limits: Limits,
): GraphqlServer {
  const now = () => clock.now();
  const useCasesOf = makeAnswersLogged(useCases, { log, clock });
  const findPersistedQuery = createPersistedQueries(documents.persisted ?? []);
  const yoga = createYoga<YogaContext, GraphqlContext>({
    schema,
    context: ({ scope: { caller, signal, requestId } }) => ({
      useCases: useCasesOf(requestId),
      caller,
      issueClientToken,
      issueCheckoutToken,
      now,
      signal,
    }),
    plugins: [
      namedQueries(findPersistedQuery),
      refuseDocuments(documents),
      chargeOperations(schema, requestRates, limits),
      plannedExecution(limits),
      leanStreams(),
      namedInputErrors(limits),
      parsedBody(),
      maskedResults(),
    ],
    // The plugin maskedResults masks errors: it knows the request id, which Yoga's own masking does not.
    maskedErrors: false,
    parserAndValidationCache: {
      documentCache: createLRUCache({ max: limits.cachedDocumentsMax }),
      // Refused documents are not cached: anybody can send any number of them.
      errorCache: { get: () => undefined, set: () => {} },
    },
    // Our own HTTP code bounds, parses and answers; these features of Yoga are switched off.
    maxRequestBodySize: false,
    multipart: false,
    batching: false,
    cors: false,
    graphiql: false,
    landingPage: false,
    logging: yogaLogger(log),
  });
  return Object.assign(yoga, { findPersistedQuery });
}

/** Executes queries and mutations by plans that are made once. */
function plannedExecution(limits: Limits): Plugin {
  const execute = createPlannedExecution(limits);
  return { onExecute: ({ setExecuteFn }) => setExecuteFn(execute) };
}

/**
 * Runs streams on graphql's own `subscribe`. Yoga's executor keeps what it has computed about the selected fields for
 * each waiting stream: 2.7 KB of the 22 KB that one subscriber held.
 */
function leanStreams(): Plugin {
  return { onSubscribe: ({ setSubscribeFn }) => setSubscribeFn(subscribe) };
}

/**
 * Reports values that do not parse, in the document or in the variables, with their path in the input. Stops after a
 * few errors: each validation error of 300 would cost 0.2 ms more for its path.
 */
function namedInputErrors({ validationErrorsMax: maxErrors }: Limits): Plugin {
  const validateNamed: typeof validate = (schema, document, rules) =>
    nameLiteralErrors(document, validate(schema, document, rules, { maxErrors }));
  const refuse = (args: ExecutionArgs, stop: (result: ExecutionResult) => void) => {
    const errors = findVariableErrors(args);
    if (errors.length > 0) stop({ errors: errors.map(asRequestError) });
  };
  return {
    onValidate: ({ setValidationFn }) => setValidationFn(validateNamed),
    onExecute: ({ args, setResultAndStopExecution }) => refuse(args, setResultAndStopExecution),
    onSubscribe: ({ args, setResultAndStopExecution }) => refuse(args, setResultAndStopExecution),
  };
}

/**
 * An error of the request, found before anything ran: 400 in `application/graphql-response+json`, 200 in
 * `application/json` (GraphQL over HTTP, "Status codes").
 */
function asRequestError(error: GraphQLError): GraphQLError {
  const { message, nodes, path, extensions } = error;
  return new GraphQLError(message, {
    nodes: nodes ?? null,
    path: path ?? null,
    extensions: { ...extensions, http: { spec: true, status: 400 } },
  });
}

/** Yoga finds out while it parses that an operation is not in its document, and would say 400 in every type. */
function withRequestErrors(result: ExecutionResult): ExecutionResult {
  const isNotFound = ({ extensions }: GraphQLError) => extensions.code === 'OPERATION_RESOLUTION_FAILURE';
  if (result.errors === undefined || !result.errors.some(isNotFound)) return result;
  return { ...result, errors: result.errors.map(asRequestError) };
}

/** Gives Yoga the body that graphql-over-http.ts has parsed already. */
function parsedBody(): Plugin<object, YogaContext> {
  return {
    onRequestParse: ({ serverContext: { http }, setRequestParser }) =>
      setRequestParser(() => http?.params ?? {}),
  };
}

/**
 * Masks unexpected errors in every HTTP answer, whichever step they come from. Hands a stream's events over to
 * graphql-over-http.ts: Yoga's own SSE writer reads ahead into a buffer of 16 KB, keeps pinging a client that reads
 * nothing, and does not notice that a client has left while the stream waits.
 */
function maskedResults(): Plugin<object, YogaContext> {
  return {
    onResultProcess({ result, setResult, resultProcessor, setResultProcessor, serverContext }) {
      if (!(Symbol.asyncIterator in result)) {
        if (!Array.isArray(result)) setResult(maskResult(withRequestErrors(result), serverContext.scope));
        return;
      }
      if (resultProcessor === undefined) {
        // The client does not accept text/event-stream: Yoga answers 406, so nobody will read the events.
        const unread = result[Symbol.asyncIterator]();
        unread.return?.().catch(() => {});
        return;
      }
      serverContext.http?.takeEvents(result);
      setResultProcessor((_, fetchApi) => new fetchApi.Response(null), 'text/event-stream');
    },
  };
}

/** Writes Yoga's few messages to our log. */
function yogaLogger(log: Log) {
  return {
    debug: () => {},
    info: () => {},
    warn: (...args: unknown[]) => log.warn('graphql.library_warned', { error: args[0] }),
    error: (...args: unknown[]) => log.error('graphql.library_failed', { error: args[0] }),
  };
}
