import { randomUUID } from 'node:crypto';
import type { Chance } from '../use-cases/ports/chance.ts';

/**
 * The randomness of a real process. Node assembles a UUID from twenty strings, which V8 keeps until somebody
 * reads the result: 0.6 KB for the request id of each waiting subscriber. So each UUID is copied into one
 * string.
 */
export const systemChance: Chance = {
  uuid: () => Buffer.from(randomUUID(), 'latin1').toString('latin1'),
  fraction: () => Math.random(),
};
