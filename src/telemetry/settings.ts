/** Who receives metrics and traces. */
export interface TelemetrySettings {
  /** The base address of an OTLP collector that receives traces; null: nobody does. */
  readonly otlpEndpoint: string | null;
  /** Whether the collector receives metrics too. */
  readonly areMetricsPushed: boolean;
  /** Where Prometheus reads the metrics, at /metrics; null: nowhere. */
  readonly prometheus: { readonly host: string; readonly port: number } | null;
}

/** Nobody receives anything. */
export const noTelemetry: TelemetrySettings = {
  otlpEndpoint: null,
  areMetricsPushed: false,
  prometheus: null,
};

/** Whether anybody receives anything: otherwise nothing is measured, and the SDK is not loaded. */
export function isTelemetryWanted({ otlpEndpoint, prometheus }: TelemetrySettings): boolean {
  return otlpEndpoint !== null || prometheus !== null;
}
