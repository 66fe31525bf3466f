import { useConsole } from './console-context.ts';

/** What the console offers to some people and not to others. */
export type Right = 'giveBack' | 'attest' | 'decide' | 'handleIncidents' | 'importSettlement' | 'makeLinks';

const nothing: readonly Right[] = [];

/**
 * What each role is offered. The gateway decides about every request again, by its own table; a test holds the two
 * together. A role that the console does not know is offered nothing.
 */
export const rightsOfRole: Readonly<Record<string, readonly Right[]>> = {
  viewer: nothing,
  support: ['handleIncidents', 'makeLinks'],
  finance: ['handleIncidents', 'makeLinks', 'giveBack', 'attest', 'importSettlement'],
  approver: ['decide'],
  admin: ['handleIncidents', 'makeLinks', 'giveBack', 'attest', 'importSettlement', 'decide'],
};

/** Whether a role is offered this. */
export const isOfferedTo = (role: string, right: Right): boolean =>
  (rightsOfRole[role] ?? nothing).includes(right);

/** Whether the person who is signed in is offered this. */
export function useRight(right: Right): boolean {
  return isOfferedTo(useConsole().person.role, right);
}
