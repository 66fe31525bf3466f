/** Every wait of the client, in milliseconds. Tests, and apps with special needs, pass their own values. */
export interface Timing {
  /**
   * The first reconnect happens at a random moment within this time: a server that stopped had many clients.
   */
  readonly returnWithinMs: number;
  /** The wait after the second failure. Later waits double ... */
  readonly waitFirstMs: number;
  /** ... up to this maximum. Each wait is shortened at random by up to a half. */
  readonly waitMaxMs: number;
  /**
   * A connection that was live this long counts as good: the next reconnect starts with the shortest wait.
   */
  readonly steadyAfterMs: number;
  /** A connection that is not open after this time is given up. */
  readonly openTimeoutMs: number;
  /**
   * A WebSocket that is not open after this time is given up, and server-sent events are next, at once: a proxy that
   * knows no WebSockets lets them hang.
   */
  readonly socketOpenTimeoutMs: number;
  /** A WebSocket that was silent for this long gets a ping ... */
  readonly pingAfterMs: number;
  /** ... and is given up if no answer arrives within this time. */
  readonly pongTimeoutMs: number;
  /**
   * A stream of server-sent events is given up after this silence; the gateway sends a sign of life every 15
   * s.
   */
  readonly silenceMaxMs: number;
  /** A resumed connection without news counts as live after this time without an error. */
  readonly liveAfterMs: number;
  /** While server-sent events are in use, a reconnect after this time attempts WebSocket again. */
  readonly socketAgainAfterMs: number;
  /** A request without an answer after this time fails. */
  readonly requestTimeoutMs: number;
}

/** The waits of the client unless its options say otherwise. */
export const defaultTiming: Timing = {
  returnWithinMs: 1_000,
  waitFirstMs: 500,
  waitMaxMs: 10_000,
  steadyAfterMs: 5_000,
  openTimeoutMs: 10_000,
  socketOpenTimeoutMs: 3_000,
  pingAfterMs: 20_000,
  pongTimeoutMs: 5_000,
  silenceMaxMs: 35_000,
  liveAfterMs: 1_000,
  socketAgainAfterMs: 5 * 60_000,
  requestTimeoutMs: 30_000,
};

/** The client waits no longer than this, even if the gateway asks for more. */
const askedMaxMs = 60_000;

/**
 * Returns the waits between connections. The first is short and random, so that the many clients of a server
 * that stopped do not reconnect at the same moment. The following waits get longer.
 */
export function makeBackOff(timing: Timing, random: () => number) {
  let failuresCount = 0;

  /**
   * The wait after a connection that was live for `liveMs` (null: never). The gateway asked for `askedMs`, or
   * 0.
   */
  return function waitAfter(liveMs: number | null, askedMs: number): number {
    failuresCount = liveMs !== null && liveMs >= timing.steadyAfterMs ? 1 : failuresCount + 1;
    const asked = Math.min(askedMs, askedMaxMs);
    if (failuresCount === 1) return asked + random() * timing.returnWithinMs;
    const waitMs = Math.min(timing.waitMaxMs, timing.waitFirstMs * 2 ** (failuresCount - 2));
    return Math.max(asked, waitMs * (1 - random() / 2));
  };
}
