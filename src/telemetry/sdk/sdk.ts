import { type DiagLogger, DiagLogLevel, diag, type Meter, type Tracer } from '@opentelemetry/api';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { PrometheusExporter } from '@opentelemetry/exporter-prometheus';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import {
  detectResources,
  envDetector,
  type Resource,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import { type IMetricReader, MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BatchSpanProcessor, NodeTracerProvider, type SpanProcessor } from '@opentelemetry/sdk-trace-node';
import type { Log } from '../../use-cases/ports/log.ts';
import type { TelemetrySettings } from '../settings.ts';
import { isAsyncLocalStorageDear, OpenSpansContext } from './open-spans-context.ts';

/** One for the process, as the API of OpenTelemetry has it. Undefined: the SDK's own. */
const spansContext = isAsyncLocalStorageDear(process.versions.node) ? new OpenSpansContext() : undefined;

/** How often metrics go to an OTLP collector. */
const exportEveryMs = 15_000;
/** A collector that is down must not hold a stopping process: the SDK alone would wait for 10 s. */
const shutdownMaxMs = 2_000;

/** The SDK of OpenTelemetry, running. */
export interface Sdk {
  readonly meter: Meter;
  /** Null if nobody receives traces. */
  readonly tracer: Tracer | null;
  /** Exports what is left, and ends; never rejects, and takes 2 s at most. */
  shutdown(): Promise<void>;
}

/** Where a test takes what would be exported. */
export interface SdkParts {
  readonly readers?: IMetricReader[];
  readonly spanProcessors?: SpanProcessor[];
}

/**
 * Starts the SDK as the settings say. Rejects if the port of the metrics is taken. This file alone imports the SDK, and
 * is loaded only if a variable asks for telemetry.
 */
export async function startSdk(
  settings: TelemetrySettings,
  { log, version, parts = {} }: { readonly log: Log; readonly version: string; readonly parts?: SdkParts },
): Promise<Sdk> {
  diag.setLogger(diagnosticsTo(log), DiagLogLevel.WARN);
  const resource = resourceOf(version);
  const { otlpEndpoint, prometheus } = settings;
  const readers: IMetricReader[] = [...(parts.readers ?? [])];
  const spanProcessors: SpanProcessor[] = [...(parts.spanProcessors ?? [])];
  if (prometheus !== null) {
    // The names of the metrics are Prometheus's own already, and the scope is always the same.
    const exporter = new PrometheusExporter({
      ...prometheus,
      preventServerStart: true,
      withoutScopeInfo: true,
    });
    await exporter.startServer();
    readers.push(exporter);
  }
  if (otlpEndpoint !== null) {
    const url = otlpEndpoint.replace(/\/+$/, '');
    spanProcessors.push(new BatchSpanProcessor(new OTLPTraceExporter({ url: `${url}/v1/traces` })));
    if (settings.areMetricsPushed) {
      const exporter = new OTLPMetricExporter({ url: `${url}/v1/metrics` });
      readers.push(new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: exportEveryMs }));
    }
  }
  const meters = new MeterProvider({ resource, readers });
  if (spansContext !== undefined && spanProcessors.length > 0) spanProcessors.unshift(spansContext);
  const traces = spanProcessors.length === 0 ? null : new NodeTracerProvider({ resource, spanProcessors });
  // A span is the parent of what happens within it.
  traces?.register(spansContext === undefined ? {} : { contextManager: spansContext });
  return {
    meter: meters.getMeter('gapura'),
    tracer: traces?.getTracer('gapura') ?? null,
    async shutdown() {
      const ended = Promise.allSettled([meters.shutdown(), traces?.shutdown()]);
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise((resolve) => {
        timer = setTimeout(resolve, shutdownMaxMs);
      });
      await Promise.race([ended, late]);
      clearTimeout(timer);
    },
  };
}

/** `OTEL_SERVICE_NAME` and `OTEL_RESOURCE_ATTRIBUTES` win. */
function resourceOf(version: string): Resource {
  const own = resourceFromAttributes({ 'service.name': 'gapura-graphql', 'service.version': version });
  return own.merge(detectResources({ detectors: [envDetector] }));
}

/** The SDK's own troubles. Its texts hold addresses and statuses, no values of ours. */
function diagnosticsTo(log: Log): DiagLogger {
  const silent = () => undefined;
  const warn = (message: string) => log.warn('telemetry.library_warned', { message });
  const error = (message: string) => log.warn('telemetry.export_failed', { message });
  return { verbose: silent, debug: silent, info: silent, warn, error };
}
