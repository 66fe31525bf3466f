/** The gateway tells the time in whole seconds: less than this is no difference between two clocks. */
const insignificantMs = 2_000;

/** The gateway's time on the payer's device. A phone's own clock may be minutes wrong, and with it a countdown. */
export interface ServerClock {
  /** Milliseconds since the epoch, by the gateway's clock as far as it is known. */
  now(): number;
  /** The gateway's own time stood in an answer that was asked for and came at these times of this device. */
  compare(asOf: string, askedAtMs: number, answeredAtMs: number): void;
}

export function createServerClock(deviceNow: () => number = Date.now): ServerClock {
  let aheadMs = 0;
  return {
    now: () => deviceNow() + aheadMs,
    compare(asOf, askedAtMs, answeredAtMs) {
      // Told in whole seconds, cut off: half a second later on average. Said halfway between question and answer.
      const toldMs = Date.parse(asOf) + 500;
      const differenceMs = toldMs - (askedAtMs + answeredAtMs) / 2;
      aheadMs = Math.abs(differenceMs) < insignificantMs ? 0 : differenceMs;
    },
  };
}
