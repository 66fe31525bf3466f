import { Webhook } from 'standardwebhooks';

/** The headers that make a request a Standard Webhook: https://github.com/standard-webhooks/standard-webhooks */
export interface WebhookHeaders {
  readonly 'webhook-id': string;
  /** Seconds since 1970 of this attempt. */
  readonly 'webhook-timestamp': string;
  /** One signature for each secret, the newest first, separated by spaces. */
  readonly 'webhook-signature': string;
}

/** Signs the payload of one attempt; `id` is the event's. */
export type SignPayload = (id: string, payload: string, now: Date) => WebhookHeaders;

/**
 * Makes the function that signs with every secret, so that during a rotation a receiver verifies with the old secret or
 * the new one, as the specification requires. `secrets`: `whsec_…`, at least one.
 */
export function createSignPayload(secrets: readonly string[]): SignPayload {
  const webhooks = secrets.map((secret) => new Webhook(secret));
  return (id, payload, now) => ({
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': webhooks.map((webhook) => webhook.sign(id, now, payload)).join(' '),
  });
}
