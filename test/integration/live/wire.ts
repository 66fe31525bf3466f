import { Duplex } from 'node:stream';

/** A connection without a network: two ends in one process, of which a test can make one stop reading. */
export interface Wire {
  readonly server: Duplex;
  readonly client: Duplex;
  /** The client stops reading: what the server writes waits, and the server is not told that it was read. */
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
