import type { OrderStatus } from '../order.ts';
import type { OrderFactType } from '../order-event.ts';
import type { SettlementSubject } from '../settlement/settlement-subject.ts';

/** Why a verified notification must not change its order. */
export type UnfitDetail =
  | { readonly code: 'OTHER_MERCHANT' | 'OTHER_REFERENCE_NO' | 'OTHER_AMOUNT' | 'BODY_NOT_JSON' }
  | { readonly code: 'OTHER_CURRENCY'; readonly currency: string }
  | { readonly code: 'UNKNOWN_STATUS'; readonly status: string }
  | { readonly code: 'FAR_FROM_NOW'; readonly timestamp: string }
  /** `issues`: which fields cannot be read, in the words of the parser. */
  | { readonly code: 'BODY_UNREADABLE'; readonly issues: string };

type ContradictionDetail =
  | { readonly code: 'FACT_AFTER_END' | 'FACT_AFTER_DECLINED_CANCELLATION'; readonly fact: OrderFactType }
  | { readonly code: 'FACT_WHILE'; readonly fact: string; readonly status: OrderStatus }
  | { readonly code: 'QUERY_WITH_OTHER_AMOUNT'; readonly amount: string }
  | {
      readonly code: 'OTHER_ATTEMPT_PAID';
      readonly paid: NumberedOrder;
      readonly other: NumberedOrder;
    };

/** What the gateway cannot carry on with. `cause`: the name and code of an error, which quote no value of a row. */
type FaultDetail =
  | { readonly code: 'RECOVERY_FAILS' | 'ROW_UNREADABLE'; readonly cause: string }
  /** `faults`: fields and rules, in the words of DANA's SDK. */
  | { readonly code: 'CANNOT_BE_SENT'; readonly faults: string }
  | { readonly code: 'EVENT_UNREADABLE'; readonly eventId: string; readonly cause: string }
  | {
      readonly code: 'WORK_FAILS';
      readonly work: string;
      readonly failureCount: number;
      readonly cause: string;
    };

type MoneyDetail =
  | { readonly code: 'REFUND_ELSEWHERE' | 'MONEY_HELD' }
  | {
      readonly code: 'REFUND_CAME_BACK' | 'RETURN_ASSIGNED' | 'BANK_TOOK_BACK';
      readonly amount: string;
    }
  | { readonly code: 'BALANCE_TOO_LOW'; readonly operation: string; readonly responseCode: string }
  | {
      readonly code: 'SETTLED_OTHERWISE';
      readonly subject: SettlementSubject;
      readonly found: string;
      readonly expected: string;
    };

type DeliveryDetail =
  /** `failure`: what the last attempt met, such as `HTTP 500`. */
  | {
      readonly code: 'EVENT_NOT_ACCEPTED';
      readonly endpoint: string;
      readonly type: string;
      readonly eventId: string;
      readonly failure: string;
    }
  | { readonly code: 'ENDPOINT_GONE'; readonly endpoint: string };

/**
 * Why an incident was raised: a code, and what its sentence names. Rows keep it, so a code never changes its meaning or
 * its members; more may be added. Amounts are decimal strings with two places, as every wire carries them.
 */
export type IncidentDetail =
  | UnfitDetail
  | ContradictionDetail
  | FaultDetail
  | MoneyDetail
  | DeliveryDetail
  | { readonly code: 'NO_SUCH_ORDER' }
  | { readonly code: 'NO_ANSWER_SINCE'; readonly version: number }
  /** `reason`: what DANA answered, or why nothing could be sent. */
  | { readonly code: 'CALL_REJECTED'; readonly operation: string; readonly reason: string }
  | {
      readonly code: 'KNOWN_TO_DANA_BEFORE';
      readonly partnerReferenceNo: string;
      readonly referenceNo: string | null;
    };

/** A detail as it is on record. WRITTEN: a sentence that an older gateway wrote, in English. */
export type RecordedDetail = IncidentDetail | { readonly code: 'WRITTEN'; readonly text: string };

interface NumberedOrder {
  readonly id: string;
  readonly partnerReferenceNo: string;
}
