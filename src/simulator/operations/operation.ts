import type { OperationName } from '../model/fault-table.ts';
import type { JsonObject } from '../model/json.ts';
import type { Orders } from '../orders.ts';
import type { Partner } from '../protocol/partners.ts';
import type { Answer, ServiceCodes } from '../protocol/response-codes.ts';

/** One genuine, parsed request and everything an operation may need to answer it. */
export interface Call {
  body: JsonObject;
  partner: Partner;
  now: Date;
  /** When a cancel or refund of this call is done: now, or later where the in-progress fault is armed. */
  finishesAt: Date;
  orders: Orders;
  /** Where this simulator is reached, e.g. http://127.0.0.1:4010: the start of payment pages' addresses. */
  publicUrl: string;
  /** Highest order amount, or null for no limit. */
  amountMaxSen: bigint | null;
}

/** One of DANA's five calls. `answer` is synchronous: it sees and changes the ledger in one go. */
export interface Operation {
  name: OperationName;
  path: string;
  codes: ServiceCodes;
  /** The merchant's number of the order in the body; faults may be armed for one order by it. */
  referenceField: 'partnerReferenceNo' | 'originalPartnerReferenceNo' | null;
  answer(call: Call): Answer;
}
