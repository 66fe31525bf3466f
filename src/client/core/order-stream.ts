import type { GatewayError } from './gateway-error.ts';
import type { OrderFieldsFragment } from './generated/graphql.ts';
import type { Timing } from './timing.ts';

/** What one connection needs to know, whatever it is made of. */
export interface StreamRequest {
  /** The gateway's GraphQL endpoint, http or https. */
  readonly url: string;
  readonly token: string;
  readonly query: string;
  readonly variables: { readonly orderId: string; readonly afterVersion: number | null };
  readonly timing: Timing;
  /** The gateway has taken the subscription. */
  onLive(): void;
  onOrder(order: OrderFieldsFragment): void;
}

/** How a connection ended. */
export type StreamEnd =
  /** The order has come to rest, and there is nothing more to be told. */
  | { readonly kind: 'completed' }
  /** Trying again is pointless: a wrong credential, an order that this caller may not see. */
  | { readonly kind: 'refused'; readonly error: GatewayError }
  /** Anything else. The gateway may ask to wait before the next try. */
  | { readonly kind: 'lost'; readonly retryAfterMs: number };

/** One connection, from its opening to its end. Nothing is called after the end. */
export interface OrderStream {
  readonly ended: Promise<StreamEnd>;
  /** The network may have gone unnoticed: finds out at once. */
  probe(): void;
  /** Ends it from this side, as `lost`. */
  close(): void;
}

/**
 * Says once that a stream is live: with its first state, or where it stood for `liveAfterMs` without an error. A
 * resumed one has nothing to tell, and a gateway that cannot read its database takes the subscription and then fails.
 */
export function onceLive({ timing, onLive }: Pick<StreamRequest, 'timing' | 'onLive'>) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isReported = false;
  function report(): void {
    clearTimeout(timer);
    if (!isReported) onLive();
    isReported = true;
  }
  return {
    report,
    reportAfterDelay(): void {
      timer = setTimeout(report, timing.liveAfterMs);
    },
    cancel(): void {
      clearTimeout(timer);
      isReported = true;
    },
  };
}

/** What an error in a stream means for it. */
export function endOf(error: GatewayError): StreamEnd {
  return error.isRetryable ? { kind: 'lost', retryAfterMs: error.retryAfterMs } : { kind: 'refused', error };
}
