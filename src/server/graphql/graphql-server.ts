import {
  type ExecutionArgs,
  type ExecutionResult,
  GraphQLError,
  type GraphQLSchema,
  validate,
} from 'graphql';
import { createYoga, type Plugin } from 'graphql-yoga';
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
import {
  asExecute,
  createPlannedExecution,
  type Execute,
  type ExecuteToJson,
} from '../execution/planned-execution.ts';
import {
  asSubscribe,
  createPlannedSubscription,
  type Subscribe,
  type SubscribeToJson,
} from '../execution/planned-subscription.ts';
import type { Limits } from '../limits.ts';
import { chargeDocuments, makeChargeOperation } from './charge-operations.ts';
import { createKnownDocuments, type KnownDocuments } from './known-documents.ts';
import { makeAnswersLogged } from './log-answers.ts';
import type { MaskingScope } from './mask-errors.ts';
import { createPersistedQueries, type FindPersistedQuery } from './persisted-queries.ts';
import { createDocumentCheck, type DocumentRules } from './registered-documents.ts';

/** What every operation gets, whatever the transport. */
export interface OperationScope extends MaskingScope {
  readonly caller: Caller;
  /** The client's address, to count by (client-address.ts); null if it says nothing about the client. */
  readonly address: string | null;
  /** Aborts when the client leaves, its credential ends, or the process drains. */
  signal(): AbortSignal;
}

/** Yoga's own context. One property, because Yoga copies the object property by property. */
interface YogaContext {
  readonly scope: OperationScope;
}

/** The schema, who may send which documents, and the tokens that mutations hand out. */
export interface GraphqlOptions {
  readonly schema: GraphQLSchema;
  readonly documents: DocumentRules;
  readonly issueClientToken: (order: Order) => string;
  readonly issueCheckoutToken: (checkout: Checkout) => string;
  /** Where the checkout page is, for payment links; null if nobody said it. */
  readonly checkoutUrl: string | null;
  /** Where people see the metrics; null if nobody said it. */
  readonly dashboardUrl: string | null;
}

export interface GraphqlServerDeps extends GraphqlOptions {
  readonly useCases: UseCases;
  readonly requestRates: RequestRates;
  readonly clock: Clock;
  readonly log: Log;
}

/** An operation of a document that is known to be valid. */
type KnownOperation = Pick<ExecutionArgs, 'document' | 'variableValues' | 'operationName'>;

/** GraphQL without a transport, as `createGraphqlServer` makes it. */
export type GraphqlServer = ReturnType<typeof createYoga<YogaContext, GraphqlContext>> & {
  readonly schema: GraphQLSchema;
  readonly findPersistedQuery: FindPersistedQuery;
  readonly knownDocuments: KnownDocuments;
  /**
   * Executes a query or a mutation of a known document: the same context, checks and execution as `getEnveloped`'s, without
   * its hooks, which take as long as the rest.
   */
  executeKnown(operation: KnownOperation, scope: OperationScope): ReturnType<ExecuteToJson>;
  /** Starts a subscription of a known document, in the same way. */
  subscribeKnown(operation: KnownOperation, scope: OperationScope): ReturnType<SubscribeToJson>;
};

/**
 * Makes the GraphQL server behind all transports: Yoga with one schema, one context and one set of bounds. HTTP and
 * WebSocket call its `getEnveloped` for new documents; `executeKnown` and `subscribeKnown` run those that are known to be
 * valid. All ways have the same context, checks and execution.
 */
