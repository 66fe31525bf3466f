import { type ExecutionArgs, type ExecutionResult, type GraphQLSchema, subscribe, validate } from 'graphql';
import { createLRUCache, createYoga, type Plugin } from 'graphql-yoga';
import type { Caller } from '../../access/caller.ts';
import type { Checkout } from '../../domain/checkout.ts';
import type { Order } from '../../domain/order.ts';
import { nameLiteralErrors } from '../../graphql/input-errors/literal-errors.ts';
import { nameVariableErrors } from '../../graphql/input-errors/variable-errors.ts';
import type { GraphqlContext } from '../../graphql/schema/builder.ts';
import type { Clock } from '../../use-cases/ports/clock.ts';
import type { Log } from '../../use-cases/ports/log.ts';
import type { UseCases } from '../../use-cases/use-cases.ts';
import type { Limits } from '../limits.ts';
import { createBoundedParse } from './document-limits.ts';
import { type MaskingScope, maskResult } from './mask-errors.ts';
import { type DocumentRules, refuseDocuments } from './registered-documents.ts';

/** What an operation is started with, whatever the transport. */
export interface OperationScope extends MaskingScope {
  readonly caller: Caller;
  /** Ends the operation: its client left, its credential ended, or the process drains. */
  readonly signal: AbortSignal;
}

/** What Yoga carries along. One property each, because Yoga copies the object property by property. */
interface YogaContext {
  readonly scope: OperationScope;
  /** Over HTTP only. */
  readonly http?: HttpOperation;
}

/** An operation over HTTP: its body is parsed already, and a stream of events is handed over instead of answered. */
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

/** What `createGraphqlServer` needs. */
export interface GraphqlServerDeps extends GraphqlOptions {
  readonly useCases: UseCases;
  readonly clock: Clock;
  readonly log: Log;
}

/** GraphQL without a transport, as `createGraphqlServer` makes it. */
export type GraphqlServer = ReturnType<typeof createGraphqlServer>;

/**
 * GraphQL, before any transport: Yoga with one schema, one context, one set of bounds. Over HTTP it is asked by
 * `handleRequest`, over WebSocket by `getEnveloped`; both go through the same parser, validation and context.
 */
export function createGraphqlServer(
  { schema, documents, useCases, issueClientToken, issueCheckoutToken, clock, log }: GraphqlServerDeps,
  limits: Limits,
) {
  const now = () => clock.now();
  return createYoga<YogaContext, GraphqlContext>({
    schema,
    context: ({ scope: { caller, signal } }) => ({
      useCases,
      caller,
      issueClientToken,
      issueCheckoutToken,
      now,
      signal,
    }),
    plugins: [
      refuseDocuments(documents),
      boundedParsing(limits),
      leanStreams(),
      namedInputErrors(),
      parsedBody(),
      maskedResults(),
    ],
    // Errors are masked by maskedResults, which knows the request id; Yoga's own masking does not.
    maskedErrors: false,
    parserAndValidationCache: {
      documentCache: createLRUCache({ max: limits.cachedDocumentsMax }),
      // Refused documents are not worth memory: anybody can send endlessly many.
      errorCache: { get: () => undefined, set: () => {} },
    },
    // The listener bounds, parses and answers by itself; what Yoga would add is switched off.
    maxRequestBodySize: false,
    multipart: false,
    batching: false,
    cors: false,
    graphiql: false,
    landingPage: false,
    logging: yogaLogger(log),
  });
}

function boundedParsing(limits: Limits): Plugin {
  const parse = createBoundedParse(limits);
  return { onParse: ({ setParseFn }) => setParseFn(parse) };
}

/**
 * Streams run on graphql's own subscribe. Yoga's executor keeps, for each stream that waits, what it has worked out
 * about the selected fields: 2.7 KB of the 22 that a subscriber held.
 */
function leanStreams(): Plugin {
  return { onSubscribe: ({ setSubscribeFn }) => setSubscribeFn(subscribe) };
}

/** A value that does not parse is told with its path, whether it stands in the document or in the variables. */
function namedInputErrors(): Plugin {
  const validateNamed: typeof validate = (schema, document, ...rest) =>
    nameLiteralErrors(document, validate(schema, document, ...rest));
  const nameErrors = (args: ExecutionArgs, result: unknown, setResult: (result: ExecutionResult) => void) => {
    if (!isResult(result) || result.errors === undefined) return;
    setResult({ ...result, errors: nameVariableErrors(args, result.errors) });
  };
  return {
    onValidate: ({ setValidationFn }) => setValidationFn(validateNamed),
    onExecute: () => ({
      onExecuteDone: ({ args, result, setResult }) => nameErrors(args, result, setResult),
    }),
    onSubscribe: () => ({
      onSubscribeResult: ({ args, result, setResult }) => nameErrors(args, result, setResult),
    }),
  };
}

function isResult(result: unknown): result is ExecutionResult {
  return typeof result === 'object' && result !== null && !(Symbol.asyncIterator in result);
}

/** The listener has read and parsed the body; Yoga is not to do it again. */
function parsedBody(): Plugin<object, YogaContext> {
  return {
    onRequestParse: ({ serverContext: { http }, setRequestParser }) =>
      setRequestParser(() => http?.params ?? {}),
  };
}

/**
 * Hides faults in every answer over HTTP, whichever step they come from. Where the answer is a stream, its events
 * are handed to the listener: Yoga's own SSE writer reads ahead into a buffer of 16 KB, goes on pinging a reader
 * that takes nothing, and does not learn that a client left while it waits.
 */
function maskedResults(): Plugin<object, YogaContext> {
  return {
    onResultProcess({ result, setResult, resultProcessor, setResultProcessor, serverContext }) {
      if (!(Symbol.asyncIterator in result)) {
        if (!Array.isArray(result)) setResult(maskResult(result, serverContext.scope));
        return;
      }
      if (resultProcessor === undefined) {
        // The client does not accept text/event-stream: Yoga answers 406, and nobody will read the events.
        const unread = result[Symbol.asyncIterator]();
        unread.return?.().catch(() => {});
        return;
      }
      serverContext.http?.takeEvents(result);
      setResultProcessor((_, fetchApi) => new fetchApi.Response(null), 'text/event-stream');
    },
  };
}

/** Yoga logs little, and with its own words. */
function yogaLogger(log: Log) {
  return {
    debug: () => {},
    info: () => {},
    warn: (...args: unknown[]) => log.warn('yoga.warning', { error: args[0] }),
    error: (...args: unknown[]) => log.error('yoga.error', { error: args[0] }),
  };
}
