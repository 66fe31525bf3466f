import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Guards against one connection on which thousands of requests come at once, none of them waiting for the answer to the
 * last: Node would answer them all before it looks at any other connection. The answer is whether this request may be
 * begun; where too many of its connection are under way, or came in one turn of the event loop, the connection is cut
 * off. HTTP clients wait, or send a few ahead.
 */
export function createPipelineGuard(
  requestsMax: number,
): (request: IncomingMessage, response: ServerResponse) => boolean {
  const underWay = new WeakMap<Socket, number>();
  const ofThisTurn = new Map<Socket, number>();

  return ({ socket }, response) => {
    if (socket.destroyed) return false;
    if (ofThisTurn.size === 0) setImmediate(() => ofThisTurn.clear());
    const inTurnCount = (ofThisTurn.get(socket) ?? 0) + 1;
    const underWayCount = (underWay.get(socket) ?? 0) + 1;
    if (Math.max(inTurnCount, underWayCount) > requestsMax) {
      socket.destroy();
      return false;
    }
    ofThisTurn.set(socket, inTurnCount);
    underWay.set(socket, underWayCount);
    response.once('close', () => underWay.set(socket, (underWay.get(socket) ?? 1) - 1));
    return true;
  };
}
