import { userInfo } from 'node:os';
import type { Actor } from '../domain/actor.ts';

/**
 * The operator who runs this command: `by`, if it was named, else the name of the machine's user; null if the user has
 * none, as in a container.
 */
export function operator(by?: string): Actor {
  return { kind: 'OPERATOR', id: null, name: by ?? userName() };
}

function userName(): string | null {
  try {
    return userInfo().username;
  } catch {
    return null;
  }
}
