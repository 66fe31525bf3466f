/** The entry of `@gapura/testing`. */
export type { OrderName } from './payer.ts';
export { type DanaOperation, type Gapura, type GapuraOptions, startGapura } from './start-gapura.ts';
