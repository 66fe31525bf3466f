import { type DocumentNode, type ExecutionResult, GraphQLError, getOperationAST } from 'graphql';
import { asJsonResult, type JsonResult } from '../execution/planned-execution.ts';
import type { GraphqlServer, OperationScope } from './graphql-server.ts';
import { asGraphqlError } from './mask-errors.ts';
import { readOperationParams } from './operation-params.ts';

/** What an operation over HTTP led to. `unacceptable`: the client accepts no stream, and the operation was not run. */
export type Outcome =
  | { readonly kind: 'result'; readonly result: JsonResult }
  | { readonly kind: 'stream'; readonly results: AsyncIterable<JsonResult> }
  | { readonly kind: 'unacceptable' };

/**
 * Runs the operation that a parsed body names, on the engine that WebSocket uses too. Never rejects: whatever goes wrong
 * is an error of the result, which still has to be masked.
 */
export async function runOperation(
  server: GraphqlServer,
  { body, isStreamAccepted }: { readonly body: object; readonly isStreamAccepted: boolean },
  scope: OperationScope,
): Promise<Outcome> {
  try {
    const params = readOperationParams(body, server.findPersistedQuery);
    if (params instanceof GraphQLError) return failed([params]);
    const { query, operationName, variables } = params;
    const known = server.knownDocuments.findValid(query);
    if (known !== undefined && isExecutable(known, operationName)) {
      const args = { document: known, variableValues: variables, operationName };
      return { kind: 'result', result: await server.executeKnown(args, scope) };
    }
    const { schema, parse, validate, contextFactory, execute, subscribe } = server.getEnveloped({ scope });
    const document = parsed(query, parse);
    const operation = getOperationAST(document, operationName);
    if (operation == null) return failed([notInDocument()]);
    const invalid: readonly GraphQLError[] = validate(schema, document);
    if (invalid.length > 0) return failed(invalid);
    server.knownDocuments.noteValid(document);
    const isStream = operation.operation === 'subscription';
    if (isStream && !isStreamAccepted) return { kind: 'unacceptable' };
    const contextValue: unknown = await contextFactory();
    const args = { schema, document, contextValue, variableValues: variables, operationName };
    if (!isStream) return { kind: 'result', result: asJsonResult(await execute(args)) };
    const begun: ExecutionResult | AsyncIterable<ExecutionResult> = await subscribe(args);
    return Symbol.asyncIterator in begun
      ? { kind: 'stream', results: reportingErrors(begun) }
      : { kind: 'result', result: asJsonResult(begun) };
  } catch (error) {
    return failed([asGraphqlError(error)]);
  }
}

/** Whether the document has this operation, and it is no subscription. */
function isExecutable(document: DocumentNode, operationName: string | undefined): boolean {
  const operation = getOperationAST(document, operationName)?.operation ?? 'subscription';
  return operation !== 'subscription';
}

function failed(errors: readonly GraphQLError[]): Outcome {
  return { kind: 'result', result: { errors } };
}

/** Parses a document; an error of its syntax says so in its code, and is one of the request. */
function parsed<Document>(query: string, parse: (text: string) => Document): Document {
  try {
    return parse(query);
  } catch (error) {
    if (!(error instanceof GraphQLError) || error.extensions.code !== undefined) throw error;
    const { message, nodes = null, source = null, positions = null } = error;
    const extensions = { code: 'GRAPHQL_PARSE_FAILED', http: { spec: true, status: 400 } };
    throw new GraphQLError(message, { nodes, source, positions, extensions });
  }
}

function notInDocument(): GraphQLError {
  return new GraphQLError('Could not determine what operation to execute.', {
    extensions: { code: 'OPERATION_RESOLUTION_FAILURE', http: { spec: true, status: 400 } },
  });
}

/** The same results as JSON; what the source throws is the last one. */
function reportingErrors(source: AsyncIterable<ExecutionResult>): AsyncIterableIterator<JsonResult> {
  const iterator = source[Symbol.asyncIterator]();
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      try {
        const next = await iterator.next();
        return next.done
          ? { done: true, value: undefined }
          : { done: false, value: asJsonResult(next.value) };
      } catch (error) {
        return { done: false, value: { errors: [asGraphqlError(error)] } };
      }
    },
    async return() {
      await iterator.return?.();
      return { done: true, value: undefined };
    },
  };
}
