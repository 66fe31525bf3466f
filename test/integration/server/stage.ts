import { createAuthenticate } from '../../../src/access/authenticate.ts';
import { createCheckoutTokens } from '../../../src/access/checkout-token.ts';
import { createClientTokens } from '../../../src/access/client-token.ts';
import { bootstrapServerKey, findServerKeyAmong } from '../../../src/access/server-keys.ts';
import type { Order } from '../../../src/domain/order.ts';
import { schema } from '../../../src/graphql/schema.ts';
import { type MovableClock, systemClock } from '../../../src/runtime/clock.ts';
import type { GraphqlOptions } from '../../../src/server/graphql/graphql-server.ts';
import { type HttpServer, startHttpServer } from '../../../src/server/http-server.ts';
import type { HttpServerOptions } from '../../../src/server/http-server-options.ts';
import { type Limits, limits } from '../../../src/server/limits.ts';
import type { Log } from '../../../src/use-cases/ports/log.ts';
import type { UseCases } from '../../../src/use-cases/use-cases.ts';
import { anOrder } from '../../support/orders.ts';

export const serverKey = 'server-key-of-the-server-tests-0123456789';

export interface LogLine {
  readonly level: keyof Log;
  readonly event: string;
  readonly fields: Record<string, unknown>;
}

/** A server on real sockets over made-up use cases, with every line that it logged. */
export interface Stage {
  readonly server: HttpServer;
  readonly url: string;
  readonly clock: MovableClock;
  readonly lines: readonly LogLine[];
  /** Issues a token for this order that expires in `lastsMs`. */
  clientToken(order: Order, lastsMs: number): string;
  /** Issues a token for the checkout with this id; it lasts for a day. */
  checkoutToken(checkoutId: string): string;
  /** Sends one operation by POST, with the server key unless `headers` has another credential. */
  post(
    query: string,
    asking?: { variables?: object; headers?: Record<string, string>; signal?: AbortSignal },
  ): Promise<Response>;
}

export interface StageOptions
  extends Partial<Omit<HttpServerOptions, 'graphql' | 'useCases' | 'limits' | 'clock' | 'log'>> {
  /** A call of any other use case fails. */
  readonly useCases?: Partial<UseCases>;
  readonly limits?: Partial<Limits>;
  readonly graphql?: Partial<GraphqlOptions>;
}

let uuidsCount = 0;

export async function openStage({ graphql, ...rest }: StageOptions = {}): Promise<Stage> {
  const clock = systemClock();
  const lines: LogLine[] = [];
  const signing = { secrets: ['x'.repeat(32)], environment: 'test' } as const;
  const clientTokens = createClientTokens(signing);
  const checkoutTokens = createCheckoutTokens(signing);
  const server = await startHttpServer({
    host: '127.0.0.1',
    port: 0,
    mode: 'configured',
    authenticate: createAuthenticate({
      findServerKey: [findServerKeyAmong([bootstrapServerKey(serverKey)])],
      clientTokens,
      checkoutTokens,
      isOrderAccessRevoked: async () => false,
      isCheckoutAccessRevoked: async () => false,
      clock,
    }),
    revocations: { onRevoked: () => undefined },
    verifyFinishNotify: async () => null,
    importSettlementFile: async () => ({ kind: 'known' }),
    chance: {
      uuid: () => `00000000-0000-4000-8000-${String(++uuidsCount).padStart(12, '0')}`,
      fraction: () => 0.5,
    },
    isReady: async () => true,
    graphiql: { audience: 'operators', serverKey: null, simulatorUrl: null },
    showcase: null,
    guard: null,
    corsOrigins: [],
    proxiesCount: 0,
    descriptorsMax: null,
    ...rest,
    graphql: {
      schema,
      documents: { registered: null, isIntrospectionOpen: true },
      issueCheckoutToken: (checkout) => checkoutTokens.issue(checkout),
      checkoutUrl: null,
      dashboardUrl: null,
      issueClientToken: (order) => clientTokens.issue(order),
      ...graphql,
    },
    clock,
    log: recordingLog(lines),
    useCases: onlyThese(rest.useCases ?? {}),
    limits: { ...limits, drainDeadlineMs: 1_000, ...rest.limits },
  });
  return {
    server,
    url: server.url,
    clock,
    lines,
    clientToken(order, lastsMs) {
      const graceMs = 24 * 60 * 60 * 1000;
      return clientTokens.issue({ ...order, expiresAt: new Date(clock.now().getTime() + lastsMs - graceMs) });
    },
    checkoutToken: (id) => checkoutTokens.issue({ id, expiresAt: clock.now() }),
    post: (query, { variables = {}, headers = {}, signal = null } = {}) =>
      fetch(`${server.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${serverKey}`, ...headers },
        body: JSON.stringify({ query, variables }),
        signal,
      }),
  };
}

function recordingLog(lines: LogLine[]): Log {
  const write =
    (level: keyof Log) =>
    (event: string, fields: Record<string, unknown> = {}) => {
      lines.push({ level, event, fields });
    };
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}

function onlyThese(useCases: Partial<UseCases>): UseCases {
  return new Proxy(useCases, {
    get: (given, name: keyof UseCases) =>
      given[name] ?? (() => Promise.reject(new Error(`${String(name)} was not expected to be called`))),
  }) as UseCases;
}

/** An order that the test changes; all its watchers see each change. */
export interface WatchedOrder {
  readonly order: Order;
  readonly useCases: Pick<UseCases, 'findOrder' | 'watchOrder'>;
  /** Makes a new version of the order and wakes its watchers. */
  change(attributes?: Partial<Order>): void;
  /** How many watches were opened, how many have ended, and how many orders they have yielded. */
  readonly counts: { opened: number; ended: number; taken: number };
  /** Resolves as soon as `isSo` returns true for the counts. */
  until(isSo: (counts: WatchedOrder['counts']) => boolean): Promise<void>;
}

export function aWatchedOrder(attributes: Partial<Order> = {}): WatchedOrder {
  const order = anOrder({ status: 'PENDING', ...attributes });
  let current = order;
  const counts = { opened: 0, ended: 0, taken: 0 };
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of listeners) listener();
  };

  async function* watchOrder(_id: string, { signal }: { signal: AbortSignal }) {
    counts.opened += 1;
    tell();
    let seen = 0;
    try {
      while (!signal.aborted) {
        if (current.version > seen) {
          seen = current.version;
          counts.taken += 1;
          tell();
          yield current;
          continue;
        }
        await new Promise<void>((resolve) => {
          const wake = () => {
            if (current.version <= seen && !signal.aborted) return;
            listeners.delete(wake);
            signal.removeEventListener('abort', wake);
            resolve();
          };
          listeners.add(wake);
          signal.addEventListener('abort', wake);
        });
      }
    } finally {
      counts.ended += 1;
      tell();
    }
  }

  return {
    order,
    counts,
    useCases: { findOrder: async () => current, watchOrder },
    change(changed = {}) {
      current = { ...current, ...changed, version: current.version + 1 };
      tell();
    },
    until: (isSo) =>
      new Promise((resolve) => {
        const look = () => {
          if (!isSo(counts)) return;
          listeners.delete(look);
          resolve();
        };
        listeners.add(look);
        look();
      }),
  };
}
