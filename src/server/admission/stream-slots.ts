import { type Caller, credentialIdOf } from '../../access/caller.ts';
import type { Limits } from '../limits.ts';

/** Gives a slot back. Further calls do nothing. */
export type ReleaseSlot = () => void;

/**
 * Bounds how many streams (WebSockets and SSE streams) one address and one credential hold open at once. Each method
 * takes a slot and returns the function that frees it, or null if all slots are in use.
 */
export interface StreamSlots {
  /** A slot of this address. An `address` of null (see client-address.ts) has no bound. */
  takeForAddress(address: string | null): ReleaseSlot | null;
  /** A slot of this caller's token. Server keys have no bound: a server may open one stream per payer. */
  takeForCaller(caller: Caller): ReleaseSlot | null;
}

export function createStreamSlots(
  limits: Pick<Limits, 'streamsPerAddressMax' | 'streamsPerTokenMax'>,
): StreamSlots {
  const takeByAddress = createSlots(limits.streamsPerAddressMax);
  const takeByToken = createSlots(limits.streamsPerTokenMax);

  return {
    takeForAddress: (address) => (address === null ? releaseNothing : takeByAddress(address)),
    takeForCaller(caller) {
      const id = credentialIdOf(caller);
      return id === null || caller.kind === 'serverKey' ? releaseNothing : takeByToken(id);
    },
  };
}

function releaseNothing(): void {}

/** At most `slotsMax` slots for each name. A name that holds no slot takes no memory. */
export function createSlots(slotsMax: number): (name: string) => ReleaseSlot | null {
  const takenCounts = new Map<string, number>();
  return (name) => {
    const takenCount = takenCounts.get(name) ?? 0;
    if (takenCount >= slotsMax) return null;
    takenCounts.set(name, takenCount + 1);
    let isTaken = true;
    return () => {
      if (!isTaken) return;
      isTaken = false;
      const leftCount = (takenCounts.get(name) ?? 1) - 1;
      if (leftCount === 0) takenCounts.delete(name);
      else takenCounts.set(name, leftCount);
    };
  };
}
