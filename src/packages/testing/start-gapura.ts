import { join } from 'node:path';
import { startGatewayProcess } from './gateway-process.ts';
import { type Addresses, makePayer, type OrderName } from './payer.ts';

/** DANA's operations, as faults name them. */
export type DanaOperation =
  | 'consultPay'
  | 'createOrder'
  | 'queryPayment'
  | 'cancelOrder'
  | 'refundOrder'
  | 'notify';

/** How a gateway for tests differs from the default. */
export interface GapuraOptions {
  /** Where the gateway sends events, with the secret that signs them: the shop's own route, on this machine. */
  readonly events?: { readonly url: string; readonly secret: string };
  /** Origins of pages that may call the gateway from a browser, besides those of this machine. */
  readonly corsOrigins?: readonly string[];
  /** What the simulated DANA allows: everything that DANA documents, or the limits of DANA's sandbox. */
  readonly profile?: 'generous' | 'sandbox';
  /** The gateway's log goes to standard error from this level on. The default is `silent`. */
  readonly logLevel?: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** The start rejects after this time, and nothing is left running. The default is 60,000. */
  readonly startWithinMs?: number;
}

/** A gateway of one's own, with a database and a simulated DANA. No real money. */
export interface Gapura extends Addresses, AsyncDisposable {
  /** The gateway's GraphQL endpoint, for `connectGateway` or any GraphQL client. */
  readonly url: string;
  /** A key with every scope. */
  readonly serverKey: string;
  /** The simulated DANA: its desk, its pages for payers, its control interface. */
  readonly simulatorUrl: string;
  /** The payer pays. Resolves with the order's status at the gateway, `PAID`, once the gateway shows it. */
  pay(order: OrderName, how?: { readonly payMethod: string; readonly payOption?: string }): Promise<string>;
  /** The time to pay is over. Resolves with `EXPIRED`. */
  expire(order: OrderName): Promise<string>;
  /** The payer or the bank refuses the payment. Resolves with the order's status after that. */
  refuse(order: OrderName): Promise<string>;
  /** Moves the gateway's clock and DANA's ahead: whatever is then due begins. See `until`. */
  advanceClock(ms: number): Promise<void>;
  /** Waits until the gateway shows the order in this status, for at most 10 s. */
  until(order: OrderName, status: string): Promise<void>;
  /**
   * Lets DANA's next answer to this operation fail: `failNext('createOrder', 'commit-then-hang')`. The faults and their
   * options are listed in docs/simulator.md.
   */
  failNext(
    operation: DanaOperation,
    fault: string,
    options?: { readonly times?: number; readonly [option: string]: unknown },
  ): Promise<void>;
  /** Ends the gateway and removes all that it wrote. May be called twice. */
  stop(): Promise<void>;
}

const startWithinMsDefault = 60_000;

/**
 * Starts a gateway with everything around it, on free ports, in a process of its own: as many at a time as you like, in
 * every test runner. It ends with `stop`, or with the process that started it. Rejects with what the gateway said last if
 * it cannot start, or does not in time.
 */
export async function startGapura(options: GapuraOptions = {}): Promise<Gapura> {
  const { addresses, stop } = await startGatewayProcess({
    program: [join(import.meta.dirname, 'gateway-program.js')],
    env: environmentOf(options),
    isHeard: options.logLevel !== undefined,
    startWithinMs: options.startWithinMs ?? startWithinMsDefault,
  });
  const payer = makePayer(addresses);
  return {
    ...addresses,
    pay: (order, how) => payer.act(order, 'pay', how),
    expire: (order) => payer.act(order, 'expire'),
    refuse: (order) => payer.act(order, 'refuse'),
    async advanceClock(ms) {
      await payer.post('/simulator/clock', { advanceMs: ms });
    },
    until: payer.until,
    async failNext(operation, fault, more = {}) {
      await payer.post('/simulator/faults', { operation, fault, ...more });
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

/** Nothing of the shop's environment configures the gateway. */
function environmentOf({ events, corsOrigins, profile, logLevel }: GapuraOptions): NodeJS.ProcessEnv {
  // biome-ignore lint/style/noProcessEnv: where programs, temporary files and caches are, and nothing else.
  const { PATH, HOME, TMPDIR, TEMP, SystemRoot, XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  return {
    PATH,
    HOME,
    TMPDIR,
    TEMP,
    SystemRoot,
    XDG_CACHE_HOME,
    LOCALAPPDATA,
    LOG_LEVEL: logLevel ?? 'silent',
    SIMULATOR_PROFILE: profile ?? 'generous',
    ...(corsOrigins && { CORS_ORIGINS: corsOrigins.join(',') }),
    ...(events && { EVENTS_URL: events.url, EVENTS_SECRET: events.secret }),
  };
}
