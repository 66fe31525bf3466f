import type { UnfitDetail } from '../../domain/incidents/incident-detail.ts';
import type { PaymentReport } from './payment-provider.ts';

/** A Finish Notify whose signature was verified and whose body was understood. */
export interface FinishNotify {
  readonly partnerReferenceNo: string;
  readonly merchantId: string;
  readonly currency: string;
  /** SNAP's latestTransactionStatus as it stood in the body. */
  readonly latestTransactionStatus: string;
  readonly report: PaymentReport;
}

/** A Finish Notify in our terms, or why it cannot be understood. */
export type TranslatedFinishNotify =
  | {
      readonly kind: 'understood';
      readonly notify: FinishNotify;
      /** Paths of fields that decide nothing and could not be read, for a log line; absent if there are none. */
      readonly unread?: readonly string[];
    }
  | {
      readonly kind: 'unreadable';
      /** For an operator: which fields are wrong, never their values. */
      readonly reason: UnfitDetail;
      /** The merchant's reference, if at least that can be read. */
      readonly partnerReferenceNo: string | null;
    };

/**
 * Translates a body whose signature was verified: when it arrives, and again from the inbox. Pure, so both times mean
 * the same. Never throws.
 */
export type TranslateFinishNotify = (body: Uint8Array) => TranslatedFinishNotify;
