import type { MerchantEvent } from '../../domain/merchant-event.ts';

/** How a receiver answered. `failure`: why it was not accepted, without anything that the receiver wrote. */
export type ReceiverAnswer =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'failed'; readonly failure: string };

/** The merchant's servers, as the use cases see them. */
export interface EventSender {
  /** One attempt. Never rejects, and ends within 15 s, or as failed when `signal` aborts. */
  send(endpointUrl: string, event: MerchantEvent, signal: AbortSignal): Promise<ReceiverAnswer>;
}
