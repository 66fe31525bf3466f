/** Milliseconds of the machine's monotonic clock, which on Linux is one for all processes. */
export function nowMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
