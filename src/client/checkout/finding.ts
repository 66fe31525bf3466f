/** A gateway that did not answer is asked again after this, or after the time it asks for. */
const againMs = 3_000;
/** How often a page looks whether money came after all for an order that had ended, and how many times. */
const laterMs = 30_000;
const latersMax = 20;

/** When to find out how things stand, beside what a stream tells. One look at a time is waited for. */
export interface Finding {
  now(): void;
  /** After a look that came to nothing. */
  again(askedMs: number): void;
  /** For what no stream tells any more: rarely, and not for ever. */
  later(): void;
}

export function createFinding(look: () => Promise<void>): Finding {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let latersCount = 0;

  function lookAfter(ms: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void look(), ms);
  }

  return {
    now: () => lookAfter(0),
    again: (askedMs) => lookAfter(Math.max(againMs, askedMs)),
    later() {
      latersCount += 1;
      if (latersCount <= latersMax) lookAfter(laterMs);
    },
  };
}
