import type { RevocationOutcome } from '../../access/credential-store.ts';

/** What a statement that revokes returns. `is_new`: this statement revoked the credential, and no earlier one. */
export interface RevokedRow {
  readonly is_new: boolean;
}

/** How a revocation ended, by the rows that its statement returned. */
export function outcomeOf([row]: readonly RevokedRow[]): RevocationOutcome {
  if (row === undefined) return 'notFound';
  return row.is_new ? 'revoked' : 'revokedBefore';
}
