import { Webhook } from 'standardwebhooks';
import type { GapuraEvent } from './event.ts';

/** Far more than any event has. */
export const eventBytesMax = 1024 * 1024;

/** How a shop receives events. */
export interface EventReceiverOptions {
  /** EVENTS_SECRET of the gateway (`whsec_…`); several while the secret is being replaced. */
  readonly secret: string | readonly string[];
  /**
   * Stores the event under its id, durably, and returns true; false if that id is stored already. In SQL:
   * `INSERT … ON CONFLICT DO NOTHING`. The gateway gets its 2xx only after this.
   */
  readonly keep: (event: GapuraEvent) => Promise<boolean>;
  /**
   * Does the shop's work about a new event, after the answer. If it fails or the process dies, the event stays kept:
   * start it again from there, and let the work look first what is done already.
   */
  readonly work?: (event: GapuraEvent) => Promise<void>;
  /** Hears of errors of `keep` (the gateway sends the event again) and of `work`. The default prints them. */
  readonly onError?: (error: unknown, event: GapuraEvent) => void | Promise<void>;
}

/** The answer to one delivery. */
export interface EventAnswer {
  /** 204 kept; 401 not genuine; 413 too large; 500 not kept, so it comes again. */
  readonly status: 204 | 401 | 413 | 500;
}

/** Verifies, keeps, and only then works; see docs/events.md, "A correct receiver". */
export interface EventReceiver {
  /** Receives one delivery: the bytes of its body as they came, and its headers. Never rejects. */
  receive(delivery: {
    readonly body: Uint8Array | string;
    readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  }): Promise<EventAnswer>;
}

/** Makes a receiver. Throws if a secret is not one of the form `whsec_` and base64. */
export function createEventReceiver(options: EventReceiverOptions): EventReceiver {
  const webhooks = [options.secret].flat().map((secret) => new Webhook(secret));
  /** Deliveries of the same event that come together wait for one `keep`. */
  const keeping = new Map<string, Promise<boolean>>();

  function verify(body: string, headers: Record<string, string>): GapuraEvent | null {
    for (const webhook of webhooks) {
      try {
        return webhook.verify(body, headers) as GapuraEvent;
      } catch {
        // The next secret may fit.
      }
    }
    return null;
  }

  /** An error of `onError` itself is printed: it must change no answer, and end no process. */
  async function report(error: unknown, event: GapuraEvent): Promise<void> {
    const print = (what: unknown) => console.error(`Event ${event.id}`, what);
    try {
      await (options.onError ?? print)(error, event);
    } catch (thrown) {
      print(thrown);
    }
  }

  /** Never rejects, whether `work` throws at once or later. */
  async function workOn(event: GapuraEvent): Promise<void> {
    try {
      await options.work?.(event);
    } catch (error) {
      await report(error, event);
    }
  }

  function keepOnce(event: GapuraEvent): Promise<boolean> {
    const under = keeping.get(event.id);
    if (under !== undefined) return under.then(() => false);
    const mine = Promise.resolve()
      .then(() => options.keep(event))
      .finally(() => keeping.delete(event.id));
    keeping.set(event.id, mine);
    return mine;
  }

  return {
    async receive({ body, headers }) {
      if (body.length > eventBytesMax) return { status: 413 };
      const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
      const event = verify(text, signatureHeaders(headers));
      if (event === null) return { status: 401 };
      try {
        const isNew = await keepOnce(event);
        if (isNew) void workOn(event);
        return { status: 204 };
      } catch (error) {
        void report(error, event);
        return { status: 500 };
      }
    },
  };
}

function signatureHeaders(headers: Readonly<Record<string, string | string[] | undefined>>) {
  const names = ['webhook-id', 'webhook-timestamp', 'webhook-signature'];
  return Object.fromEntries(names.map((name) => [name, String(headers[name] ?? '')]));
}

/** A `keep` for tests and demonstrations: it forgets everything when the process ends. */
export function keepInMemory(): EventReceiverOptions['keep'] {
  const known = new Set<string>();
  return async ({ id }) => {
    const isNew = !known.has(id);
    known.add(id);
    return isNew;
  };
}
