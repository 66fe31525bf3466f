/** The exact bodies that were stored before they were sent to DANA, for sending them again byte for byte. */
export interface SentRequests {
  /** The body of this order's Create Order; null if retention has purged it. */
  createRequest(orderId: string): Promise<string | null>;
  /** The body of this refund's Refund Order; null if retention has purged it. */
  refundRequest(refundId: string): Promise<string | null>;
}
