import * as generated from '../client/core/generated/graphql.ts';

/** The texts of every operation of our own clients, which any client may name by its hash. */
export const ownOperations: readonly string[] = Object.entries(generated)
  .filter(([name]) => name.endsWith('Document'))
  .map(([, document]) => String(document));
