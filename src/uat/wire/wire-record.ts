import { type DanaOperation, operationAt } from './dana-paths.ts';

/** A header as the wire had it. */
export type HeaderLine = readonly [name: string, value: string];

/** One request and its answer, exactly as they went over the wire. Not masked: see report/masking.ts. */
export interface WireExchange {
  /** DANA calls the gateway for `finishNotify`; the gateway calls DANA for everything else. */
  readonly operation: DanaOperation | 'finishNotify';
  readonly sentAt: Date;
  readonly tookMs: number;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: readonly HeaderLine[];
    readonly body: string;
  };
  /** Null if no answer came; `failure` says why. */
  readonly answer: WireAnswer | null;
  readonly failure: string | null;
}

export interface WireAnswer {
  readonly httpStatus: number;
  readonly headers: readonly HeaderLine[];
  readonly body: string;
}

/** Every exchange so far, in the order in which the answers came. */
export interface WireRecord {
  add(exchange: WireExchange): void;
  /** The number of exchanges so far; pass it to `since` to read the later ones. */
  count(): number;
  since(count: number): readonly WireExchange[];
  /**
   * The first `count` matching exchanges after the first `place`; rejects if they take longer than
   * `withinMs`.
   */
  waitFor(condition: {
    readonly what: string;
    readonly place: number;
    readonly count: number;
    readonly withinMs: number;
    readonly matches: (exchange: WireExchange) => boolean;
  }): Promise<readonly WireExchange[]>;
}

/** Starts an empty record of the messages between gateway and DANA. */
export function openWireRecord(): WireRecord {
  const exchanges: WireExchange[] = [];
  const waiting = new Set<() => void>();

  return {
    add(exchange) {
      exchanges.push(exchange);
      for (const check of [...waiting]) check();
    },
    count: () => exchanges.length,
    since: (count) => exchanges.slice(count),
    waitFor: ({ what, place, count, withinMs, matches }) =>
      new Promise((resolve, reject) => {
        const check = () => {
          const found = exchanges.slice(place).filter(matches).slice(0, count);
          if (found.length < count) return;
          clearTimeout(timer);
          waiting.delete(check);
          resolve(found);
        };
        const timer = setTimeout(() => {
          waiting.delete(check);
          reject(new Error(`${what} did not come within ${Math.round(withinMs / 1000)} s`));
        }, withinMs);
        waiting.add(check);
        check();
      }),
  };
}

/** A fetch for the adapter that records each request to one of DANA's operations, and its answer. */
export function recordingFetch(wireRecord: WireRecord, send: typeof fetch = fetch): typeof fetch {
  return async (input, init) => {
    const url = String(input);
    const operation = operationAt(new URL(url).pathname);
    if (operation === null) return send(input, init);
    const sentAt = new Date();
    const startedMs = performance.now();
    const add = (answer: WireAnswer | null, failure: string | null) =>
      wireRecord.add({
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
      add({ httpStatus: status, headers: [...headers], body }, null);
      return new Response(bodiless.has(status) ? null : body, { status, headers });
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
      add(null, cause instanceof Error ? cause.message : String(cause));
      throw error;
    }
  };
}

/** Statuses for which the platform makes no Response with a body. */
const bodiless: ReadonlySet<number> = new Set([204, 205, 304]);
