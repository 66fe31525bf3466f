/** The exact bodies that were stored before they were sent to DANA, for sending them again byte for byte. */
export interface SentRequests {
  /** The body of this order's Create Order; null if retention has purged it. */
  createRequest(orderId: string): Promise<string | null>;
  /** The body of this refund's Refund Order; null if retention has purged it. */
  refundRequest(refundId: string): Promise<string | null>;
}

/**
 * When DANA first declined a repeated cancellation or refund. `operation` names one cancellation or refund for ever.
 * A declined repeat counts as final only some time after the first one, see `readLagMaxMs`.
 */
export interface RepeatDeclines {
  /** Notes the instant unless one is noted already; returns the one that stands, over all processes. */
  firstDecline(operation: string, declinedAt: Date): Promise<Date>;
  /** Removes the note, because a later call of the operation got no clear answer. */
  forgetDecline(operation: string): Promise<void>;
}
