import type { DanaOperation } from '../../dana/response-codes.ts';
import type { Expected } from './expectation.ts';

/**
 * One row of DANA's UAT suite as data: the precondition, the cause, and the answer that DANA must give. The
 * acceptance tests run it through the gateway; the contract test checks the simulator and our adapter against
 * it.
 */
export interface Scenario {
  /** Its number in DANA's suite, from 1, in the order of DANA's portal. */
  readonly number: number;
  readonly operation: DanaOperation | 'finishNotify';
  /** Its name in DANA's suite; unique within its operation. */
  readonly name: string;
  /** Whether DANA demands it for production credentials. */
  readonly isMandatory: boolean;
  /** What happens, in one sentence for the report. */
  readonly sentence: string;
  /** The order that must exist before, made through the gateway; null if none is needed. */
  readonly precondition: OrderPrecondition | null;
  readonly cause: Cause;
  /** DANA's answer, or our answer to DANA's notification. Fields that are not named may have any value. */
  readonly expected: Expected;
  /** The gateway's answer to the client that causes the scenario. */
  readonly expectedOfGateway?: Expected;
}

/** An order that a client of the gateway has brought into a state. Amounts in rupiah. */
export interface OrderPrecondition {
  readonly state: 'created' | 'paid' | 'cancelled' | 'refunded in part';
  readonly amount: string;
}

/** A header that is spoilt after the adapter has signed the request. */
export interface HeaderFault {
  readonly header: 'X-TIMESTAMP' | 'X-SIGNATURE';
  readonly fault: 'left out' | 'empty' | 'a space instead of T' | 'bogus';
}

/** Who sends the operation of a scenario, and with which input. */
export type Cause =
  /** A client of the gateway sends the operation through GraphQL. */
  | {
      readonly by: 'graphql';
      /** Fields of the mutation's or query's input. */
      readonly input?: Readonly<Record<string, unknown>>;
      /** How often DANA must receive the identical request, counting the gateway's own repeats. Default 1. */
      readonly times?: number;
    }
  /** No client can cause it: the gateway's own adapter sends a valid request with a deliberate fault. */
  | {
      readonly by: 'adapter';
      /** Fields of the body that differ; `{reference}` stands for the number of the scenario's order. */
      readonly body?: Readonly<Record<string, unknown>>;
      readonly header?: HeaderFault;
    }
  /**
   * The payer pays and DANA notifies. `isFirstRefused`: the gateway refuses the first notification on
   * purpose.
   */
  | { readonly by: 'payment'; readonly amount: string; readonly isFirstRefused: boolean }
  /** Nobody pays; DANA closes the order when it expires, and notifies. */
  | { readonly by: 'expiry'; readonly amount: string; readonly livesMs: number };

/** The name that is unique among all operations: `cancelOrder/ValidScenario`. */
export function fullNameOf({ operation, name }: Pick<Scenario, 'operation' | 'name'>): string {
  return `${operation}/${name}`;
}

/** An amount as SNAP writes it. */
export function idr(value: string): { value: string; currency: 'IDR' } {
  return { value, currency: 'IDR' };
}
