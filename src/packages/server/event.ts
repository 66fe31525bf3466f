/** An amount of rupiah as a decimal string with two places: "75000.00". No float ever touches it. */
export interface EventMoney {
  readonly value: string;
  readonly currency: 'IDR';
}

/** Who caused something. More kinds may be added. */
export interface EventActor {
  readonly kind: string;
  readonly id: string | null;
  readonly name: string | null;
}

/** How a refund or a cancellation stands at DANA. */
export type EventOperationStatus = 'PENDING' | 'SUCCEEDED' | 'FAILED';

/** What one recorded change of an order or refund tells a merchant's server; `docs/event.schema.json` in types. */
export interface GapuraEvent {
  readonly version: 1;
  /** The same in every delivery of this event: keep each id once. */
  readonly id: string;
  /** For example `order.paid`. More may be added; act on `data.order.status`. */
  readonly type: string;
  readonly actor: EventActor;
  /** RFC 3339, Jakarta's time. */
  readonly timestamp: string;
  readonly data: {
    readonly order: EventOrder;
    readonly refund: EventRefund | null;
    readonly approval: EventApproval | null;
  };
}

/** The order as it stood after the event. */
export interface EventOrder {
  readonly id: string;
  readonly partnerReferenceNo: string;
  readonly referenceNo: string | null;
  readonly title: string;
  readonly amount: EventMoney;
  readonly status:
    | 'CONFIRMING'
    | 'PENDING'
    | 'PAID'
    | 'PARTIALLY_REFUNDED'
    | 'REFUNDED'
    | 'CANCELLED'
    | 'EXPIRED'
    | 'FAILED';
  /** Grows by one with every event of this order, from 1. */
  readonly version: number;
  readonly payMethod: string | null;
  readonly payOption: string | null;
  readonly paidWith: readonly {
    readonly payMethod: string;
    readonly payOption: string | null;
    readonly amount: EventMoney | null;
  }[];
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly expiresAt: string;
  readonly paidAt: string | null;
  readonly cancellation: {
    readonly status: EventOperationStatus;
    readonly requestedAt: string;
    readonly actor: EventActor;
    readonly reason: string | null;
  } | null;
  readonly voidedAmount: EventMoney;
  readonly refundedAmount: EventMoney;
  readonly returnedAmount: EventMoney;
  readonly chargedBackAmount: EventMoney;
  readonly chargebackWonAmount: EventMoney;
  readonly transferredAmount: EventMoney;
  readonly isFrozen: boolean;
  /** What requests reserve that wait for a second person. */
  readonly reservedAmount: EventMoney;
  readonly refundableAmount: EventMoney;
  readonly goods: readonly {
    readonly merchantGoodsId: string;
    readonly name: string;
    readonly description: string;
    readonly category: string;
    readonly price: EventMoney;
    readonly unit: string | null;
    readonly quantity: string;
    readonly merchantShippingId: string | null;
    readonly snapshotUrl: string | null;
  }[];
  readonly metadata: readonly { readonly key: string; readonly value: string }[];
}

/** The request for a second person that the event is about. */
export interface EventApproval {
  readonly id: string;
  /** `REFUND` or `CANCELLATION`. More may be added. */
  readonly act: string;
  readonly amount: EventMoney;
  readonly reason: string | null;
}

/** The refund as it stood after the event. */
export interface EventRefund {
  readonly id: string;
  readonly partnerRefundNo: string;
  readonly refundNo: string | null;
  readonly amount: EventMoney;
  readonly reason: string | null;
  readonly actor: EventActor;
  readonly status: EventOperationStatus;
  /** What DANA could not deliver to the payer and gave back to the merchant. */
  readonly returnedAmount: EventMoney;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly returnedAt: string | null;
}
