import { Duplex } from 'node:stream';

/** A connection without a network: two ends in one process, of which a test can make one take nothing any more. */
export interface Wire {
  readonly server: Duplex;
  readonly client: Duplex;
  /** From now on the client takes nothing: what the server writes waits, and nobody tells it that it was taken. */
  stall(): void;
}

export function openWire(): Wire {
  let isStalled = false;
  const server = makeEnd(
    (chunk) => client.push(chunk),
    () => isStalled,
  );
  const client = makeEnd(
    (chunk) => server.push(chunk),
    () => false,
  );
  return {
    server,
    client,
    stall() {
      isStalled = true;
    },
  };
}

function makeEnd(pass: (chunk: Buffer | null) => void, isHeld: () => boolean): Duplex {
  return new Duplex({
    read() {},
    write(chunk: Buffer, _encoding, taken) {
      if (isHeld()) return;
      pass(chunk);
      taken();
    },
    final(taken) {
      pass(null);
      taken();
    },
  });
}
