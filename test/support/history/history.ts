import type {
  OrderFieldsFragment,
  RefundFieldsFragment,
} from '../../../src/client/core/generated/graphql.ts';

/** A client's request. `partnerReferenceNo` names the order that it is about, even if the client sent an id. */
export type Asked =
  | { readonly operation: 'createOrder'; readonly partnerReferenceNo: string; readonly title: string }
  | { readonly operation: 'cancelOrder'; readonly partnerReferenceNo: string }
  | {
      readonly operation: 'refundOrder';
      readonly partnerReferenceNo: string;
      readonly partnerRefundNo: string;
      /** Sen; null for everything that is left. */
      readonly amount: bigint | null;
    }
  | { readonly operation: 'readOrder'; readonly partnerReferenceNo: string };

/** The gateway's answer: data with an outcome's name, or an error. */
export type Told =
  | {
      readonly kind: 'data';
      /** The GraphQL type of the answer: CreateOrderSuccess, RefundExceedsBalance … or Order. */
      readonly outcome: string;
      readonly order: OrderFieldsFragment | null;
      readonly refund: RefundFieldsFragment | null;
    }
  | { readonly kind: 'error'; readonly code: string; readonly message: string };

/** One request and its answer. Times are milliseconds of one monotonic clock. */
export interface Call {
  readonly asked: Asked;
  readonly told: Told;
  readonly beganAtMs: number;
  readonly endedAtMs: number;
}

/** Every state that one watcher was shown, in the order in which it was shown. */
export interface Watch {
  readonly partnerReferenceNo: string;
  readonly states: readonly OrderFieldsFragment[];
  /** The same and what else happened to the page, for people. */
  readonly diary?: readonly string[];
}

/** An event as a client received it from the list of events. */
export interface FollowedEvent {
  readonly partnerReferenceNo: string;
  readonly version: number;
}

/** Every answer that the clients of one run saw. */
export interface History {
  readonly calls: readonly Call[];
  readonly watches: readonly Watch[];
  /** What one client found that followed the cursor all the time. */
  readonly followed: readonly FollowedEvent[];
}

/** A history that is still being recorded. */
export interface HistoryBook {
  readonly calls: readonly Call[];
  write(call: Call): void;
  /** Resolves when this many further calls were answered with data, or `end` was called. */
  grown(count: number): Promise<void>;
  /** Nothing more will be recorded. */
  end(): void;
}

export function openHistoryBook(): HistoryBook {
  const calls: Call[] = [];
  const waiting = new Set<{ readonly count: number; readonly resolve: () => void }>();
  let answersCount = 0;
  let isOver = false;

  function wake(): void {
    for (const waiter of waiting) {
      if (!isOver && answersCount < waiter.count) continue;
      waiting.delete(waiter);
      waiter.resolve();
    }
  }

  return {
    calls,
    write(call) {
      calls.push(call);
      if (call.told.kind === 'data') answersCount += 1;
      wake();
    },
    grown(count) {
      return new Promise((resolve) => {
        waiting.add({ count: answersCount + count, resolve });
        wake();
      });
    },
    end() {
      isOver = true;
      wake();
    },
  };
}

/** The items of each key; keys and items in the order of their first appearance. */
export function groupedBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
