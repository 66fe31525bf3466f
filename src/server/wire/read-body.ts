import type { IncomingMessage } from 'node:http';

export type Body =
  | { readonly kind: 'complete'; readonly bytes: Buffer }
  | { readonly kind: 'tooLarge' }
  /** The sender broke off, or was too slow. Nobody is there to be answered. */
  | { readonly kind: 'aborted' };

/**
 * Reads a body, counting bytes: what a sender announces is believed only where it is too much, and a chunked body
 * (proxies re-chunk) is as good as any other. Never more than `bytesMax` is kept. Never rejects.
 */
export function readBody(request: IncomingMessage, bytesMax: number): Promise<Body> {
  if (Number(request.headers['content-length'] ?? 0) > bytesMax) return Promise.resolve({ kind: 'tooLarge' });
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytesCount = 0;
    const finish = (body: Body) => {
      request.off('data', take).off('end', complete).off('close', abort);
      resolve(body);
    };
    const take = (chunk: Buffer) => {
      bytesCount += chunk.length;
      if (bytesCount > bytesMax) finish({ kind: 'tooLarge' });
      else chunks.push(chunk);
    };
    const complete = () => finish({ kind: 'complete', bytes: Buffer.concat(chunks, bytesCount) });
    const abort = () => finish({ kind: 'aborted' });
    request.on('data', take).on('end', complete).on('close', abort);
  });
}
