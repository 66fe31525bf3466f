import { type ExecutionResult, GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Log } from '../../use-cases/ports/log.ts';
import { StoreUnavailable } from '../../use-cases/ports/store-unavailable.ts';
import type { JsonResult } from '../execution/planned-execution.ts';

/** Length of an error message. graphql-js quotes values and parts of the document, however long they are. */
const messageCharsMax = 500;

/** What hiding an error needs: where to log it, and the request id that the client gets instead. */
export interface MaskingScope {
  readonly requestId: string;
  readonly log: Log;
}

/** Returns a result as its client may see it, the same on every transport: unexpected errors are hidden and logged. */
export function maskResult<Result extends Pick<ExecutionResult, 'errors'>>(
  result: Result,
  scope: MaskingScope,
): Result {
  return result.errors === undefined ? result : { ...result, errors: maskErrors(result.errors, scope) };
}

/** Writes one result of a stream as JSON, as its client may see it: errors first, without the extensions that mean something to an HTTP answer only. */
export function writeStreamedResult({ errors, data }: JsonResult, scope: MaskingScope): string {
  if (errors === undefined) return data === undefined ? '{}' : `{"data":${data}}`;
  const masked = JSON.stringify(maskStreamedErrors(errors, scope));
  return data === undefined ? `{"errors":${masked}}` : `{"errors":${masked},"data":${data}}`;
}

/** Returns the errors of a stream as its client may see them. */
export function maskStreamedErrors(
  errors: readonly GraphQLError[],
  scope: MaskingScope,
): readonly GraphQLFormattedError[] {
  return maskErrors(errors, scope).map((error) => {
    const { http, unexpected, ...extensions } = error.extensions;
    return { ...error.toJSON(), extensions };
  });
}

/**
 * Errors written for the client pass: a GraphQLError thrown on purpose, a scalar that does not parse, a rule of the
 * schema. Any other error is unexpected: the log gets all of it, the client gets the request id and the path.
 */
function maskErrors(errors: readonly GraphQLError[], scope: MaskingScope): readonly GraphQLError[] {
  return errors.map((error) => {
    const cause = unexpectedCause(error);
    if (cause === null) return shortened(error);
    const where = { nodes: error.nodes ?? null, path: error.path };
    const { requestId } = scope;
    const fields = { requestId, path: error.path?.join('.'), error: cause };
    if (cause instanceof StoreUnavailable) {
      scope.log.warn('graphql.outage_masked', fields);
      // Every mutation is idempotent, so a client may repeat it even if it is uncertain what was recorded.
      return new GraphQLError('The gateway cannot reach its database now. Repeat the same request.', {
        ...where,
        extensions: { code: 'SERVICE_UNAVAILABLE', retryable: true, requestId },
      });
    }
    scope.log.error('graphql.fault_masked', fields);
    return new GraphQLError('Unexpected error.', {
      ...where,
      // Yoga answers 500 for `unexpected` if there is no data, and removes this extension before it writes.
      extensions: { code: 'INTERNAL_SERVER_ERROR', requestId, unexpected: true },
    });
  });
}

function shortened(error: GraphQLError): GraphQLError {
  if (error.message.length <= messageCharsMax) return error;
  const { nodes, path, extensions } = error;
  return new GraphQLError(`${error.message.slice(0, messageCharsMax)}…`, {
    nodes: nodes ?? null,
    path: path ?? null,
    extensions,
  });
}

/** The thrown value behind an error, or null if the error was written for the client. */
function unexpectedCause(error: GraphQLError): unknown {
  if (error.extensions?.unexpected === true) return error;
  if (error.originalError == null) return null;
  return error.originalError instanceof GraphQLError
    ? unexpectedCause(error.originalError)
    : error.originalError;
}

/** Wraps a value that was thrown outside of any field. The result still has to be masked. */
export function asGraphqlError(thrown: unknown): GraphQLError {
  if (thrown instanceof GraphQLError) return thrown;
  const originalError = thrown instanceof Error ? thrown : new Error(String(thrown));
  return new GraphQLError('Unexpected error.', { originalError });
}

/** Logs an operation that has exceeded its deadline. The client is asked to repeat it. */
export function logTimeout(log: Log, requestId: string, deadlineMs: number): void {
  log.error('graphql.timed_out', { requestId, deadlineMs });
}
