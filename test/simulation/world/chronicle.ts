/** The promises of the gateway that a simulation can break; docs/testing.md explains each. */
export const invariants = {
  I1: 'one order at DANA for each partnerReferenceNo, and one row of ours',
  I2: 'at rest our status is DANA’s',
  I3: 'refunds: each once, never more than was paid, exclusive with a cancel, totals as DANA’s',
  I4: 'versions grow by one, and a payment never vanishes',
  I5: 'an acknowledged notification is in the inbox, with one disposition',
  I6: 'a watcher sees the state at rest in time, versions grow, nobody gets another order',
  I7: 'nothing is guessed: an unknown is left only on evidence',
  I8: 'the timeline gives the row, and the whole inbox again changes nothing',
  I9: 'nothing is paid with another amount',
  I10: 'no input ends the process: only what a caller can handle comes back',
  I11: 'an answer is never contradicted later, unless DANA contradicts itself and an incident says so',
  I12: 'one payment per checkout: one attempt can be paid at a time, and late money is an incident naming both attempts',
  I15: 'an operator hears of each cause once, and of its end; no step is lost',
  I16: 'every event, cancellation and refund names who caused it',
  I19: 'where a rule asks for it, money goes back only by two different people, and what waits is reserved',
  I20: 'every rupiah paid, given back, charged back, settled or kept as a fee stands in the books once',
} as const;
export type Invariant = keyof typeof invariants;

export interface Violation {
  readonly invariant: Invariant;
  readonly detail: string;
}

/** What happened in one world: the faults by kind, the violations, and for a replay every step in words. */
export interface Chronicle {
  /** `what` is called only if the history is wanted. */
  tell(actor: string, what: () => string): void;
  violate(invariant: Invariant, detail: string): void;
  readonly violations: readonly Violation[];
  readonly lines: readonly string[];
}

/** The first violations of a world name the fault; the others follow from it. */
const violationsMax = 20;

export function createChronicle({
  isNarrated,
  nowMs,
}: {
  isNarrated: boolean;
  nowMs: () => number;
}): Chronicle {
  const lines: string[] = [];
  const violations: Violation[] = [];

  function tell(actor: string, what: () => string): void {
    if (!isNarrated) return;
    const time = new Date(nowMs()).toISOString().replace('T', ' ').slice(5, 23);
    lines.push(`${time}  ${actor.padEnd(10)} ${what()}`);
  }

  return {
    tell,
    violate(invariant, detail) {
      if (violations.length < violationsMax) violations.push({ invariant, detail });
      tell('ORACLE', () => `${invariant} broken: ${detail}`);
    },
    violations,
    lines,
  };
}
