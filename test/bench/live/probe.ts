import { monitorEventLoopDelay } from 'node:perf_hooks';

/** The state of a process since the last request for it. */
export interface Vitals {
  /** After a full collection. */
  readonly heapBytes: number;
  readonly rssBytes: number;
  /** Processor time used, user and system. */
  readonly cpuMs: number;
  /** The 99th percentile of the event loop's delay. */
  readonly loopDelayP99Ms: number;
}

/**
 * Loaded into a server before its own program (`node --expose-gc --import`), so that a parent can measure
 * exactly the program that runs in production. Answers every message of its parent.
 */
const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
let usedBefore = process.cpuUsage();

export function takeVitals(): Vitals {
  const loopDelayP99Ms = delay.percentile(99) / 1e6;
  const used = process.cpuUsage(usedBefore);
  // Twice: what the first collection frees may hold more.
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  usedBefore = process.cpuUsage();
  delay.reset();
  return { heapBytes: heapUsed, rssBytes: rss, cpuMs: (used.user + used.system) / 1e3, loopDelayP99Ms };
}
