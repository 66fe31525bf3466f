import type { IncomingMessage } from 'node:http';
import type { Authenticate } from '../../access/authenticate.ts';
import type { Chance } from '../../use-cases/ports/chance.ts';
import type { WrongCredentialDeps } from '../admission/wrong-credential.ts';
import { answerError } from '../wire/answers.ts';
import { type HttpContext, writeHead } from '../wire/http-context.ts';
import { type GraphiqlAsset, loadGraphiqlAssets } from './graphiql-assets.ts';
import { graphiqlTabs, loadGuidedOperations } from './graphiql-tabs.ts';
import { operatorKey } from './operator-prompt.ts';

/** Who may open GraphiQL, and what it contains. */
export interface GraphiqlOptions {
  /** `operators`: anybody with a server key that has `ops:read`, which is then put into the Headers tab. */
  readonly audience: 'everybody' | 'operators';
  /** A server key for the Headers tab. Embedded mode only: anybody who opens the page can read it. */
  readonly serverKey: string | null;
  /** The URL of the DANA simulator's pages, for the guided operations. Null: there is no simulator. */
  readonly simulatorUrl: string | null;
}

/** The page that browsers get at GET /graphql, and the files it loads. No file comes from another host. */
export interface Graphiql {
  answerPage(http: HttpContext): Promise<void>;
  answerAsset(http: HttpContext, path: string): Promise<void>;
}

/** GraphiQL's files are below this path. */
export const graphiqlAssetsPath = '/graphql/assets/';

/**
 * Monaco, the editor, writes styles into the page and loads its font and icons as data URIs. Scripts come from our own
 * files only, so that no text of a schema or an answer can become one.
 */
const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Loads its files, 9 MB of scripts, only at the first request: most gateways never serve this page. */
export function createGraphiql(
  options: GraphiqlOptions,
  deps: WrongCredentialDeps & { readonly authenticate: Authenticate; readonly chance: Chance },
): Graphiql {
  let loading: Promise<ReadonlyMap<string, GraphiqlAsset>> | null = null;
  let operations: Promise<readonly string[]> | null = null;

  /** Returns the key for the page; null if the client may not see the page and has been answered. */
  async function admit(http: HttpContext): Promise<{ readonly key: string | null } | null> {
    if (options.audience === 'operators') {
      const key = await operatorKey(http, deps);
      return key === null ? null : { key };
    }
    // A page from another host name that resolves to this machine (DNS rebinding) must not read the key.
    return { key: hasLoopbackHost(http.request) ? options.serverKey : null };
  }

  return {
    async answerPage(http) {
      const admitted = await admit(http);
      if (admitted === null) return;
      const { response } = http;
      const reference = `try-${deps.chance.uuid().slice(0, 8)}`;
      operations ??= loadGuidedOperations();
      const tabs = graphiqlTabs(await operations, { reference, simulatorUrl: options.simulatorUrl });
      writeHead(http, 200, {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': pagePolicy,
      });
      response.end(page(settings(admitted.key, tabs)));
    },

    async answerAsset(http, path) {
      if ((await admit(http)) === null) return;
      loading ??= loadGraphiqlAssets();
      const asset = (await loading).get(path.slice(graphiqlAssetsPath.length));
      if (asset === undefined) return answerNotFound(http);
      const { request, response } = http;
      const headers = { 'content-type': asset.type, 'cache-control': 'no-cache', etag: asset.tag };
      if (request.headers['if-none-match'] === asset.tag) {
        writeHead(http, 304, headers).end();
        return;
      }
      // Every browser that runs GraphiQL accepts gzip.
      writeHead(http, 200, {
        ...headers,
        'content-encoding': 'gzip',
        'content-length': asset.gzipped.length,
      });
      response.end(asset.gzipped);
    },
  };
}

function answerNotFound(http: HttpContext): void {
  answerError(http, 404, 'NOT_FOUND', 'GraphiQL has no such file.');
}

function hasLoopbackHost({ headers }: IncomingMessage): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/i.test(headers.host ?? '');
}

/** GraphiQL's options. Subscriptions use SSE, because over WebSocket GraphiQL would not send the Headers tab. */
function settings(serverKey: string | null, tabs: readonly string[]): object {
  const headers = JSON.stringify(serverKey === null ? {} : { Authorization: `Bearer ${serverKey}` }, null, 2);
  return {
    title: 'Gapura GraphQL',
    subscriptionsProtocol: 'SSE',
    // Without this, GraphiQL would send subscriptions by GET.
    method: 'POST',
    // Leaves room for the operations; the Headers tab is one click away.
    defaultEditorToolsVisibility: false,
    // A key must not be in a browser's storage; the page contains it each time.
    shouldPersistHeaders: false,
    headers,
    defaultHeaders: headers,
    defaultTabs: tabs.map((query) => ({ query, headers })),
  };
}

function page(options: object): string {
  // In a script element, only `<` could end the element early.
  const json = JSON.stringify(options).replaceAll('<', '\\u003c');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Gapura GraphQL</title>
<link rel="icon" href="graphql/assets/icon.svg">
<link rel="stylesheet" href="graphql/assets/graphiql.css">
</head>
<body class="no-focus-outline">
<noscript>GraphiQL deps JavaScript.</noscript>
<div id="root"></div>
<script type="application/json" id="options">${json}</script>
<script src="graphql/assets/workers.js"></script>
<script src="graphql/assets/graphiql.js"></script>
<script type="module" src="graphql/assets/start.js"></script>
</body>
</html>
`;
}
