import type { Caller } from '../../access/caller.ts';
import type { Clock } from '../../use-cases/ports/clock.ts';
import type { Limits } from '../limits.ts';
import { createRateLimiter } from './rate-limiter.ts';

/** Somebody may not go on now: the milliseconds until it is worth trying again. */
export type Wait = number | null;

/** Who asks how often, over all transports. Each question counts. Null: go on. */
export interface Traffic {
  /** One operation, over HTTP, SSE or WebSocket. `address`: null where it says nothing about who asks. */
  admitOperation(caller: Caller, address: string | null): Wait;
  /** One credential that was wrong. It is refused in any case; this says whether still with a reason. */
  admitBadLogin(address: string | null): Wait;
  admitUpgrade(address: string | null): Wait;
  /** A WebSocket or SSE stream of this address, open until `leave` is called; null where it has too many. */
  enterAddress(address: string | null): (() => void) | null;
  /** The same for those of one credential. */
  enterCaller(caller: Caller): (() => void) | null;
}

export function createTraffic(limits: Limits, clock: Clock): Traffic {
  const { rateNamesMax, rates } = limits;
  const operations = {
    serverKey: createRateLimiter(rates.serverKey, rateNamesMax),
    clientToken: createRateLimiter(rates.clientToken, rateNamesMax),
    checkoutToken: createRateLimiter(rates.checkoutToken, rateNamesMax),
    anonymous: createRateLimiter(rates.anonymous, rateNamesMax),
  };
  const badLogins = createRateLimiter(rates.badLogin, rateNamesMax);
  const upgrades = createRateLimiter(rates.upgrade, rateNamesMax);
  const nowMs = () => clock.now().getTime();
  const enterByAddress = createTurnstile(limits.streamsPerAddressMax);
  const enterByCaller = createTurnstile(limits.streamsPerTokenMax);

  return {
    admitOperation(caller, address) {
      const name = nameOf(caller) ?? address;
      return name === null ? null : operations[caller.kind](name, nowMs());
    },
    admitBadLogin: (address) => (address === null ? null : badLogins(address, nowMs())),
    admitUpgrade: (address) => (address === null ? null : upgrades(address, nowMs())),
    enterAddress: (address) => (address === null ? passFreely : enterByAddress(address)),
    enterCaller(caller) {
      const name = nameOf(caller);
      // A merchant's server opens one for each of its payers, if it likes.
      return name === null || caller.kind === 'serverKey' ? passFreely : enterByCaller(name);
    },
  };
}

function passFreely(): void {}

/** Lets at most `insideMax` of each name in at once. Names without anybody inside are forgotten. */
function createTurnstile(insideMax: number): (name: string) => (() => void) | null {
  const insideCounts = new Map<string, number>();
  return (name) => {
    const count = insideCounts.get(name) ?? 0;
    if (count >= insideMax) return null;
    insideCounts.set(name, count + 1);
    let isInside = true;
    return () => {
      if (!isInside) return;
      isInside = false;
      const left = (insideCounts.get(name) ?? 1) - 1;
      if (left === 0) insideCounts.delete(name);
      else insideCounts.set(name, left);
    };
  };
}

function nameOf(caller: Caller): string | null {
  switch (caller.kind) {
    case 'serverKey':
      return caller.keyId;
    case 'clientToken':
      return caller.orderId;
    case 'checkoutToken':
      return caller.checkoutId;
    case 'anonymous':
      return null;
  }
}
