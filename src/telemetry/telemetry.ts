import type { Clock } from '../use-cases/ports/clock.ts';
import type { EventOutbox } from '../use-cases/ports/event-outbox.ts';
import type { EventSender } from '../use-cases/ports/event-sender.ts';
import type { Log } from '../use-cases/ports/log.ts';
import type { OrderStore } from '../use-cases/ports/order-store.ts';
import type { PaymentProvider } from '../use-cases/ports/payment-provider.ts';
import type { UseCases } from '../use-cases/use-cases.ts';
import type { ReadDatabaseFacts } from './database-facts.ts';
import { observeFacts } from './measure/facts.ts';
import { measureOutbox, measureSender } from './measure/measured-events.ts';
import { measureLog } from './measure/measured-log.ts';
import { measureProvider } from './measure/measured-provider.ts';
import { measureStore } from './measure/measured-store.ts';
import { measureUseCases } from './measure/measured-use-cases.ts';
import { observeProcess, type ProcessReadings } from './measure/process.ts';
import { makeStatementObserver } from './measure/statements.ts';
import { makeMeters } from './meters.ts';
import type { Sdk, SdkParts } from './sdk/sdk.ts';
import { isTelemetryWanted, type TelemetrySettings } from './settings.ts';

/** What the process and the database report by themselves, without anybody's call. */
export interface TelemetryReadings extends ProcessReadings {
  readonly readFacts: ReadDatabaseFacts;
}

/** Measures the ports of one gateway, each by a port of the same kind around it. */
export interface Telemetry {
  log(log: Log): Log;
  /** Undefined: statements are not measured. */
  readonly statements: ReturnType<typeof makeStatementObserver> | undefined;
  store(store: OrderStore): OrderStore;
  provider(provider: PaymentProvider): PaymentProvider;
  useCases(useCases: UseCases): UseCases;
  outbox(outbox: EventOutbox): EventOutbox;
  sender(sender: EventSender): EventSender;
  /** Called for each Finish Notify that DANA has not signed. */
  noteRefusedNotification(): void;
  /** Begins to export the readings. Call it once, when the gateway listens. */
  observe(readings: TelemetryReadings): void;
  /** Stops reading the database; to be awaited before it is closed. */
  stop(): Promise<void>;
  /** Exports what is left; never rejects. */
  shutdown(): Promise<void>;
}

/** Measures nothing: everything is passed through as it is. */
const unmeasured: Telemetry = {
  log: (log) => log,
  statements: undefined,
  store: (store) => store,
  provider: (provider) => provider,
  useCases: (useCases) => useCases,
  outbox: (outbox) => outbox,
  sender: (sender) => sender,
  noteRefusedNotification: () => undefined,
  observe: () => undefined,
  stop: async () => undefined,
  shutdown: async () => undefined,
};

/**
 * Starts to measure, if the settings say that anybody reads it; only then the SDK is loaded. Rejects if the port of the
 * metrics is taken. `parts`: where a test takes what would be exported.
 */
export async function startTelemetry(
  settings: TelemetrySettings,
  deps: { readonly clock: Clock; readonly log: Log; readonly version: string; readonly parts?: SdkParts },
): Promise<Telemetry> {
  if (!isTelemetryWanted(settings) && deps.parts === undefined) return unmeasured;
  const { startSdk } = await import('./sdk/sdk.ts');
  return measureWith(await startSdk(settings, deps), deps);
}

function measureWith(
  { meter, shutdown }: Sdk,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): Telemetry {
  const meters = makeMeters(meter);
  let stop = async () => {};
  return {
    log: (inner) => measureLog(inner, meters),
    statements: makeStatementObserver(meters),
    store: (store) => measureStore(store, meters, clock),
    provider: (provider) => measureProvider(provider, meters),
    useCases: (useCases) => measureUseCases(useCases, meters, clock),
    outbox: (outbox) => measureOutbox(outbox, meters, clock),
    sender: (sender) => measureSender(sender, meters),
    noteRefusedNotification: () => meters.add('gapura_notifications', { end: 'refused' }),
    observe({ readFacts, ...readings }) {
      const ended = observeProcess(meters, readings);
      const facts = observeFacts(meters, { readFacts, clock, log });
      stop = async () => {
        ended();
        await facts.stop();
      };
    },
    stop: () => stop(),
    shutdown,
  };
}
