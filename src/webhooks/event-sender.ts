import type { EventSender } from '../use-cases/ports/event-sender.ts';
import { writePayload } from './payload.ts';
import { makePost, type PostOptions } from './post.ts';
import { createSignPayload } from './signature.ts';

export interface EventSenderOptions extends PostOptions {
  /** `whsec_…`, newest first. */
  readonly secrets: readonly string[];
  /** Headers that make the receiver's work a part of our trace; default: none. */
  readonly traceHeaders?: () => Readonly<Record<string, string>>;
}

/**
 * The EventSender port over HTTP. Each attempt opens its own connection, so the address is checked every time, and no
 * attempt fails because the receiver has closed a connection that was kept.
 */
export function createEventSender(options: EventSenderOptions): EventSender {
  const sign = createSignPayload(options.secrets);
  const post = makePost(options);

  return {
    async send(endpointUrl, event, signal) {
      const payload = writePayload(event);
      // The receiver compares this with its own machine's time, so it comes from the machine and not from the Clock,
      // which embedded mode may have moved.
      const headers = sign(event.event.id, payload, new Date());
      return post(endpointUrl, { headers: { ...options.traceHeaders?.(), ...headers }, payload, signal });
    },
  };
}
