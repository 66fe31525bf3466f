import type { Scenario } from '../scenarios/scenario.ts';
import type { WireExchange } from '../wire/wire-record.ts';
import type { MerchantClient } from './merchant-client.ts';
import type { AskOperator } from './pay-virtual-account.ts';
import type { TestBed } from './test-bed.ts';

/** Everything that one scenario runs with. */
export interface ScenarioRun {
  readonly scenario: Scenario;
  /** The partnerReferenceNo of its order. */
  readonly reference: string;
  /** The length of the wire record when the scenario started. */
  readonly place: number;
  readonly testBed: TestBed;
  readonly client: MerchantClient;
  /** Null if nobody sits at a terminal. */
  readonly askOperator: AskOperator | null;
}

/** What a scenario that was carried out has shown. */
export interface Observation {
  /** The exchanges that the scenario is about; DANA's suite judges the last one. */
  readonly decisive: readonly WireExchange[];
  /** Differences from the expectation outside those exchanges. */
  readonly differences: readonly string[];
  /** Remarks for the reader of the report. */
  readonly notes: readonly string[];
}

/** The payment method of orders that get paid: the portal's tool can pay virtual accounts only. */
export const cimb = { payMethod: 'VIRTUAL_ACCOUNT', payOption: 'VIRTUAL_ACCOUNT_CIMB' };

/** Whether an exchange belongs to the order; Consult Pay names no order, so it always counts. */
export function isAbout(exchange: WireExchange, reference: string): boolean {
  return exchange.operation === 'consultPay' || exchange.request.body.includes(reference);
}
