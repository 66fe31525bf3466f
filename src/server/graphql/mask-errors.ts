import {
  type ExecutionResult,
  type FormattedExecutionResult,
  GraphQLError,
  type GraphQLFormattedError,
} from 'graphql';
import type { Log } from '../../use-cases/ports/log.ts';
import { StoreUnavailable } from '../../use-cases/ports/store-unavailable.ts';

/** What is needed to hide a fault from a client and to find it again in the log. */
export interface MaskingScope {
  readonly requestId: string;
  readonly log: Log;
}

/** One result as its client may see it; the same on every transport. */
export function maskResult(result: ExecutionResult, scope: MaskingScope): ExecutionResult {
  return result.errors === undefined ? result : { ...result, errors: maskErrors(result.errors, scope) };
}

/** One result of a stream, as it is written, without the marks that only mean something to an answer over HTTP. */
export function maskStreamedResult(result: ExecutionResult, scope: MaskingScope): FormattedExecutionResult {
  const { errors, ...rest } = result;
  return errors === undefined ? rest : { ...rest, errors: maskStreamedErrors(errors, scope) };
}

/** Errors in a stream, as they are written. */
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
 * An error that somebody wrote for the client (a GraphQLError thrown on purpose, a scalar that does not parse, a
 * rule of the schema) passes. Everything else is a fault: the log has it whole, the client has the request id and
 * the place where it happened.
 */
function maskErrors(errors: readonly GraphQLError[], scope: MaskingScope): readonly GraphQLError[] {
  return errors.map((error) => {
    const fault = unexpectedCause(error);
    if (fault === null) return error;
    const where = { nodes: error.nodes ?? null, path: error.path };
    const { requestId } = scope;
    const fields = { requestId, path: error.path?.join('.'), error: fault };
    if (fault instanceof StoreUnavailable) {
      scope.log.warn('graphql.store_unavailable', fields);
      // Every mutation is idempotent, so that repeating it is right even where it is not certain what was recorded.
      return new GraphQLError('The gateway cannot reach its database now. Repeat the same request.', {
        ...where,
        extensions: { code: 'SERVICE_UNAVAILABLE', retryable: true, requestId },
      });
    }
    scope.log.error('graphql.fault', fields);
    return new GraphQLError('Unexpected error.', {
      ...where,
      // Yoga answers 500 for `unexpected` where there is no data; it takes the mark out before it writes.
      extensions: { code: 'INTERNAL_SERVER_ERROR', requestId, unexpected: true },
    });
  });
}

/** What was thrown, where it was not meant for the client; null where it was. */
function unexpectedCause(error: GraphQLError): unknown {
  if (error.extensions?.unexpected === true) return error;
  if (error.originalError == null) return null;
  return error.originalError instanceof GraphQLError
    ? unexpectedCause(error.originalError)
    : error.originalError;
}

/** For what was thrown outside of any field. It is still to be hidden. */
export function asGraphqlError(thrown: unknown): GraphQLError {
  if (thrown instanceof GraphQLError) return thrown;
  const originalError = thrown instanceof Error ? thrown : new Error(String(thrown));
  return new GraphQLError('Unexpected error.', { originalError });
}
