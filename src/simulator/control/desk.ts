import type { Faults } from '../armed-faults.ts';
import type { SimulatorClock } from '../clock.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Profile } from '../model/profile.ts';
import type { Orders } from '../orders.ts';
import type { Partners } from '../protocol/partners.ts';
import type { Units } from '../protocol/units.ts';
import type { SettlementFiles } from '../settlement-files.ts';

/** The parts of the simulator that the control interface and the pages may read and change. */
export interface Desk {
  ledger: Ledger;
  orders: Orders;
  partners: Partners;
  faults: Faults;
  settlementFiles: SettlementFiles;
  units: Units;
  profile: Profile;
  clock: SimulatorClock;
  /** The sum of all advances of the clock in ms, restarts included. */
  advancedMs(): number;
  /** Moves the clock permanently: the sum is stored and applied again at the next start. */
  advanceClock(ms: number): void;
  /** PEM of the public key that verifies notifications. */
  publicKey: string;
}
