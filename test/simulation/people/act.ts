import type { Rupiah } from '../../../src/domain/money.ts';
import type { Misfit } from '../dana/notifications.ts';
import type { PersonNumber } from './credentials.ts';

/** One sale of a merchant in one world. */
export interface Intent {
  readonly partnerReferenceNo: string;
  readonly amount: Rupiah;
  /** Null: the gateway's default of 30 minutes. */
  readonly expiresAt: Date | null;
}

/** One action of somebody, at an instant of the script. */
export type Act =
  | {
      readonly kind: 'create';
      readonly intent: Intent;
      readonly isOtherContent: boolean;
      readonly attemptsMax: number;
    }
  | {
      readonly kind: 'createCheckout';
      readonly intent: Intent;
      readonly isOtherContent: boolean;
      readonly attemptsMax: number;
    }
  | {
      readonly kind: 'payCheckout';
      readonly intent: Intent;
      readonly bank: 'BRI' | 'BNI';
      readonly attemptsMax: number;
    }
  | { readonly kind: 'cancel'; readonly intent: Intent; readonly attemptsMax: number }
  | {
      readonly kind: 'refund';
      readonly intent: Intent;
      readonly partnerRefundNo: string;
      /** Null: everything that is left. */
      readonly amount: Rupiah | null;
      readonly attemptsMax: number;
    }
  | { readonly kind: 'read'; readonly intent: Intent; readonly isFresh: boolean }
  | {
      readonly kind: 'watch';
      readonly intent: Intent;
      readonly leavesAfterMs: number;
      readonly slowMs: number;
    }
  | { readonly kind: 'handleIncident'; readonly step: 'acknowledge' | 'resolve'; readonly index: number }
  | {
      readonly kind: 'decide';
      readonly person: PersonNumber;
      readonly decision: 'APPROVE' | 'REFUSE';
      readonly index: number;
    }
  | {
      readonly kind: 'attest';
      readonly person: PersonNumber;
      readonly fact: 'CHARGEBACK_WON' | 'REFUNDED_BY_TRANSFER';
      readonly intent: Intent;
      /** Of what the fact can be about. */
      readonly share: number;
      readonly reference: string;
    }
  | {
      readonly kind: 'batch';
      readonly person: PersonNumber;
      readonly batchNo: string;
      /** The sales whose money goes back, and how much of each; null: everything that is left. */
      readonly lines: readonly { readonly intent: Intent; readonly amount: Rupiah | null }[];
      readonly attemptsMax: number;
    }
  | {
      readonly kind: 'decideBatch';
      readonly person: PersonNumber;
      readonly decision: 'APPROVE' | 'REFUSE';
    }
  | { readonly kind: 'steerBatch'; readonly person: PersonNumber; readonly step: 'STOP' | 'RESUME' }
  | { readonly kind: 'openElsewhere'; readonly intent: Intent; readonly share: number }
  | { readonly kind: 'mismatchOf'; readonly intent: Intent; readonly mismatchOf: Misfit }
  | OutsiderAct
  | TroubleAct;

export interface OutsiderAct {
  readonly kind: OutsiderKind;
  readonly intent: Intent;
  /** A share of what is left, for acts that have an amount. */
  readonly share: number;
}
export interface TroubleAct {
  readonly kind: TroubleKind;
  /** The duration, or the step; of a replay: which recording. */
  readonly ms: number;
}

/** What payers, banks and people in DANA's portal do to an order at DANA. */
export type OutsiderKind =
  | 'startPaying'
  | 'pay'
  | 'lateMoney'
  | 'refusePayment'
  | 'failPayment'
  | 'refundElsewhere'
  | 'cancelElsewhere'
  | 'chargeBack'
  | 'returnChargeback'
  | 'freeze'
  | 'release';

/** What happens to machines, networks and clocks. */
export type TroubleKind =
  | 'kill'
  | 'loseListen'
  | 'clockStep'
  | 'clockSet'
  | 'jump'
  | 'storeOutage'
  | 'danaOutage'
  | 'keyWrong'
  | 'replay';
