/** The entry of `@gapura/testing`. */
export { type AttachedGapura, attachGapura, type DanaOperation } from './attach-gapura.ts';
export type { Addresses, OrderName } from './payer.ts';
export { type Gapura, type GapuraOptions, startGapura } from './start-gapura.ts';
