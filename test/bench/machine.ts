import { cpus, loadavg } from 'node:os';

/**
 * The machine that a table was measured on. A load far above 0 before the bench shows that others used the
 * machine too.
 */
export function describeMachine(): string {
  const [lastMinute = Number.NaN] = loadavg();
  const load = `load ${lastMinute.toFixed(1)} before`;
  return `${cpus().length} cores (${cpus()[0]?.model}), Node ${process.version}, everything on this machine, ${load}`;
}