export function createGraphqlServer(
  {
    schema,
    documents,
    useCases,
    requestRates,
    issueClientToken,
    issueCheckoutToken,
    checkoutUrl,
    dashboardUrl,
    clock,
    log,
  }: GraphqlServerDeps,
  limits: Limits,
): GraphqlServer {
  const now = () => clock.now();
  const useCasesOf = makeAnswersLogged(useCases, { log, clock });
  const findPersistedQuery = createPersistedQueries(documents.persisted ?? []);
  const knownDocuments = createKnownDocuments(limits.cachedDocumentsMax);
  const contextOf = ({ caller, signal, requestId }: OperationScope): GraphqlContext => ({
    useCases: useCasesOf(requestId),
    caller,
    issueClientToken,
    issueCheckoutToken,
    checkoutUrl,
    dashboardUrl,
    now,
    signal,
  });
  const checkDocument = createDocumentCheck(documents);
  const chargeOperation = makeChargeOperation(schema, requestRates);
  /** Why a valid operation must not run now; null if it may. */
  function refusalOf(args: ExecutionArgs, scope: OperationScope): GraphQLError | null {
    return checkDocument(args.document, scope.caller) ?? chargeOperation(args, scope);
  }
  const { plannedFieldsMax } = limits;
  // Executes by plans that are made once. Coerces variables, and names what does not parse.
  const executeToJson = createPlannedExecution({ plannedFieldsMax, describeVariableErrors: variableErrors });
  const execute = asExecute(executeToJson);
  const subscribeToJson = createPlannedSubscription(executeToJson);
  const subscribe = asSubscribe(subscribeToJson);

  const yoga = createYoga<YogaContext, GraphqlContext>({
    schema,
    context: ({ scope }) => contextOf(scope),
    plugins: [
      chargeDocuments(requestRates, limits),
      refuseOperations(refusalOf),
      { onExecute: ({ setExecuteFn }: { setExecuteFn(execute: Execute): void }) => setExecuteFn(execute) },
      {
        onSubscribe: ({ setSubscribeFn }: { setSubscribeFn(fn: Subscribe): void }) =>
          setSubscribeFn(subscribe),
      },
      namedInputErrors(limits),
    ],
    // The transports mask errors: they know the request id, which Yoga's own masking does not.
    maskedErrors: false,
    parserAndValidationCache: {
      documentCache: knownDocuments.parsed,
      // Refused documents are not cached: anybody can send any number of them.
      errorCache: { get: () => undefined, set: () => {} },
    },
    // Nobody calls Yoga's own HTTP layer (decision 70); what belongs to it is switched off.
    maxRequestBodySize: false,
    multipart: false,
    batching: false,
    cors: false,
    graphiql: false,
    landingPage: false,
    logging: yogaLogger(log),
  });
  return Object.assign(yoga, {
    schema,
    findPersistedQuery,
    knownDocuments,
    executeKnown(operation: KnownOperation, scope: OperationScope) {
      const args: ExecutionArgs = { schema, ...operation, contextValue: contextOf(scope) };
      const refusal = refusalOf(args, scope);
      return refusal === null ? executeToJson(args) : { errors: [refusal] };
    },
    async subscribeKnown(operation: KnownOperation, scope: OperationScope) {
      const args: ExecutionArgs = { schema, ...operation, contextValue: contextOf(scope) };
      const refusal = refusalOf(args, scope);
      if (refusal !== null) return { errors: [refusal] };
      const errors = variableErrors(args);
      return errors.length > 0 ? { errors } : subscribeToJson(args);
    },
  });
}

/**
 * Refuses operations on every transport, after validation and before they run. Not during validation, whose results are
 * cached by document and would apply to the next caller too.
 */
function refuseOperations(
  refusalOf: (args: ExecutionArgs, scope: OperationScope) => GraphQLError | null,
): Plugin {
  const refuse = (args: ExecutionArgs, stop: (result: ExecutionResult) => void) => {
    const refusal = refusalOf(args, (args.contextValue as YogaContext).scope);
    if (refusal !== null) stop({ errors: [refusal] });
  };
  return {
    onExecute: ({ args, setResultAndStopExecution }) => refuse(args, setResultAndStopExecution),
    onSubscribe: ({ args, setResultAndStopExecution }) => refuse(args, setResultAndStopExecution),
  };
}

/**
 * Reports values that do not parse, in the document or in a stream's variables, with their path in the input. Stops after
 * a few errors: each validation error of 300 would cost 0.2 ms more for its path.
 */
function namedInputErrors({ validationErrorsMax: maxErrors }: Limits): Plugin {
  const validateNamed: typeof validate = (schema, document, rules) =>
    nameLiteralErrors(document, validate(schema, document, rules, { maxErrors }));
  return {
    onValidate: ({ setValidationFn }) => setValidationFn(validateNamed),
    onSubscribe({ args, setResultAndStopExecution }) {
      const errors = variableErrors(args);
      if (errors.length > 0) setResultAndStopExecution({ errors });
    },
  };
}

function variableErrors(args: ExecutionArgs): readonly GraphQLError[] {
  return findVariableErrors(args).map(asRequestError);
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

/** Writes Yoga's few messages to our log. */
function yogaLogger(log: Log) {
  return {
    debug: () => {},
    info: () => {},
    warn: (...args: unknown[]) => log.warn('graphql.library_warned', { error: args[0] }),
    error: (...args: unknown[]) => log.error('graphql.library_failed', { error: args[0] }),
  };
}
