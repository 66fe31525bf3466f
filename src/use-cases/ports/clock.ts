/**
 * Time. The only source of it, so that a test or the embedded simulator can stop the clock or move it. Two kinds, which
 * must not be mixed: `now` says when something happened, and `elapsedMs` how long something took or may take.
 */
export interface Clock {
  /**
   * The time of day, by the database's clock: what goes onto rows and is compared with rows, also those of other
   * processes. It may be set forward or back.
   */
  now(): Date;
  /** Milliseconds since some start. They never go back, whatever happens to the time of day. */
  elapsedMs(): number;
  /**
   * Runs `run` once after the time from now to `instant`, at once if that has passed; returns a function that cancels
   * it. If the time of day is set forward or back meanwhile, the wait stays as long as it was.
   */
  at(instant: Date, run: () => void): () => void;
}
