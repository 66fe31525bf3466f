/**
 * Reads until the expectation holds, for tests of background work in another process that gives no signal.
 * Fails with the last reading.
 */
export async function eventually<Reading>(
  read: () => Promise<Reading>,
  holds: (reading: Reading) => boolean,
  options: { withinMs: number },
): Promise<Reading> {
  const deadlineMs = performance.now() + options.withinMs;
  for (;;) {
    const reading = await read();
    if (holds(reading)) return reading;
    if (performance.now() > deadlineMs) {
      const shown = typeof reading === 'string' ? reading : JSON.stringify(reading, null, 2);
      throw new Error(`not within ${options.withinMs} ms; last seen: ${shown}`);
    }
    await new Promise((again) => setTimeout(again, 50));
  }
}
