/**
 * How long a test waits for a fact, in milliseconds. It ends a test that hangs, and claims nothing about speed: on a busy
 * machine everything takes long.
 */
export const patienceMs = 60_000;

/**
 * Reads until the expectation holds, for tests of background work in another process that gives no signal.
 * Fails with the last reading.
 */
export async function eventually<Reading>(
  read: () => Promise<Reading>,
  holds: (reading: Reading) => boolean,
  { withinMs = patienceMs }: { withinMs?: number } = {},
): Promise<Reading> {
  const deadlineMs = performance.now() + withinMs;
  for (;;) {
    const reading = await read();
    if (holds(reading)) return reading;
    if (performance.now() > deadlineMs) {
      const shown = typeof reading === 'string' ? reading : JSON.stringify(reading, null, 2);
      throw new Error(`not within ${withinMs} ms; last seen: ${shown}`);
    }
    await new Promise((again) => setTimeout(again, 50));
  }
}
