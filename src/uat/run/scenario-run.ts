import type { Scenario } from '../scenarios/scenario.ts';
import type { WireExchange } from '../wire/wire-record.ts';
import type { Shop } from './merchant-client.ts';
import type { AskPerson } from './pay-virtual-account.ts';
import type { UatWorld } from './test-bed.ts';

/** One scenario on stage: its order's number, its own merchant, and where it is run. */
export interface Stage {
  readonly scenario: Scenario;
  readonly reference: string;
  /** Where the record of the wire stood when it began. */
  readonly place: number;
  readonly world: UatWorld;
  readonly shop: Shop;
  /** Null where nobody sits at a terminal. */
  readonly askPerson: AskPerson | null;
}

/** What came of a scenario that could be caused. */
export interface Performed {
  /** The exchanges that the scenario is about: the last of them is what DANA's suite judges. */
  readonly decisive: readonly WireExchange[];
  /** What is not as expected, beyond those exchanges. */
  readonly differences: readonly string[];
  /** For a reader of the report. */
  readonly notes: readonly string[];
}

/** A virtual account is what the portal's tool can pay. */
export const cimb = { payMethod: 'VIRTUAL_ACCOUNT', payOption: 'VIRTUAL_ACCOUNT_CIMB' };

/** Consult Pay names no order: it is about whoever asks now. */
export function isAbout(exchange: WireExchange, reference: string): boolean {
  return exchange.operation === 'consultPay' || exchange.request.body.includes(reference);
}
