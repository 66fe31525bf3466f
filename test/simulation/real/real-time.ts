import { type SimulatorClock, systemClock } from '../../../src/simulator/clock.ts';
import type { WorldTime } from '../world/virtual-time.ts';

/**
 * Time for real things: it passes by itself, and is moved forward when nothing is going to happen. The
 * simulator uses the same clock, as in an embedded gateway.
 */
export function createRealTime(): WorldTime & { readonly clock: SimulatorClock } {
  const clock = systemClock();
  const nowMs = () => clock.now().getTime();
  const at = (instantMs: number, run: () => void) => clock.at(new Date(instantMs), run);
  return {
    clock,
    nowMs,
    steadyMs: nowMs,
    at,
    sleep: (ms) => new Promise((resolve) => at(nowMs() + ms, resolve)),
    jump: clock.advance,
  };
}
