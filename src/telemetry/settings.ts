/** Who receives metrics, traces and incidents. */
export interface TelemetrySettings {
  /** The base address of an OTLP collector that receives traces; null: nobody does. */
  readonly otlpEndpoint: string | null;
  /** Whether the collector receives metrics too. */
  readonly areMetricsPushed: boolean;
  /** Where every incident is posted; null: nowhere. It may contain a secret. */
  readonly alertUrl: string | null;
  /** Where Prometheus reads the metrics, at /metrics; null: nowhere. */
  readonly prometheus: { readonly host: string; readonly port: number } | null;
}

/** Nobody receives anything. */
export const noTelemetry: TelemetrySettings = {
  otlpEndpoint: null,
  areMetricsPushed: false,
  alertUrl: null,
  prometheus: null,
};

/** Whether anybody receives anything: otherwise nothing is measured, and the SDK is not loaded. */
export function isTelemetryWanted({ otlpEndpoint, prometheus }: TelemetrySettings): boolean {
  return otlpEndpoint !== null || prometheus !== null;
}

/** Where Prometheus reads the metrics; null: nowhere. */
export function metricsUrl({ prometheus }: TelemetrySettings): string | null {
  return prometheus === null ? null : `http://${prometheus.host}:${prometheus.port}/metrics`;
}
