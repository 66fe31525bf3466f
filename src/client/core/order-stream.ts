import type { GatewayError } from './gateway-error.ts';
import type { OrderFieldsFragment } from './generated/graphql.ts';
import type { Timing } from './timing.ts';

/** The input of one connection, for every transport. */
export interface StreamRequest {
  /** The gateway's GraphQL endpoint, http or https. */
  readonly url: string;
  readonly token: string;
  readonly query: string;
  readonly variables: { readonly orderId: string; readonly afterVersion: number | null };
  readonly timing: Timing;
  /** Called once the gateway has accepted the subscription. */
  onLive(): void;
  onOrder(order: OrderFieldsFragment): void;
}

/** How a connection ended. */
export type StreamEnd =
  /** The order is final; no more states follow. */
  | { readonly kind: 'completed' }
  /** A reconnect cannot succeed: the credential is wrong, or this caller may not see the order. */
  | { readonly kind: 'refused'; readonly error: GatewayError }
  /**
   * Any other end. The gateway may ask for a wait before the next attempt. `isHanging`: the transport did not open in
   * time, and another may.
   */
  | { readonly kind: 'lost'; readonly retryAfterMs: number; readonly isHanging?: boolean };

/** One connection, from its opening to its end. No callback is called after the end. */
export interface OrderStream {
  readonly ended: Promise<StreamEnd>;
  /** Checks at once whether the connection still works; the network may have failed unnoticed. */
  probe(): void;
  /** Closes the connection from this side; it ends as `lost`. */
  close(): void;
}

/**
 * Calls `onLive` once: with the first state, or after `liveAfterMs` without an error. A resumed stream may
 * have no state to send, and a gateway that cannot read its database accepts the subscription before it
 * fails.
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

/** How a stream ends after this error. */
export function endOf(error: GatewayError): StreamEnd {
  return error.isRetryable ? { kind: 'lost', retryAfterMs: error.retryAfterMs } : { kind: 'refused', error };
}
