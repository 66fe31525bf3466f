/** Time. The only source of it, so that a test or the embedded simulator can stop the clock or move it. */
export interface Clock {
  now(): Date;
  /** Runs `run` once when the clock reaches `instant`, also after a jump; returns a function that cancels it. */
  at(instant: Date, run: () => void): () => void;
}
