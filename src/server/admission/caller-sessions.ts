import { type Caller, expiryOf } from '../../access/caller.ts';
import type { Clock } from '../../use-cases/ports/clock.ts';
import type { Limits } from '../limits.ts';

/** How often a drain ends some sessions. */
const drainTickMs = 50;
/** How often expired credentials are looked for: one check for all sessions instead of a timer for each. */
export const expiryCheckMs = 1_000;

/** Why the server ends a session. */
export type SessionEnding = 'credentialEnded' | 'serverDraining';

/** One caller's open connection: an HTTP request with its answer, or a WebSocket with all its operations. */
export interface CallerSession {
  /** Called when the client has left or its answer is complete. `onEnd` is not called afterwards. */
  close(): void;
}

/**
 * The open connections of all callers, whatever the transport, so that the end of a credential or of the process can
 * end them.
 */
export interface CallerSessions {
  /** `onEnd` is called at most once: when the credential ends (up to `expiryCheckMs` late) or the server drains. */
  open(caller: Caller, onEnd: (ending: SessionEnding) => void): CallerSession;
  /** Ends the sessions of callers whose credentials were revoked. */
  endWhere(isEnded: (caller: Caller) => boolean): void;
  /**
   * Ends each new session at once, and the open ones a few at a time: `drainSessionsPerSecond`, or faster if that would
   * take longer than `drainSpreadMaxMs`. Their clients reconnect to other processes, for which ten thousand at one
   * moment would be too many.
   */
  drain(limits: Pick<Limits, 'drainSessionsPerSecond' | 'drainSpreadMaxMs'>): void;
}

interface OpenSession {
  readonly caller: Caller;
  readonly onEnd: (ending: SessionEnding) => void;
}

/** Makes the registry. Credentials expire by the gateway's own clock, at most `expiryCheckMs` late. */
export function createCallerSessions(clock: Clock): CallerSessions {
  const open = new Set<OpenSession>();
  let isDraining = false;
  let isCheckPlanned = false;

  function end(session: OpenSession, ending: SessionEnding): void {
    open.delete(session);
    session.onEnd(ending);
  }

  function endWhere(isEnded: (caller: Caller) => boolean): void {
    for (const session of open) if (isEnded(session.caller)) end(session, 'credentialEnded');
  }

  function planCheck(): void {
    if (isCheckPlanned || open.size === 0) return;
    isCheckPlanned = true;
    clock.at(new Date(clock.now().getTime() + expiryCheckMs), () => {
      isCheckPlanned = false;
      const now = clock.now();
      endWhere((caller) => {
        const expiresAt = expiryOf(caller);
        return expiresAt !== null && expiresAt <= now;
      });
      planCheck();
    });
  }

  return {
    open(caller, onEnd) {
      const session = { caller, onEnd };
      if (isDraining) {
        onEnd('serverDraining');
      } else {
        open.add(session);
        planCheck();
      }
      return {
        close() {
          open.delete(session);
        },
      };
    },
    endWhere,
    drain({ drainSessionsPerSecond, drainSpreadMaxMs }) {
      isDraining = true;
      const spreadMs = Math.min(drainSpreadMaxMs, (open.size / drainSessionsPerSecond) * 1_000);
      const perTickCount = Math.max(
        1,
        Math.ceil((open.size * drainTickMs) / Math.max(spreadMs, drainTickMs)),
      );
      const endSome = () => {
        let endedCount = 0;
        for (const session of open) {
          if (endedCount === perTickCount) break;
          endedCount += 1;
          end(session, 'serverDraining');
        }
        if (open.size > 0) clock.at(new Date(clock.now().getTime() + drainTickMs), endSome);
      };
      endSome();
    },
  };
}
