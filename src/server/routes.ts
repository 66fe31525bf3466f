import { isConsolePath } from './console/session-cookie.ts';
import { finishNotifyPath } from './finish-notify/finish-notify.ts';
import { type Graphiql, graphiqlAssetsPath } from './graphiql/graphiql.ts';
import { settlementPath } from './settlement/settlement-upload.ts';
import { answerShowcase, type Showcase } from './showcase.ts';
import { answerError, answerJson } from './wire/answers.ts';
import { allowCrossOrigin, answerPreflight, type CrossOriginRules } from './wire/cross-origin.ts';
import type { HttpContext } from './wire/http-context.ts';
import type { ReadPath } from './wire/request-path.ts';

/** The path of GraphQL over HTTP, SSE and WebSocket. */
export const graphqlPath = '/graphql';

/** Makes the function that answers each path. It compares paths without decoding them, and serves no others. */
export function createRoutes(options: {
  readonly answerGraphql: (http: HttpContext) => Promise<void>;
  readonly answerFinishNotify: (http: HttpContext) => Promise<void>;
  readonly answerSettlement: (http: HttpContext) => Promise<void>;
  readonly graphiql: Graphiql;
  readonly showcase: Showcase | null;
  /** Answers a path of the console; resolves with false, without an answer, if there is nothing at it. */
  readonly answerConsole: (http: HttpContext, path: string) => Promise<boolean>;
  readonly isReady: () => Promise<boolean>;
  readonly crossOrigin: CrossOriginRules;
  readonly readPath: ReadPath;
}): (http: HttpContext) => Promise<void> {
  const { graphiql, showcase } = options;

  function answerGraphql(http: HttpContext): Promise<void> {
    const { method, headers } = http.request;
    allowCrossOrigin(http, options.crossOrigin);
    if (method === 'OPTIONS') return Promise.resolve(answerPreflight(http));
    if (method === 'GET' && headers.accept?.includes('text/html')) return graphiql.answerPage(http);
    return options.answerGraphql(http);
  }

  async function answerReady(http: HttpContext): Promise<void> {
    const isReady = await options.isReady();
    answerJson(http, isReady ? 200 : 503, { status: isReady ? 'ready' : 'not ready' });
  }

  return async (http) => {
    const { headers, httpVersion } = http.request;
    if (headers.host === undefined && httpVersion === '1.1') {
      // RFC 9112, 3.2: such a request was damaged on its way.
      return answerError(http, 400, 'BAD_REQUEST', 'The Host header is missing.');
    }
    const path = options.readPath(http.request.url);
    if (path === graphqlPath) return answerGraphql(http);
    if (path === finishNotifyPath) return options.answerFinishNotify(http);
    if (path === settlementPath) return options.answerSettlement(http);
    if (path === '/health/live') return answerJson(http, 200, { status: 'live' });
    if (path === '/health/ready') return answerReady(http);
    if (path.startsWith(graphiqlAssetsPath)) return graphiql.answerAsset(http, path);
    // One set of pages for each path: a form's body can be read only once.
    const isAnswered = isConsolePath(path)
      ? await options.answerConsole(http, path)
      : showcase !== null && (await answerShowcase(http, showcase, path));
    if (isAnswered) return;
    return answerError(http, 404, 'NOT_FOUND', 'There is nothing at this path.');
  };
}
