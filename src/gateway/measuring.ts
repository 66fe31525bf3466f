import type { GatewaySettings } from '../config/settings.ts';
import type { SdkParts } from '../telemetry/sdk/sdk.ts';
import { startTelemetry, type Telemetry } from '../telemetry/telemetry.ts';
import type { Clock } from '../use-cases/ports/clock.ts';
import type { Log } from '../use-cases/ports/log.ts';
import type { BuildInfo } from './build-info.ts';
import { explainListening } from './listening.ts';

/** Starts the telemetry of a gateway. Rejects with CannotListen if the port of the metrics is taken. */
export async function startMeasuring(
  { telemetry: settings }: Pick<GatewaySettings, 'telemetry'>,
  deps: {
    readonly clock: Clock;
    readonly log: Log;
    readonly build: BuildInfo;
    readonly parts: SdkParts | undefined;
  },
): Promise<Telemetry> {
  const { clock, log, build, parts } = deps;
  const more = parts === undefined ? {} : { parts };
  try {
    return await startTelemetry(settings, { clock, log, version: build.version, ...more });
  } catch (error) {
    if (settings.prometheus === null) throw error;
    throw explainListening(error, { ...settings.prometheus, portVariable: 'OTEL_EXPORTER_PROMETHEUS_PORT' });
  }
}
