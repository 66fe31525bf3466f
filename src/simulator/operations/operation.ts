import type { OperationName } from '../model/fault-table.ts';
import type { JsonObject } from '../model/json.ts';
import type { Profile } from '../model/profile.ts';
import type { Orders } from '../orders.ts';
import type { Partner } from '../protocol/partners.ts';
import type { Answer, ServiceCodes } from '../protocol/response-codes.ts';
import type { Units } from '../protocol/units.ts';

/** One genuine, parsed request and everything that an operation needs to answer it. */
export interface Call {
  body: JsonObject;
  partner: Partner;
  now: Date;
  /** When the cancellation or refund of this call is done: now, or later under the fault in-progress. */
  finishesAt: Date;
  orders: Orders;
  /** How browsers reach this simulator, e.g. http://127.0.0.1:4010: the start of payment page addresses. */
  publicUrl: string;
  profile: Profile;
  units: Units;
}

/**
 * One of DANA's five calls. `answer` is synchronous: it reads and changes the ledger without interruption.
 */
export interface Operation {
  name: OperationName;
  path: string;
  codes: ServiceCodes;
  /** The body field with the merchant's number of the order, by which a fault can apply to one order. */
  referenceField: 'partnerReferenceNo' | 'originalPartnerReferenceNo' | null;
  answer(call: Call): Answer;
}
