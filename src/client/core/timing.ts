/** Every wait of the client. Tests, and apps with reasons of their own, hand in others. */
export interface Timing {
  /** A connection that was lost is made again within this time, at a random moment: a server that went had many. */
  readonly returnWithinMs: number;
  /** After a second failure the waits double from here ... */
  readonly waitFirstMs: number;
  /** ... up to here. Each is shortened by up to a half, at random. */
  readonly waitMaxMs: number;
  /** A connection that stood this long was a good one: the waits begin from the start again. */
  readonly steadyAfterMs: number;
  /** A connection that is not open by then will not be. */
  readonly openTimeoutMs: number;
  /** A WebSocket on which nothing was heard for this long is asked for a sign of life ... */
  readonly pingAfterMs: number;
  /** ... and given up where none comes within this time. */
  readonly pongTimeoutMs: number;
  /** A stream of events is given up after this silence; the gateway breaks it every 15 s. */
  readonly silenceMaxMs: number;
  /** A resumed WebSocket that has nothing to tell counts as live after standing this long without an error. */
  readonly liveAfterMs: number;
  /** While server-sent events do the work, WebSocket is tried again after this long at the next reconnect. */
  readonly socketAgainAfterMs: number;
  /** An answer to a request that has not come by then will not be waited for. */
  readonly requestTimeoutMs: number;
}

export const defaultTiming: Timing = {
  returnWithinMs: 1_000,
  waitFirstMs: 500,
  waitMaxMs: 10_000,
  steadyAfterMs: 5_000,
  openTimeoutMs: 10_000,
  pingAfterMs: 20_000,
  pongTimeoutMs: 5_000,
  silenceMaxMs: 35_000,
  liveAfterMs: 1_000,
  socketAgainAfterMs: 5 * 60_000,
  requestTimeoutMs: 30_000,
};

/** A gateway that asks to wait for longer is asked again all the same. */
const askedMaxMs = 60_000;

/**
 * The waits between one connection and the next: the first short and random, so that the many clients of a server that
 * went do not come back in one moment, the following longer and longer.
 */
export function makeBackOff(timing: Timing, random: () => number) {
  let failuresCount = 0;

  /** After a connection that was live for `liveMs` (null: never); `askedMs` is what the gateway asked for, or 0. */
  return function waitAfter(liveMs: number | null, askedMs: number): number {
    failuresCount = liveMs !== null && liveMs >= timing.steadyAfterMs ? 1 : failuresCount + 1;
    const asked = Math.min(askedMs, askedMaxMs);
    if (failuresCount === 1) return asked + random() * timing.returnWithinMs;
    const waitMs = Math.min(timing.waitMaxMs, timing.waitFirstMs * 2 ** (failuresCount - 2));
    return Math.max(asked, waitMs * (1 - random() / 2));
  };
}
