import { GraphQLError } from 'graphql';
import type { FindPersistedQuery } from './persisted-queries.ts';

/** An operation over HTTP as its body names it. */
export interface OperationParams {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>> | undefined;
  readonly operationName: string | undefined;
}

const knownParams: ReadonlySet<string> = new Set(['query', 'variables', 'operationName', 'extensions']);

/**
 * Reads the parsed body of a request: the text of the operation, which the body may name by its hash, and what belongs to
 * it. Returns the error for a body that is no request of GraphQL over HTTP.
 */
export function readOperationParams(body: object, find: FindPersistedQuery): OperationParams | GraphQLError {
  if (Array.isArray(body)) return malformed('Batching is not supported.');
  const params: Readonly<Record<string, unknown>> = { ...body };
  const found = find(params);
  for (const [name, value] of Object.entries(params)) {
    const isKnown = knownParams.has(name) || (name === 'documentId' && found !== undefined);
    if (value != null && !isKnown) return malformed(`Unexpected parameter "${name}" in the request body.`);
  }
  const { query, variables, extensions, operationName } = params;
  if (found === undefined && query == null) {
    const more = { http: { spec: true, status: 400 } };
    return new GraphQLError('Must provide query string.', { extensions: { code: 'BAD_REQUEST', ...more } });
  }
  if (found === undefined && typeof query !== 'string') {
    return malformed(`Expected "query" param to be a string, but given ${kindOf(query)}.`);
  }
  for (const [name, value] of [
    ['variables', variables],
    ['extensions', extensions],
  ] as const) {
    if (value == null || kindOf(value) === 'object') continue;
    return malformed(`Expected "${name}" param to be empty or an object, but given ${kindOf(value)}.`);
  }
  if (found instanceof GraphQLError) return found;
  return {
    query: found ?? String(query),
    variables: (variables ?? undefined) as OperationParams['variables'],
    operationName: typeof operationName === 'string' ? operationName : undefined,
  };
}

/** 400 in every type of answer: the body was no request, so no GraphQL was answered. */
function malformed(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_REQUEST', http: { status: 400 } } });
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? 'array' : typeof value;
}
