import type { Socket } from 'node:net';

/**
 * Protects other clients from one connection that sends thousands of requests without waiting for answers: Node would
 * answer all of them before it serves any other connection. The returned function says whether the server may begin
 * a request, of which `runningCount` are running on its connection by now. If there are more than `requestsMax`, or more
 * arrived in one turn of the event loop, it closes the connection and returns false. Ordinary HTTP clients wait for each
 * answer, or send a few requests ahead.
 */
export function createPipelineGuard(
  requestsMax: number,
): (connection: Socket, runningCount: number) => boolean {
  const turnCounts = new Map<Socket, number>();
  const endTurn = () => turnCounts.clear();

  return (connection, runningCount) => {
    if (connection.destroyed) return false;
    if (turnCounts.size === 0) setImmediate(endTurn);
    const turnCount = (turnCounts.get(connection) ?? 0) + 1;
    turnCounts.set(connection, turnCount);
    if (Math.max(turnCount, runningCount) <= requestsMax) return true;
    connection.destroy();
    return false;
  };
}
