import type { Duplex } from 'node:stream';

/** The connections whose request may take longer than `requestTimeoutMs`, because their sender is known. */
export interface LongUploads {
  /** Allows it from now until the returned function is called. */
  allow(connection: Duplex): () => void;
  /** Whether a fault of the parser is only that such a request takes long. Node reports it once, and cuts off nobody. */
  excuse(fault: NodeJS.ErrnoException, connection: Duplex): boolean;
}

export function createLongUploads(): LongUploads {
  const allowed = new WeakSet<Duplex>();
  return {
    allow(connection) {
      allowed.add(connection);
      return () => allowed.delete(connection);
    },
    excuse: ({ code }, connection) => code === 'ERR_HTTP_REQUEST_TIMEOUT' && allowed.has(connection),
  };
}
