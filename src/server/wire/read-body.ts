import type { IncomingMessage } from 'node:http';

/** How reading a request's body ended. */
export type Body =
  | { readonly kind: 'complete'; readonly bytes: Buffer }
  | { readonly kind: 'tooLarge' }
  /** The sender disconnected, or was too slow and was cut off. Nobody is left to answer. */
  | { readonly kind: 'aborted' };

/**
 * Reads a body and counts its bytes. An announced length is trusted only if it is too large; a chunked body is as good
 * as any other, because proxies re-chunk. Keeps at most `bytesMax` bytes. Never rejects.
 */
export function readBody(request: IncomingMessage, bytesMax: number): Promise<Body> {
  if (Number(request.headers['content-length'] ?? 0) > bytesMax) return Promise.resolve({ kind: 'tooLarge' });
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytesCount = 0;
    const take = (chunk: Buffer) => {
      bytesCount += chunk.length;
      if (bytesCount <= bytesMax) {
        chunks.push(chunk);
        return;
      }
      request.off('data', take).off('end', complete).off('close', abort);
      resolve({ kind: 'tooLarge' });
    };
    const complete = () => {
      const [only = Buffer.alloc(0), ...more] = chunks;
      resolve({ kind: 'complete', bytes: more.length === 0 ? only : Buffer.concat(chunks, bytesCount) });
    };
    // After the end nobody hears it: the promise is settled.
    const abort = () => resolve({ kind: 'aborted' });
    request.on('data', take).on('end', complete).on('close', abort);
  });
}
