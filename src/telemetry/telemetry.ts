import type { RoundFailures } from '../use-cases/background/round-failures.ts';
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
import { measureLog, traceLog } from './measure/measured-log.ts';
import { measureProvider } from './measure/measured-provider.ts';
import { measureStore } from './measure/measured-store.ts';
import { measureUseCases } from './measure/measured-use-cases.ts';
import { observeProcess, type ProcessReadings } from './measure/process.ts';
import { makeStatementObserver } from './measure/statements.ts';
import { makeMeters } from './meters.ts';
import type { Sdk, SdkParts } from './sdk/sdk.ts';
import { isTelemetryWanted, type TelemetrySettings } from './settings.ts';
import { makeTracePush, type ReadTrace, traceSender, traceStore } from './trace/traced-changes.ts';
import { traceFetch } from './trace/traced-fetch.ts';
import { makeTraceOperation } from './trace/traced-operations.ts';
import { traceUseCases } from './trace/traced-use-cases.ts';
import { makeTracing, type Tracing, traceHeaders } from './tracing.ts';

/** What the process and the database report by themselves, without anybody's call. */
export interface TelemetryReadings extends ProcessReadings {
  readonly readFacts: ReadDatabaseFacts;
  readonly readTrace: ReadTrace;
  readonly failures: RoundFailures;
}

/** Measures the ports of one gateway, each by a port of the same kind around it. */
export interface Telemetry {
  log(log: Log): Log;
  /** Undefined: statements are not measured. */
  readonly statements: ReturnType<typeof makeStatementObserver> | undefined;
  store(store: OrderStore): OrderStore;
  provider(provider: PaymentProvider): PaymentProvider;
  /** For the calls to DANA. */
  fetch(send: typeof fetch): typeof fetch;
  /** Runs a GraphQL operation over HTTP in its span; undefined: without one. */
  readonly operation: ReturnType<typeof makeTraceOperation> | undefined;
  /** What goes to a merchant's server with an event, so that its work becomes a part of the trace. */
  traceHeaders(): Readonly<Record<string, string>>;
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
  fetch: (send) => send,
  operation: undefined,
  traceHeaders: () => ({}),
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
  { meter, tracer, shutdown }: Sdk,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): Telemetry {
  const meters = makeMeters(meter);
  const tracing = tracer === null ? null : makeTracing(tracer);
  let stop = async () => {};
  let readTrace: ReadTrace = async () => null;
  const readTraceLater: ReadTrace = (...version) => readTrace(...version);
  const onPush = tracing === null ? undefined : makeTracePush(tracing, readTraceLater);
  const ifTraced = <Port>(port: Port, traced: (port: Port, tracing: Tracing) => Port): Port =>
    tracing === null ? port : traced(port, tracing);

  return {
    log: (inner) => measureLog(ifTraced(inner, traceLog), meters),
    statements: makeStatementObserver(meters, tracing),
    store: (store) => measureStore(ifTraced(store, traceStore), meters, clock),
    provider: (provider) => measureProvider(provider, meters),
    fetch: (send) => ifTraced(send, traceFetch),
    operation: tracing === null ? undefined : makeTraceOperation(tracing),
    traceHeaders,
    useCases: (useCases) =>
      ifTraced(measureUseCases(useCases, meters, clock, onPush), (measured, by) =>
        traceUseCases(measured, by, readTraceLater),
      ),
    outbox: (outbox) => measureOutbox(outbox, meters, clock),
    sender: (sender) =>
      ifTraced(measureSender(sender, meters), (measured, by) => traceSender(measured, by, readTraceLater)),
    noteRefusedNotification: () => meters.add('gapura_notifications', { end: 'refused' }),
    observe({ readFacts, readTrace: read, failures, ...readings }) {
      readTrace = read;
      const ended = observeProcess(meters, readings);
      const facts = observeFacts(meters, { readFacts, clock, log, failures });
      stop = async () => {
        ended();
        await facts.stop();
      };
    },
    stop: () => stop(),
    shutdown,
  };
}
