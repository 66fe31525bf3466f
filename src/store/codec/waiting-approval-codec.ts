import type { WaitingApproval } from '../../domain/approval.ts';
import { rupiah } from '../../domain/money.ts';

/** A request that waits, as JSON keeps it: the amount is a decimal string of sen, the instant ISO 8601 in UTC. */
export type StoredWaitingApproval = Omit<WaitingApproval, 'amount' | 'expiresAt'> & {
  readonly amount: string;
  readonly expiresAt: string;
};

/** Writes the requests that wait for a second person, for the order's row. */
export function writeWaitingApprovals(waiting: readonly WaitingApproval[]): readonly StoredWaitingApproval[] {
  return waiting.map((one) => ({
    ...one,
    amount: String(one.amount),
    expiresAt: one.expiresAt.toISOString(),
  }));
}

/** Reads them back. */
export function readWaitingApprovals(stored: readonly StoredWaitingApproval[]): readonly WaitingApproval[] {
  return stored.map((one) => ({
    ...one,
    amount: rupiah(BigInt(one.amount)),
    expiresAt: new Date(one.expiresAt),
  }));
}
