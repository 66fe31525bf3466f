/**
 * Loaded before a gateway: its wall clock is CLOCK_SHIFT_MS away from the machine's, and SIGUSR2 steps it to the other
 * side. The monotonic clock and the timers run on, as on a machine whose clock is set.
 */
let shiftMs = Number(process.env.CLOCK_SHIFT_MS ?? 0);
const MachineDate = Date;

class ShiftedDate extends MachineDate {
  constructor(...parts: [] | [value: number | string | Date]) {
    if (parts.length === 0) super(MachineDate.now() + shiftMs);
    else super(...(parts as [number]));
  }
  static override now(): number {
    return MachineDate.now() + shiftMs;
  }
}

globalThis.Date = ShiftedDate as DateConstructor;
process.on('SIGUSR2', () => {
  shiftMs = -shiftMs;
});
