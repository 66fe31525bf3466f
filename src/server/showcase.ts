import { answerError } from './wire/answers.ts';
import type { HttpContext } from './wire/http-context.ts';
import { readBody } from './wire/read-body.ts';

/** What a page of the showcase is asked. */
export interface ShowcaseRequest {
  readonly method: string;
  readonly path: string;
  /** Of the address, or of a form that was sent. */
  readonly fields: URLSearchParams;
  readonly acceptLanguage: string;
  /** Scheme, host and port that the browser knows this gateway by. */
  readonly origin: string;
}

export interface ShowcaseReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/**
 * The pages that the embedded mode shows beside the API: a sample shop and the reference checkout. A gateway that is
 * configured has none. Null where there is nothing at this path.
 */
export type Showcase = (request: ShowcaseRequest) => Promise<ShowcaseReply | null>;

/** A cart and a language: more than any form of these pages sends. */
const formBytesMax = 4 * 1024;

/** Answers, and says whether there was something to answer with. */
export async function answerShowcase(http: HttpContext, showcase: Showcase): Promise<boolean> {
  const { request, response } = http;
  const { method = 'GET', headers } = request;
  const [path = '', query = ''] = (request.url ?? '').split('?', 2);
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
    origin: `http://${headers.host}`,
  });
  if (reply === null) return false;
  response.writeHead(reply.status, { ...reply.headers, 'content-length': Buffer.byteLength(reply.body) });
  response.end(method === 'HEAD' ? undefined : reply.body);
  return true;
}
