import type { TelemetrySettings } from '../telemetry/settings.ts';

/** The variables that say who receives metrics, traces and incidents. */
interface TelemetryVariables {
  readonly ALERT_URL?: URL | undefined;
  readonly OTEL_EXPORTER_OTLP_ENDPOINT?: URL | undefined;
  readonly OTEL_METRICS_EXPORTER: 'otlp' | 'prometheus' | 'none';
  readonly OTEL_EXPORTER_PROMETHEUS_HOST: string;
  readonly OTEL_EXPORTER_PROMETHEUS_PORT: number;
}

/** Traces and metrics go to the collector, if there is one; with `prometheus` metrics are read at a port instead. */
export function telemetrySettings(variables: TelemetryVariables): TelemetrySettings {
  const {
    OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
    OTEL_METRICS_EXPORTER: exporter,
    OTEL_EXPORTER_PROMETHEUS_HOST: host,
    OTEL_EXPORTER_PROMETHEUS_PORT: port,
  } = variables;
  return {
    otlpEndpoint: endpoint?.href ?? null,
    alertUrl: variables.ALERT_URL?.href ?? null,
    areMetricsPushed: exporter === 'otlp',
    prometheus: exporter === 'prometheus' ? { host, port } : null,
  };
}
