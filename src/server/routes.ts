import { finishNotifyPath } from './finish-notify/finish-notify.ts';
import { type Graphiql, graphiqlAssetsPath } from './graphiql/graphiql.ts';
import { answerShowcase, type Showcase } from './showcase.ts';
import { answerError, answerJson } from './wire/answers.ts';
import { allowCrossOrigin, answerPreflight } from './wire/cross-origin.ts';
import type { Exchange } from './wire/http-exchange.ts';

/** HTTP, SSE and WebSocket alike. */
export const graphqlPath = '/graphql';

/** Who answers what. Paths are compared as they stand: nothing is decoded, and nothing else is served. */
export function createRoutes(options: {
  readonly answerGraphql: (exchange: Exchange) => Promise<void>;
  readonly answerFinishNotify: (exchange: Exchange) => Promise<void>;
  readonly graphiql: Graphiql;
  readonly showcase: Showcase | null;
  readonly isReady: () => Promise<boolean>;
  readonly corsOrigins: readonly string[];
}): (exchange: Exchange) => Promise<void> {
  const { graphiql, showcase } = options;

  async function answerGraphql(exchange: Exchange): Promise<void> {
    const { method, headers } = exchange.request;
    allowCrossOrigin(exchange, options.corsOrigins);
    if (method === 'OPTIONS') return answerPreflight(exchange);
    if (method === 'GET' && headers.accept?.includes('text/html')) return graphiql.answerPage(exchange);
    return options.answerGraphql(exchange);
  }

  async function answerReady(exchange: Exchange): Promise<void> {
    const isReady = await options.isReady();
    answerJson(exchange, isReady ? 200 : 503, { status: isReady ? 'ready' : 'not ready' });
  }

  return async (exchange) => {
    const { headers, httpVersion } = exchange.request;
    if (headers.host === undefined && httpVersion === '1.1') {
      // RFC 9112, 3.2: such a request has been garbled on its way.
      return answerError(exchange, 400, 'BAD_REQUEST', 'The Host header is missing.');
    }
    const path = exchange.request.url?.split('?', 1)[0] ?? '';
    if (path === graphqlPath) return answerGraphql(exchange);
    if (path === finishNotifyPath) return options.answerFinishNotify(exchange);
    if (path === '/health/live') return answerJson(exchange, 200, { status: 'live' });
    if (path === '/health/ready') return answerReady(exchange);
    if (path.startsWith(graphiqlAssetsPath)) return graphiql.answerAsset(exchange, path);
    if (showcase !== null && (await answerShowcase(exchange, showcase))) return;
    return answerError(exchange, 404, 'NOT_FOUND', 'There is nothing at this path.');
  };
}
