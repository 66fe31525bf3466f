import { monitorEventLoopDelay } from 'node:perf_hooks';
import { getHeapCodeStatistics } from 'node:v8';

/** The state of a process since the last request for it. */
export interface Vitals {
  /** After a full collection. */
  readonly heapBytes: number;
  /** Of it what V8 has made of functions: byte code, machine code, and what belongs to them. */
  readonly codeBytes: number;
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
  const code = getHeapCodeStatistics();
  usedBefore = process.cpuUsage();
  delay.reset();
  return {
    heapBytes: heapUsed,
    codeBytes: code.code_and_metadata_size + code.bytecode_and_metadata_size,
    rssBytes: rss,
    cpuMs: (used.user + used.system) / 1e3,
    loopDelayP99Ms,
  };
}
