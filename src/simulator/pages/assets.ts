import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { type HttpReply, type HttpRequest, jsonReply } from '../http/http-server.ts';

/** Style sheets and scripts as they are sent to browsers: no build step stands between. */
const folder = join(import.meta.dirname, 'assets');
const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Read once; only what is here is ever sent, so no request can name another file. */
const assets = new Map(
  readdirSync(folder)
    .filter((name) => extname(name) in contentTypes)
    .map((name) => [`/assets/${name}`, readAsset(name)]),
);

function readAsset(name: string) {
  return { body: readFileSync(join(folder, name), 'utf8'), contentType: contentTypes[extname(name)] ?? '' };
}

/** The asset asked for, or null where there is none at this path. */
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
      // Small and near: asked for each time, so that a newer simulator is never seen through older scripts.
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
    body: asset.body,
  };
}
