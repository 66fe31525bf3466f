/** A proof counts for this long, so however often somebody asks, there is one heartbeat a second at most. */
const proofMaxAgeMs = 1_000;

/** Whether a change could be recorded now, and would be heard. */
export type Proof =
  /** A heartbeat was written and heard. */
  | 'heard'
  /**
   * It was written, and nothing is to be heard: the NOTIFY queue of the server is full, for every process alike, or
   * wake-ups do not travel through Postgres.
   */
  | 'written'
  /** It was written, and not heard in time; the listening session is replaced. */
  | 'unheard'
  /** It could not be written. */
  | 'unwritten'
  /** No session listens; the next one is being opened. */
  | 'deaf';

/** Proofs that all callers share. */
export interface SharedProof {
  /** Sends a heartbeat unless the last one is younger than a second. Never rejects, if `beat` does not. */
  prove(): Promise<Proof>;
  /** The next caller gets a new proof. */
  forget(): void;
}

export function shareProof(beat: () => Promise<Proof>): SharedProof {
  let proving: Promise<Proof> | null = null;
  let proof: { readonly of: Proof; readonly atMs: number } | null = null;
  return {
    async prove() {
      if (proof !== null && performance.now() - proof.atMs < proofMaxAgeMs) return proof.of;
      proving ??= beat().then((of) => {
        proof = { of, atMs: performance.now() };
        proving = null;
        return of;
      });
      return proving;
    },
    forget() {
      proof = null;
    },
  };
}
