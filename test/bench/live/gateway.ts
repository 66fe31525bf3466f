import { writeHeapSnapshot } from 'node:v8';
import { takeVitals } from './probe.ts';

/** What a parent asks: with a file, that it gets a heap snapshot first. */
interface Question {
  readonly snapshotFile?: string;
}

/** The gateway as `npm start` runs it, with a parent that may measure its memory. */
await import('../../../src/main.ts');
process.on('message', ({ snapshotFile }: Question) => {
  if (snapshotFile !== undefined) writeHeapSnapshot(snapshotFile);
  process.send?.(takeVitals());
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
