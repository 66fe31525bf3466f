import { once } from 'node:events';
import net from 'node:net';
import { Transform } from 'node:stream';

/** A stretch of network between a client and a server, which a test can break. */
export interface TcpRelay {
  readonly port: number;
  /** New connections go there from now on. */
  leadTo(target: { host: string; port: number }): void;
  /** Breaks every connection; `isOpen: false` also refuses new ones until the next call. */
  cut(options: { isOpen: boolean }): void;
  /** Holds back what the target sends on the present connections; a later cut loses it. */
  hold(): void;
  /** From now on everything that the target sends arrives so much later. */
  delay(ms: number): void;
  /** The next bytes to the target that hold this word get there with its last letter changed. */
  misspell(word: string): void;
  /** Forwards this many bytes of what the target sends on the present connections, then breaks them. */
  cutAfter(bytesCount: number): void;
  close(): Promise<void>;
}

/** Listens on a free port of loopback and forwards every byte to `firstTarget`, and back. */
export async function startTcpRelay(firstTarget: { host: string; port: number }): Promise<TcpRelay> {
  const sockets = new Set<net.Socket>();
  /** The connections to the target, each with its client's connection. */
  const upstreams = new Map<net.Socket, net.Socket>();
  let target = firstTarget;
  let isOpen = true;
  let misspelt: string | null = null;
  let delayMs = 0;

  const server = net.createServer((client) => {
    if (!isOpen) {
      client.resetAndDestroy();
      return;
    }
    const upstream = net.connect(target.port, target.host);
    upstreams.set(upstream, client);
    upstream.on('close', () => upstreams.delete(upstream));
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
    upstream.pipe(delaying()).pipe(client);
    client.pipe(misspelling()).pipe(upstream);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the relay has no port');

  function misspelling(): Transform {
    return new Transform({
      transform(bytes: Buffer, _encoding, done) {
        const at = misspelt === null ? -1 : bytes.indexOf(misspelt);
        if (misspelt !== null && at >= 0) {
          bytes[at + misspelt.length - 1] = 'x'.charCodeAt(0);
          misspelt = null;
        }
        done(null, bytes);
      },
    });
  }

  function delaying(): Transform {
    return new Transform({
      transform(bytes: Buffer, _encoding, done) {
        if (delayMs === 0) done(null, bytes);
        else setTimeout(done, delayMs, null, bytes);
      },
    });
  }

  function cut(options: { isOpen: boolean }): void {
    isOpen = options.isOpen;
    for (const socket of sockets) socket.resetAndDestroy();
  }

  function hold(): void {
    for (const upstream of upstreams.keys()) upstream.unpipe().pause();
  }

  function cutAfter(bytesCount: number): void {
    let leftCount = bytesCount;
    for (const [upstream, client] of upstreams) {
      upstream.unpipe().on('data', (bytes: Buffer) => {
        if (leftCount <= 0) return;
        client.write(bytes.subarray(0, leftCount));
        leftCount -= bytes.length;
        // Bytes that were written already leave before the end.
        if (leftCount <= 0) client.end();
      });
      upstream.resume();
    }
  }

  return {
    port: address.port,
    leadTo(next) {
      target = next;
    },
    cut,
    hold,
    misspell(word) {
      misspelt = word;
    },
    cutAfter,
    delay(ms) {
      delayMs = ms;
    },
    async close() {
      server.close();
      cut({ isOpen: false });
      await once(server, 'close');
    },
  };
}
