import { join } from 'node:path';
import { type AttachedGapura, attachGapura } from './attach-gapura.ts';
import { startGatewayProcess } from './gateway-process.ts';
import type { Addresses } from './payer.ts';

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
export interface Gapura extends AttachedGapura, AsyncDisposable {
  /** Where it is, as plain data: `attachGapura` makes the same acts of it in another process. */
  readonly addresses: Addresses;
  /** Ends the gateway and removes all that it wrote. May be called twice. */
  stop(): Promise<void>;
}

const startWithinMsDefault = 60_000;

/** Every option; the compiler reports one that is missing here. */
const everyOption: Readonly<Record<keyof GapuraOptions, true>> = {
  ...{ events: true, corsOrigins: true, profile: true, logLevel: true, startWithinMs: true },
};
const optionNames: ReadonlySet<string> = new Set(Object.keys(everyOption));

/**
 * Starts a gateway with everything around it, on free ports, in a process of its own: as many at a time as you like, in
 * every test runner. It ends with `stop`, or with the process that started it. Rejects with what the gateway said last if
 * it cannot start, or does not in time.
 */
export async function startGapura(options: GapuraOptions = {}): Promise<Gapura> {
  refuseUnknown(options);
  const { addresses, stop } = await startGatewayProcess({
    program: [join(import.meta.dirname, 'gateway-program.js')],
    env: environmentOf(options),
    isHeard: options.logLevel !== undefined,
    startWithinMs: options.startWithinMs ?? startWithinMsDefault,
  });
  return { ...attachGapura(addresses), addresses, stop, [Symbol.asyncDispose]: stop };
}

/** A misspelt option would be no option. */
function refuseUnknown(options: object): void {
  const unknown = Object.keys(options).filter((name) => !optionNames.has(name));
  if (unknown.length === 0) return;
  throw new TypeError(
    `startGapura has no option ${unknown.join(', ')}. It has ${[...optionNames].join(', ')}.`,
  );
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
