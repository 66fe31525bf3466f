import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Meters } from '../meters.ts';

/** What a process reports about itself at every export. */
export interface ProcessReadings {
  /** Open WebSockets. */
  socketsCount(): number;
  /** As /health/ready says. */
  isReady(): Promise<boolean>;
  /** By how many ms this machine's clock is ahead of the database's. */
  machineAheadMs(): number;
  readonly build: { readonly version: string; readonly schema: string };
}

const delayResolutionMs = 20;

/** Exports what the process reports, until the returned function is called. */
export function observeProcess(meters: Meters, readings: ProcessReadings): () => void {
  const delay = monitorEventLoopDelay({ resolution: delayResolutionMs });
  delay.enable();
  meters.observe('gapura_event_loop_delay_seconds', () => {
    // The histogram counts the time between two timers; without any delay that is their resolution.
    const seconds = Math.max(0, delay.percentile(99) / 1e9 - delayResolutionMs / 1_000);
    delay.reset();
    return [[seconds, {}]];
  });
  meters.observe('gapura_sockets', () => [[readings.socketsCount(), {}]]);
  meters.observe('gapura_ready', async () => [[Number(await readings.isReady()), {}]]);
  meters.observe('gapura_clock_ahead_seconds', () => [[readings.machineAheadMs() / 1000, {}]]);
  meters.observe('gapura_build_info', () => [[1, readings.build]]);
  return () => delay.disable();
}
