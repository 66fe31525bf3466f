import type { Cashier } from './cashier.ts';
import type { SimulatorClock } from './clock.ts';
import type { Faults } from './faults.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { Partners } from './partners.ts';

/** What whoever sits at the desk (the control interface, the pages) may look at and change. */
export interface Desk {
  ledger: Ledger;
  cashier: Cashier;
  partners: Partners;
  faults: Faults;
  clock: SimulatorClock;
  /** How far the clock was moved so far, restarts included. */
  advancedMs(): number;
  /** Moves the clock for good: the sum is kept and applied again at the next start. */
  advanceClock(ms: number): void;
  /** PEM of the key that notifications are signed with. */
  publicKey: string;
}
