/** The gateway sends whole seconds, so a smaller difference between the clocks is ignored. */
const insignificantMs = 2_000;

/**
 * The gateway's time on the payer's device. A phone's own clock may be minutes wrong, and with it a
 * countdown.
 */
export interface ServerClock {
  /** The gateway's time in milliseconds since the epoch, or the device's until the first comparison. */
  now(): number;
  /**
   * Compares the clocks: an answer contained `asOf`, was requested at `askedAtMs` and arrived at
   * `answeredAtMs`.
   */
  compare(asOf: string, askedAtMs: number, answeredAtMs: number): void;
}

/** A clock that starts with the device's time. */
export function createServerClock(deviceNow: () => number = Date.now): ServerClock {
  let aheadMs = 0;
  return {
    now: () => deviceNow() + aheadMs,
    compare(asOf, askedAtMs, answeredAtMs) {
      // The gateway cuts to whole seconds, half a second on average, and answers halfway between request and
      // arrival.
      const toldMs = Date.parse(asOf) + 500;
      const differenceMs = toldMs - (askedAtMs + answeredAtMs) / 2;
      aheadMs = Math.abs(differenceMs) < insignificantMs ? 0 : differenceMs;
    },
  };
}
