import type {
  CallFaultName,
  FaultOperation,
  FaultOptions,
  NotifyFaultName,
  SettlementFaultName,
} from '../model/fault-table.ts';
import type { Order } from '../model/order.ts';

/** One notification for the merchant, from the change that caused it until it is acknowledged or given up. */
export interface Delivery {
  id: string;
  orderId: string;
  url: string;
  /** The status it reports: 00 paid, 05 closed. */
  latestTransactionStatus: '00' | '05';
  /** When the order reached that state; goes into the body with the order's data. */
  finishedAt: string;
  createdAt: string;
  status: 'PENDING' | 'DELIVERED' | 'GIVEN_UP';
  attemptCount: number;
  nextAttemptAt: string | null;
  /** Whether it waits, until `nextAttemptAt`, for another notification of its order to go first. */
  isHeld: boolean;
  /** If not null: this earlier request again, byte for byte, sent once. */
  replay: { headers: Record<string, string>; body: string } | null;
}

/** One request to the merchant and its answer. Headers and body are exactly as sent. */
export interface Attempt {
  id: string;
  deliveryId: string;
  sentAt: string;
  url: string;
  headers: Record<string, string>;
  body: string;
  /** The merchant's answer; null if no whole answer came, see `failure`. */
  answer: { httpStatus: number; body: string } | null;
  failure: string | null;
  /** The fault that shaped this attempt, if any. */
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

/** What a merchant registers in DANA's portal beside itself: shops and, for aggregators, divisions. */
export const unitKinds = ['store', 'division'] as const;
/** One of {@link unitKinds}. */
export type UnitKind = (typeof unitKinds)[number];

/** A store or division that a merchant has registered. */
export interface SimulatorUnit {
  merchantId: string;
  kind: UnitKind;
  /** What requests name: `externalStoreId` or `subMerchantId`. */
  externalId: string;
}

/** An armed misbehaviour that waits for the next calls or attempts it applies to. */
export interface ArmedFault {
  id: string;
  operation: FaultOperation;
  fault: CallFaultName | NotifyFaultName | SettlementFaultName;
  /** How many more calls or attempts the fault applies to; at zero it is removed. */
  timesLeft: number;
  /** Only this order; null for any. */
  partnerReferenceNo: string | null;
  options: FaultOptions;
}

/** A settlement file as DANA has written it. */
export interface WrittenSettlementFile {
  text: string;
  /** Orders whose payments the file of the next day has. */
  lateOrders: string[];
}

/** Everything that outlives the process, by kind. The id of a document is unique within its kind. */
export interface Documents {
  order: Order;
  delivery: Delivery;
  attempt: Attempt;
  partner: SimulatorPartner;
  unit: SimulatorUnit;
  fault: ArmedFault;
  settlementFile: WrittenSettlementFile;
  clock: { advancedMs: number };
}
export type Kind = keyof Documents;

/** A document written or, with null, removed. Changes committed together survive a crash together. */
export type Change = { [K in Kind]: { kind: K; id: string; value: Documents[K] | null } }[Kind];
