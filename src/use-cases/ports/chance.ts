/** Randomness. The only source of it: new identifiers and the jitter of back-offs. */
export interface Chance {
  /** A new universally unique identifier in its canonical text form. */
  uuid(): string;
  /** Uniform in [0, 1). */
  fraction(): number;
}
