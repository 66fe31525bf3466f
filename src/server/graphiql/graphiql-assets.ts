import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

/** A file of the GraphiQL page, ready to send. */
export interface GraphiqlAsset {
  readonly type: string;
  readonly gzipped: Buffer;
  /** The ETag: equal if and only if the content is. */
  readonly tag: string;
}

/** Says where the workers of Monaco, the editor, are. Monaco reads this when it is loaded. */
const workersScript = `self.MonacoEnvironment = {
  globalAPI: false,
  getWorkerUrl: (_module, label) => \`graphql/assets/\${label}.js\`,
};
`;

/** Shows all tabs, in as many rows as they need, instead of one row that hides the last ones. */
const tabsInRows = `
.graphiql-session-header { height: auto !important; }
.graphiql-tabs { flex-wrap: wrap; overflow: visible; row-gap: 4px; }
.graphiql-logo { white-space: nowrap; }
`;

const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="#108ee9" \
d="M4 4h8v24H4zm16 0h8v24h-8zm-6 6h4v18h-4z"/></svg>
`;

/**
 * Loads the files of the page, by name. render-graphiql would make one page of 9 MB with all scripts inline, sent each
 * time; a browser caches separate files, and the page needs no permission to run inline scripts. Takes about a second;
 * called once.
 */
export async function loadGraphiqlAssets(): Promise<ReadonlyMap<string, GraphiqlAsset>> {
  const [bundle, startScript] = await Promise.all([
    import('@graphql-yoga/render-graphiql/graphiql'),
    readFile(join(import.meta.dirname, 'start.js'), 'utf8'),
  ]);
  const script = 'text/javascript; charset=utf-8';
  const files: readonly (readonly [name: string, type: string, text: string])[] = [
    ['workers.js', script, workersScript],
    ['graphiql.js', script, bundle.js],
    ['start.js', script, startScript],
    // Under the names that Monaco requests.
    ['editorWorkerService.js', script, bundle.editorWorkerService],
    ['json.js', script, bundle.jsonWorker],
    ['graphql.js', script, bundle.graphqlWorker],
    ['graphiql.css', 'text/css; charset=utf-8', bundle.css + tabsInRows],
    ['icon.svg', 'image/svg+xml', icon],
  ];
  return new Map(
    await Promise.all(
      files.map(async ([name, type, text]) => {
        const gzipped = await promisify(gzip)(text);
        const tag = `"${createHash('sha256').update(text).digest('base64url')}"`;
        return [name, { type, gzipped, tag }] as const;
      }),
    ),
  );
}
