import { type Caller, credentialIdOf } from '../../access/caller.ts';
import type { Clock } from '../../use-cases/ports/clock.ts';
import type { Limits } from '../limits.ts';
import { createRateLimiter } from './rate-limiter.ts';

/** Whether a caller may spend a cost. `tooCostly`: never, because it is more than one operation may cost. */
export type Admission =
  | { readonly kind: 'admitted' }
  | { readonly kind: 'tooOften'; readonly waitMs: number }
  | { readonly kind: 'tooCostly'; readonly costMax: number };

/**
 * Counts by credential or by address, over all transports together. An `address` of null (see client-address.ts) says
 * nothing about the client, so it is not counted.
 */
export interface RequestRates {
  /**
   * Takes the cost of an operation, or of a part of it, from the budget of its credential. All keys and sessions of a
   * person have one budget. Tokens and anonymous callers spend from the budget of their address too: whoever has one token can
   * often get a thousand.
   */
  admitOperation(caller: Caller, address: string | null, cost: number): Admission;
  /**
   * Counts one wrong credential. Null, or the milliseconds after which its client may repeat it. It is refused anyway;
   * the result only decides whether the refusal gives a reason.
   */
  admitBadLogin(address: string | null): number | null;
  /** Counts one request to open a WebSocket: null if it may go on, else the milliseconds to wait. */
  admitUpgrade(address: string | null): number | null;
}

const admitted: Admission = { kind: 'admitted' };

/** Makes the counters; each kind of request has its own. */
export function createRequestRates(
  { costBudgets, rates, rateNamesMax }: Pick<Limits, 'costBudgets' | 'rates' | 'rateNamesMax'>,
  clock: Clock,
): RequestRates {
  const budget = (kind: keyof typeof costBudgets) => {
    const { costPerSecondMax, costBurstMax, operationCostMax } = costBudgets[kind];
    const admit = createRateLimiter({ perSecondMax: costPerSecondMax, burstMax: costBurstMax }, rateNamesMax);
    return (name: string | null, cost: number): Admission => {
      if (cost > operationCostMax) return { kind: 'tooCostly', costMax: operationCostMax };
      const waitMs = name === null ? null : admit(name, nowMs(), cost);
      return waitMs === null ? admitted : { kind: 'tooOften', waitMs };
    };
  };
  const credentials = {
    serverKey: budget('serverKey'),
    clientToken: budget('clientToken'),
    checkoutToken: budget('checkoutToken'),
    anonymous: budget('anonymous'),
  };
  const addresses = budget('address');
  const badLogins = createRateLimiter(rates.badLogin, rateNamesMax);
  const upgrades = createRateLimiter(rates.upgrade, rateNamesMax);
  const nowMs = () => clock.elapsedMs();

  return {
    admitOperation(caller, address, cost) {
      const own = credentials[caller.kind](credentialIdOf(caller) ?? address, cost);
      return own.kind !== 'admitted' || caller.kind === 'serverKey' ? own : addresses(address, cost);
    },
    admitBadLogin: (address) => (address === null ? null : badLogins(address, nowMs())),
    admitUpgrade: (address) => (address === null ? null : upgrades(address, nowMs())),
  };
}
