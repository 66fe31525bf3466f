import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Protects other clients from one connection that sends thousands of requests without waiting for answers: Node would
 * answer all of them before it serves any other connection. The returned function says whether the server may begin
 * this request. If more than `requestsMax` of its connection are running, or arrived in one turn of the event loop, it
 * closes the connection and returns false. Ordinary HTTP clients wait for each answer, or send a few requests ahead.
 */
export function createPipelineGuard(
  requestsMax: number,
): (request: IncomingMessage, response: ServerResponse) => boolean {
  const runningCounts = new WeakMap<Socket, number>();
  const turnCounts = new Map<Socket, number>();

  return ({ socket }, response) => {
    if (socket.destroyed) return false;
    if (turnCounts.size === 0) setImmediate(() => turnCounts.clear());
    const turnCount = (turnCounts.get(socket) ?? 0) + 1;
    const runningCount = (runningCounts.get(socket) ?? 0) + 1;
    if (Math.max(turnCount, runningCount) > requestsMax) {
      socket.destroy();
      return false;
    }
    turnCounts.set(socket, turnCount);
    runningCounts.set(socket, runningCount);
    response.once('close', () => runningCounts.set(socket, (runningCounts.get(socket) ?? 1) - 1));
    return true;
  };
}
