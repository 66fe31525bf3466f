import type { DanaOperation } from '../../dana/response-codes.ts';
import type { Expected } from './expectation.ts';

/**
 * One row of DANA's UAT suite as data: what has to be there, what is caused and how, and what DANA must answer. The
 * acceptance tests run it through the gateway, and the contract test holds the simulator and our adapter to it.
 */
export interface Scenario {
  /** Its place in DANA's suite, from 1: the order of DANA's portal. */
  readonly number: number;
  readonly operation: DanaOperation | 'finishNotify';
  /** As DANA's suite calls it; unique within its operation. */
  readonly name: string;
  /** Without it DANA gives no production credentials. */
  readonly isMandatory: boolean;
  /** What is caused, in one sentence for the report. */
  readonly sentence: string;
  /** The order that is there before, made through the gateway; null where none is needed. */
  readonly given: GivenOrder | null;
  readonly cause: Cause;
  /** Of DANA's answer; of ours where DANA notifies. Everything named must be there, other fields may be. */
  readonly expected: Expected;
  /** Of what the gateway answers the client who causes it. */
  readonly outcome?: Expected;
}

/** An order in a state that a client of the gateway has brought it to. Amounts in rupiah. */
export interface GivenOrder {
  readonly state: 'created' | 'paid' | 'cancelled' | 'refunded in part';
  readonly amount: string;
}

/** A header as the wire has it, spoilt after the adapter has signed. */
export interface HeaderFault {
  readonly header: 'X-TIMESTAMP' | 'X-SIGNATURE';
  readonly fault: 'left out' | 'empty' | 'a space instead of T' | 'bogus';
}

export type Cause =
  /** A client of the gateway causes it: the operation itself, through GraphQL. */
  | {
      readonly by: 'graphql';
      /** Of the mutation's or query's input. */
      readonly input?: Readonly<Record<string, unknown>>;
      /** How often DANA is to be told the very same; the gateway's own repeats count. Default 1. */
      readonly times?: number;
    }
  /** No client can cause it: the gateway's own adapter sends its ordinary request with a fault made on purpose. */
  | {
      readonly by: 'adapter';
      /** Fields of the body that differ; `{reference}` stands for the number of the scenario's order. */
      readonly body?: Readonly<Record<string, unknown>>;
      readonly header?: HeaderFault;
    }
  /** The payer pays; DANA notifies. `firstAnswer`: what our first answer must be, before the retry is taken. */
  | { readonly by: 'payment'; readonly amount: string; readonly isFirstRefused: boolean }
  /** Nobody pays; DANA closes the order at its end and notifies. */
  | { readonly by: 'expiry'; readonly amount: string; readonly livesMs: number };

/** What one is called where all operations are spoken of: `cancelOrder/ValidScenario`. */
export function fullNameOf({ operation, name }: Pick<Scenario, 'operation' | 'name'>): string {
  return `${operation}/${name}`;
}

/** Rupiah as SNAP writes them. */
export function idr(value: string): { value: string; currency: 'IDR' } {
  return { value, currency: 'IDR' };
}
