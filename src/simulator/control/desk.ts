import type { Faults } from '../armed-faults.ts';
import type { SimulatorClock } from '../clock.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Orders } from '../orders.ts';
import type { Partners } from '../protocol/partners.ts';

/** What whoever sits at the desk (the control interface, the pages) may look at and change. */
export interface Desk {
  ledger: Ledger;
  orders: Orders;
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
