import { createHash } from 'node:crypto';
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
  const body = readFileSync(join(folder, name), 'utf8');
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 16)}"`;
  return { body, etag, contentType: contentTypes[extname(name)] ?? '' };
}

/** The asset asked for, 304 where the browser has it already, or null where there is none at this path. */
export function findAsset({ method, url, headers }: HttpRequest): HttpReply | null {
  const asset = assets.get(url.pathname);
  if (asset === undefined) return null;
  if (method !== 'GET' && method !== 'HEAD')
    return jsonReply(405, { error: 'Use GET here.' }, { allow: 'GET' });
  const isKnown = headers['if-none-match'] === asset.etag;
  return {
    kind: 'reply',
    httpStatus: isKnown ? 304 : 200,
    headers: {
      'content-type': asset.contentType,
      etag: asset.etag,
      // Asked for each time and answered 304: a newer simulator is never seen through older scripts.
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
    },
    body: isKnown ? '' : asset.body,
  };
}
