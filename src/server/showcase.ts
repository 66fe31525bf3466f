import type { IncomingHttpHeaders } from 'node:http';
import { answerError } from './wire/answers.ts';
import { type HttpContext, writeHead } from './wire/http-context.ts';
import { readBody } from './wire/read-body.ts';

export interface ShowcaseRequest {
  readonly method: string;
  readonly path: string;
  /** The query of the URL, or the fields of a submitted form. */
  readonly fields: URLSearchParams;
  readonly acceptLanguage: string;
  /** The URL of the folder in which the browser finds the page: http://127.0.0.1:4000/ */
  readonly folder: string;
}

export interface ShowcaseReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/**
 * Answers the pages that embedded mode serves beside the API: a sample shop and the reference checkout. A configured
 * gateway has none. Returns null if there is no page at this path.
 */
export type Showcase = (request: ShowcaseRequest) => Promise<ShowcaseReply | null>;

/** More than any form of these pages sends: a cart and a language. */
const formBytesMax = 4 * 1024;

/** Answers from the showcase; returns false, without an answer, if it has no page at this path (without any prefix). */
export async function answerShowcase(http: HttpContext, showcase: Showcase, path: string): Promise<boolean> {
  const { request, response } = http;
  const { method = 'GET', headers } = request;
  const [, query = ''] = (request.url ?? '').split('?', 2);
  let fields = new URLSearchParams(query);
  if (method === 'POST') {
    const body = await readBody(request, formBytesMax);
    if (body.kind === 'aborted') return true;
    if (body.kind === 'tooLarge') {
      answerError(http, 413, 'BAD_REQUEST', 'The form is too large.');
      return true;
    }
    fields = new URLSearchParams(body.bytes.toString('utf8'));
  }
  const reply = await showcase({
    method: method === 'HEAD' ? 'GET' : method,
    path,
    fields,
    acceptLanguage: headers['accept-language'] ?? '',
    folder: folderOf(headers),
  });
  if (reply === null) return false;
  writeHead(http, reply.status, { ...reply.headers, 'content-length': Buffer.byteLength(reply.body) });
  response.end(method === 'HEAD' ? undefined : reply.body);
  return true;
}

/** The folder of the page that sent a form, by its Referer: behind a proxy that removes a prefix only that names it. */
function folderOf({ host, referer }: IncomingHttpHeaders): string {
  const own = `http://${host}/`;
  const from = referer !== undefined && URL.canParse(referer) ? new URL('.', referer) : null;
  return from !== null && from.host === host && /^https?:$/.test(from.protocol) ? from.href : own;
}
