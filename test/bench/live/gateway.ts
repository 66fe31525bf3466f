import { takeVitals } from './probe.ts';

/** The gateway as `npm start` runs it, with a parent that may measure its memory. */
await import('../../../src/main.ts');
process.on('message', () => process.send?.(takeVitals()));
process.on('disconnect', () => process.exit());
process.send?.('ready');
