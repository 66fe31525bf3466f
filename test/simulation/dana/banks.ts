import type { Dice } from '../world/dice.ts';
import type { Faults } from '../world/faults.ts';
import type { VirtualTime } from '../world/virtual-time.ts';

/** A bank that is down stays down for this long, from the first create that needs it. */
const downMs = 4 * 60_000;

/**
 * Banks in maintenance: in some worlds DANA answers some creates with an error for minutes, and creates no
 * order.
 */
export function createBanks({ dice, faults, time }: { dice: Dice; faults: Faults; time: VirtualTime }) {
  const share = dice.pick([0, 0, 0.2, 0.6]);
  const downUntilMs = new Map<string, number>();

  /** Called by every create; the first create decides for its order. */
  return function isBankDown(partnerReferenceNo: string): boolean {
    if (faults.areOver()) return false;
    const until = downUntilMs.get(partnerReferenceNo) ?? (dice.hits(share) ? time.nowMs() + downMs : 0);
    downUntilMs.set(partnerReferenceNo, until);
    if (time.nowMs() >= until) return false;
    faults.count('bank down');
    return true;
  };
}
