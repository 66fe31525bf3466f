import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { type HttpReply, type HttpRequest, jsonReply } from '../http/http-server.ts';

/** The folder of style sheets and scripts, which browsers get as they are, without a build step. */
const folder = join(import.meta.dirname, 'assets');
const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Read once. Only these files are ever sent, so no request can name another file. */
const assets = new Map(
  readdirSync(folder)
    .filter((name) => extname(name) in contentTypes)
    .map((name) => [`/assets/${name}`, readAsset(name)]),
);

function readAsset(name: string) {
  return { body: readFileSync(join(folder, name), 'utf8'), contentType: contentTypes[extname(name)] ?? '' };
}

/** The requested asset, or null if there is none at this path. */
export function findAsset({ method, url }: HttpRequest): HttpReply | null {
  const asset = assets.get(url.pathname);
  if (asset === undefined) return null;
  if (method !== 'GET' && method !== 'HEAD')
    return jsonReply(405, { error: 'Use GET here.' }, { allow: 'GET' });
  return {
    kind: 'reply',
    httpStatus: 200,
    headers: {
      'content-type': asset.contentType,
      // Never cached, so that a newer simulator is never shown by older scripts.
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
    body: asset.body,
  };
}
