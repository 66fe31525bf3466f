import type { CallFaultName, FaultOperation, FaultOptions, NotifyFaultName } from '../model/fault-table.ts';
import type { Order } from '../model/order.ts';

/** One notification that the merchant is owed, from the change that caused it until it is answered or given up. */
export interface Delivery {
  id: string;
  orderId: string;
  url: string;
  /** What it tells: 00 paid, 05 closed. */
  latestTransactionStatus: '00' | '05';
  /** When the order reached that state; the body is made from it and from the order. */
  finishedAt: string;
  createdAt: string;
  status: 'PENDING' | 'DELIVERED' | 'GIVEN_UP';
  attemptCount: number;
  nextAttemptAt: string | null;
  /** Waits for another notification of its order to go first (until `nextAttemptAt`). */
  isHeld: boolean;
  /** Not a notification of its own but this earlier request again, to the byte; sent once. */
  replay: { headers: Record<string, string>; body: string } | null;
}

/** One request on the way to the merchant and what came back. Headers and body exactly as sent. */
export interface Attempt {
  id: string;
  deliveryId: string;
  sentAt: string;
  url: string;
  headers: Record<string, string>;
  body: string;
  /** What the merchant answered; null where no whole answer came, see `failure`. */
  answer: { httpStatus: number; body: string } | null;
  failure: string | null;
  /** The fault that shaped this attempt, if one did. */
  fault: string | null;
  isSuccess: boolean;
  tookMs: number;
}

/** A merchant known to the simulator and the key its requests are verified with. */
export interface SimulatorPartner {
  /** The X-PARTNER-ID header, DANA's client id. */
  partnerId: string;
  merchantId: string;
  /** PEM (SPKI) or its base64 on one line. */
  publicKey: string;
}

/** A fault that waits for its next victims. */
export interface ArmedFault {
  id: string;
  operation: FaultOperation;
  fault: CallFaultName | NotifyFaultName;
  /** How many more calls or attempts it befalls; gone at zero. */
  timesLeft: number;
  /** Only this order; null for any. */
  partnerReferenceNo: string | null;
  options: FaultOptions;
}

/** Everything that outlives the process, by kind. Each document has an id that is unique within its kind. */
export interface Documents {
  order: Order;
  delivery: Delivery;
  attempt: Attempt;
  partner: SimulatorPartner;
  fault: ArmedFault;
  clock: { advancedMs: number };
}
export type Kind = keyof Documents;

/** A document written (or, with null, removed). Changes committed together survive a crash together. */
export type Change = { [K in Kind]: { kind: K; id: string; value: Documents[K] | null } }[Kind];
