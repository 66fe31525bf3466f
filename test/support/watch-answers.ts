import { Server } from 'node:http';
import type { Socket } from 'node:net';
import { secretsIn } from './canaries.ts';

/**
 * Every gateway process of the tests loads this before its own program: it reads each byte that leaves the
 * gateway's port, over HTTP, SSE and WebSocket alike, and reports a secret on standard error. The world of that
 * gateway then fails when it is disposed of.
 */
const port = Number(process.env.PORT);
/** Longer than any secret, so that one in two chunks is found too. */
const overlapChars = 2_048;

const { emit } = Server.prototype;
Server.prototype.emit = function watch(this: Server, event: string | symbol, ...args: unknown[]) {
  const address = this.address();
  if (event === 'connection' && typeof address === 'object' && address?.port === port) {
    watchWrites(args[0] as Socket);
  }
  return Reflect.apply(emit, this, [event, ...args]);
};

const watched = new WeakSet<Socket>();

function watchWrites(socket: Socket): void {
  // A connection that offered another protocol is passed on a second time.
  if (watched.has(socket)) return;
  watched.add(socket);
  const write = socket.write.bind(socket) as (...args: unknown[]) => boolean;
  let before = '';
  socket.write = ((chunk: string | Uint8Array, ...rest: unknown[]) => {
    const text = before + (typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('latin1'));
    for (const name of secretsIn(text, 'answer', process.env)) {
      process.stderr.write(`${JSON.stringify({ event: 'canary.in_answer', name })}\n`);
    }
    before = text.slice(-overlapChars);
    return write(chunk, ...rest);
  }) as Socket['write'];
}
