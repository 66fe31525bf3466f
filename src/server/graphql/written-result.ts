import type { OutgoingHttpHeaders } from 'node:http';
import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import type { JsonResult } from '../execution/planned-execution.ts';
import type { AnswerType } from './accepted-types.ts';

/** A result as it goes over HTTP. */
export interface WrittenResult {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly text: string;
}

/** What an error says to the HTTP answer, in its extension `http`, which the client does not see. */
interface HttpExtension {
  /** The greatest of all errors' is the answer's. */
  readonly status?: number;
  /** The status is GraphQL over HTTP's for this error, which `application/json` does not have. */
  readonly spec?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Writes a result whose errors are masked in the type that the client accepts. */
export function writeResult(result: JsonResult, type: AnswerType): WrittenResult {
  const { errors } = result;
  const json = jsonOf(result);
  // The events that a stream of one result would have.
  const text =
    type === 'text/event-stream' ? `:\n\nevent: next\ndata: ${json}\n\nevent: complete\ndata:\n\n` : json;
  const headers: OutgoingHttpHeaders = {
    'content-type': `${type}; charset=utf-8`,
    'content-length': Buffer.byteLength(text),
  };
  if (errors === undefined) return { status: 200, headers, text };
  for (const error of errors) Object.assign(headers, httpOf(error)?.headers);
  return { status: statusOf(result, errors, type), headers, text };
}

/** Errors first, as GraphQL recommends. */
function jsonOf({ errors, data }: JsonResult): string {
  const members = errors === undefined ? [] : [`"errors":${JSON.stringify(errors.map(published))}`];
  if (data !== undefined) members.push(`"data":${data}`);
  return `{${members.join()}}`;
}

/** 200 unless an error says otherwise, or something unexpected left no data. */
function statusOf({ data }: JsonResult, errors: readonly GraphQLError[], type: AnswerType): number {
  const hasSpecStatus = type === 'application/graphql-response+json';
  const statuses = errors.map((error) => {
    const { status = 0, spec = false } = httpOf(error) ?? {};
    return spec && !hasSpecStatus ? 0 : status;
  });
  const stated = Math.max(...statuses);
  if (stated > 0) return stated;
  const isUnexpected = errors.some(({ extensions }) => extensions.unexpected === true);
  return isUnexpected && data === undefined ? 500 : 200;
}

function httpOf({ extensions }: GraphQLError): HttpExtension | undefined {
  return extensions.http as HttpExtension | undefined;
}

/** The error as the client sees it. */
function published(error: GraphQLError): GraphQLFormattedError {
  const { http: _http, unexpected: _unexpected, ...extensions } = error.extensions;
  const { extensions: _all, ...rest } = error.toJSON();
  return Object.keys(extensions).length === 0 ? rest : { ...rest, extensions };
}
