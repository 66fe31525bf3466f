/** The NOTIFY channel on which every process hears which orders changed; `src/wake-ups/message.ts` says how. */
export const wakeUpChannel = 'gapura_wake_ups';
