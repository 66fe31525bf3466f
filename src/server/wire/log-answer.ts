import type { Log } from '../../use-cases/ports/log.ts';
import type { HttpContext } from './http-context.ts';

/** More of a path than any of ours has. */
const pathCharsMax = 100;

/** Logs at debug that a request was answered, or broken off. The query of its URL is left out. */
export function logAnswer({ request, response, requestId }: HttpContext, startedMs: number, log: Log): void {
  const [path = ''] = (request.url ?? '').split('?', 1);
  log.debug('http.answered', {
    requestId,
    method: request.method,
    path: path.slice(0, pathCharsMax),
    status: response.writableFinished ? response.statusCode : null,
    durationMs: Math.round(performance.now() - startedMs),
  });
}
