import type { DanaTruth } from './invariants.ts';
import type { SimulatorDesk } from './simulator-desk.ts';
import { truthOf } from './simulator-truth.ts';

/** An order as the simulator has it, in the oracle's terms; null if it has none. */
export async function simulatedTruth(
  desk: SimulatorDesk,
  partnerReferenceNo: string,
): Promise<DanaTruth | null> {
  const found = await desk.order(partnerReferenceNo).catch(() => null);
  return found === null ? null : truthOf(found);
}
