import { type DanaOperation, operationAt } from './dana-paths.ts';

/** A header as the wire had it. */
export type HeaderLine = readonly [name: string, value: string];

/** One request and its answer, as they went over the wire. Nothing is masked here: see masking.ts. */
export interface WireExchange {
  /** Who called whom: the gateway DANA, or DANA the gateway (`finishNotify`). */
  readonly operation: DanaOperation | 'finishNotify';
  readonly sentAt: Date;
  readonly tookMs: number;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: readonly HeaderLine[];
    readonly body: string;
  };
  /** Null where none came; `failure` says why. */
  readonly answer: WireAnswer | null;
  readonly failure: string | null;
}

export interface WireAnswer {
  readonly httpStatus: number;
  readonly headers: readonly HeaderLine[];
  readonly body: string;
}

/** Everything that went over the wire so far, in the order in which the answers came. */
export interface WireRecord {
  add(exchange: WireExchange): void;
  /** How many there are: what is recorded from now on comes after this place. */
  count(): number;
  since(place: number): readonly WireExchange[];
  /** The first `count` exchanges after a place for which `is` holds; rejects where they have not come by `withinMs`. */
  arrived(wish: {
    readonly what: string;
    readonly place: number;
    readonly count: number;
    readonly withinMs: number;
    readonly is: (exchange: WireExchange) => boolean;
  }): Promise<readonly WireExchange[]>;
}

export function openWireRecord(): WireRecord {
  const exchanges: WireExchange[] = [];
  const waiting = new Set<() => void>();

  return {
    add(exchange) {
      exchanges.push(exchange);
      for (const look of [...waiting]) look();
    },
    count: () => exchanges.length,
    since: (place) => exchanges.slice(place),
    arrived: ({ what, place, count, withinMs, is }) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = exchanges.slice(place).filter(is).slice(0, count);
          if (found.length < count) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve(found);
        };
        const timer = setTimeout(() => {
          waiting.delete(look);
          reject(new Error(`${what} did not come within ${Math.round(withinMs / 1000)} s`));
        }, withinMs);
        waiting.add(look);
        look();
      }),
  };
}

/** fetch for the adapter: what passes is recorded as it is sent and answered. Other requests than DANA's operations pass unseen. */
export function recordingFetch(record: WireRecord, send: typeof fetch = fetch): typeof fetch {
  return async (input, init) => {
    const url = String(input);
    const operation = operationAt(new URL(url).pathname);
    if (operation === null) return send(input, init);
    const sentAt = new Date();
    const startedMs = performance.now();
    const tell = (answer: WireAnswer | null, failure: string | null) =>
      record.add({
        operation,
        sentAt,
        tookMs: Math.round(performance.now() - startedMs),
        request: {
          method: init?.method ?? 'GET',
          url,
          headers: [...new Headers(init?.headers)],
          body: String(init?.body ?? ''),
        },
        answer,
        failure,
      });
    try {
      const response = await send(input, init);
      const body = await response.text();
      const { status, headers } = response;
      tell({ httpStatus: status, headers: [...headers], body }, null);
      return new Response(bodiless.has(status) ? null : body, { status, headers });
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
      tell(null, cause instanceof Error ? cause.message : String(cause));
      throw error;
    }
  };
}

/** Statuses for which the platform makes no Response with a body. */
const bodiless: ReadonlySet<number> = new Set([204, 205, 304]);
