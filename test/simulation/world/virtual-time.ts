/**
 * What waits for an instant. `alarm`: a gateway's own timer, which repeats by itself; `world`: everything else.
 */
export type Waiting = 'world' | 'alarm';

/** The time in which people and processes of a world live, in milliseconds since 1970. */
export interface WorldTime {
  nowMs(): number;
  /** Time as it passed, without the jumps: for durations such as "within 35 s". */
  steadyMs(): number;
  /** Runs once at that instant, or next if it has passed; returns a function that cancels. */
  at(instantMs: number, run: () => void, waiting?: Waiting): () => void;
  sleep(ms: number): Promise<void>;
  /** Moves the clock of the whole world at once; what became due meanwhile happens then, in its order. */
  jump(ms: number): void;
}

/** The time of one simulated world. It passes only while everybody waits. */
export interface VirtualTime extends WorldTime {
  /** Lets everything happen up to that instant, which is then the present. */
  runUntil(instantMs: number): Promise<void>;
  /** The instant of the next event, alarms aside; null if there is none. */
  nextWorldMs(): number | null;
  /** How many events have happened. */
  eventCount(): number;
}

interface Entry {
  readonly atMs: number;
  readonly sequence: number;
  readonly waiting: Waiting;
  /** Null once it ran or was cancelled. */
  run: (() => void) | null;
}

/** More than this many events in one world: something triggers itself. */
export const eventsMax = 300_000;

export function createVirtualTime(startMs: number): VirtualTime {
  const heap = createHeap<Entry>((a, b) => a.atMs - b.atMs || a.sequence - b.sequence);
  let nowMs = startMs;
  let jumpedMs = 0;
  let sequence = 0;
  let eventCount = 0;

  function at(instantMs: number, run: () => void, waiting: Waiting = 'world'): () => void {
    const entry: Entry = { atMs: instantMs, sequence: sequence++, waiting, run };
    heap.push(entry);
    return () => {
      entry.run = null;
    };
  }

  async function runUntil(instantMs: number): Promise<void> {
    await everybodyWaits();
    for (;;) {
      const entry = heap.first();
      if (entry === undefined || entry.atMs > instantMs) break;
      heap.pop();
      if (entry.run === null) continue;
      nowMs = Math.max(nowMs, entry.atMs);
      if (++eventCount > eventsMax) throw new Error(`more than ${eventsMax} events: something feeds itself`);
      const { run } = entry;
      entry.run = null;
      run();
      await everybodyWaits();
    }
    nowMs = Math.max(nowMs, instantMs);
  }

  return {
    nowMs: () => nowMs,
    steadyMs: () => nowMs - jumpedMs,
    at,
    sleep: (ms) => new Promise((resolve) => at(nowMs + ms, resolve)),
    jump(ms) {
      nowMs += ms;
      jumpedMs += ms;
    },
    runUntil,
    nextWorldMs() {
      const times = heap
        .items()
        .flatMap(({ run, waiting, atMs }) => (run && waiting === 'world' ? [atMs] : []));
      return times.length === 0 ? null : Math.min(...times);
    },
    eventCount: () => eventCount,
  };
}

/**
 * Resolves when every promise that can continue has done so. Exact, and without a turn of the event loop: Node runs
 * `nextTick` callbacks queued during microtasks only after the last microtask, those added meanwhile included.
 */
function everybodyWaits(): Promise<void> {
  return new Promise((resolve) => process.nextTick(resolve));
}

/** A binary heap: the smallest first. */
function createHeap<Item>(compare: (a: Item, b: Item) => number) {
  const items: Item[] = [];

  function isBefore(index: number, other: number): boolean {
    const a = items[index];
    const b = items[other];
    return a !== undefined && b !== undefined && compare(a, b) < 0;
  }

  function swap(index: number, other: number): void {
    const a = items[index];
    const b = items[other];
    if (a === undefined || b === undefined) return;
    items[index] = b;
    items[other] = a;
  }

  return {
    items: (): readonly Item[] => items,
    first: (): Item | undefined => items[0],
    push(item: Item): void {
      let index = items.push(item) - 1;
      while (index > 0) {
        const parent = (index - 1) >> 1;
        if (!isBefore(index, parent)) return;
        swap(index, parent);
        index = parent;
      }
    },
    pop(): void {
      const last = items.pop();
      if (last === undefined || items.length === 0) return;
      items[0] = last;
      for (let index = 0; ; ) {
        let smallest = index;
        if (isBefore(2 * index + 1, smallest)) smallest = 2 * index + 1;
        if (isBefore(2 * index + 2, smallest)) smallest = 2 * index + 2;
        if (smallest === index) return;
        swap(index, smallest);
        index = smallest;
      }
    },
  };
}
