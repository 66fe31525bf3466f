import type { Dice } from './dice.ts';

/**
 * Every fault that may happen by chance, with its largest probability per occasion. A world has some of
 * them: a world with every fault at once would hide the bugs that need calm around them.
 */
export const faultChances = {
  // A call from the gateway to DANA.
  'call lost': 0.3,
  'answer lost': 0.3,
  'call done late': 0.3,
  'call doubled': 0.3,
  'error before commit': 0.3,
  'error after commit': 0.3,
  'answer slow': 0.3,
  'in progress': 0.5,
  'key refused': 0.2,
  // DANA itself.
  'create refused': 0.2,
  'repeated create refused': 0.3,
  'cancel refused': 0.3,
  'refund refused': 0.3,
  'repeated refund refused': 0.3,
  'cancelled order refuses to be cancelled': 1,
  'progress ends in refusal': 0.5,
  'order forgotten in a query': 0.2,
  'state not recognised': 0.2,
  'account out of date': 0.5,
  'more given back than paid, in an account': 0.3,
  // Finish Notify.
  'notification lost': 0.5,
  'notification late': 0.5,
  'notification doubled': 0.5,
  'acknowledgement lost': 0.3,
  'cancel notified': 1,
  'cancel notified as a close': 1,
  // The gateway's own machines.
  'crash before a call': 0.05,
  'crash after a call': 0.1,
  'store refuses': 0.1,
  'store uncertain, done': 0.1,
  'store uncertain, not done': 0.1,
  'store slow': 0.2,
  'somebody between decision and write': 0.5,
  'wake-up doubled': 0.5,
} as const;
export type ChanceFault = keyof typeof faultChances;

/** Faults that begin at an instant of the script and hit all calls for a while. */
export type ScriptedFault =
  | 'bank down'
  | 'process killed'
  | 'listen lost'
  | 'store outage'
  | 'DANA outage'
  | 'key wrong'
  | 'clock jump'
  | 'clock step'
  | 'database clock set'
  | 'notifications never delivered'
  | 'notification replayed'
  | 'notification that does not fit'
  | 'order made elsewhere'
  | 'refund made elsewhere'
  | 'cancel made elsewhere'
  | 'charged back'
  | 'chargeback returned'
  | 'frozen or released'
  | 'late money'
  | 'payment failed for good';

export type FaultKind = ChanceFault | ScriptedFault;

/** The faults of one world. Once they stop, none strikes again. */
export interface Faults {
  /** Throws the dice for this occasion (for a `share` of the occasions), and counts the fault if it happens. */
  strikes(kind: ChanceFault, share?: number): boolean;
  count(kind: FaultKind): void;
  stop(): void;
  areOver(): boolean;
  readonly counts: ReadonlyMap<FaultKind, number>;
  /** Counts that a process died at this point. */
  countCrash(point: string): void;
  readonly crashCounts: ReadonlyMap<string, number>;
}

/** How common a fault is in a world that has it: rare in some worlds, frequent in others. */
const strengths = [0.05, 0.3, 1] as const;

export function createFaults(dice: Dice): Faults {
  const counts = new Map<FaultKind, number>();
  const crashCounts = new Map<string, number>();
  const chances = new Map<ChanceFault, number>();
  // Some worlds have no faults but those of the script.
  const share = dice.pick([0, 0.1, 0.35, 0.6]);
  for (const [kind, max] of Object.entries(faultChances) as [ChanceFault, number][]) {
    if (dice.hits(share)) chances.set(kind, max * dice.pick(strengths));
  }
  let areOver = false;

  function count(kind: FaultKind): void {
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }

  return {
    strikes(kind, share = 1) {
      const chance = chances.get(kind);
      if (chance === undefined || areOver || !dice.hits(chance * share)) return false;
      count(kind);
      return true;
    },
    count,
    stop() {
      areOver = true;
    },
    areOver: () => areOver,
    counts,
    countCrash(point) {
      crashCounts.set(point, (crashCounts.get(point) ?? 0) + 1);
    },
    crashCounts,
  };
}
