import { type Caller, expiryOf } from '../../access/caller.ts';
import type { Clock } from '../../use-cases/ports/clock.ts';
import type { Limits } from '../limits.ts';

/** A drain ends sessions this often. */
const drainTickMs = 50;
/** Credentials that have expired are looked for this often: one look for all sessions, not a timer for each. */
export const expiryLookMs = 1_000;

/** Why the server ends what a client still listens to. */
export type SessionEnding = 'credentialEnded' | 'serverDraining';

/** One caller's open connection: an HTTP request with its answer, or a WebSocket with all its operations. */
export interface CallerSession {
  /** The client left, or has everything it asked for. Nothing is called after this. */
  close(): void;
}

/**
 * Everything that is open on this server, so that the end of a credential, or of the process, reaches it. One
 * registry for all transports.
 */
export interface CallerSessions {
  /** `onEnd` is called at most once, when the credential's time is over (`expiryLookMs`) or the server drains. */
  open(caller: Caller, onEnd: (ending: SessionEnding) => void): CallerSession;
  /** Ends the sessions of these callers: their credentials were taken back. */
  endWhere(isEnded: (caller: Caller) => boolean): void;
  /**
   * Ends whatever is opened from now on at once, and every session that is open, a few at a time: at
   * `drainSessionsPerSecond`, and faster where that would take longer than `drainSpreadMaxMs`. Their clients come back
   * to the other processes, and ten thousand in one moment would be too many.
   */
  drain(limits: Pick<Limits, 'drainSessionsPerSecond' | 'drainSpreadMaxMs'>): void;
}

interface OpenSession {
  readonly caller: Caller;
  readonly onEnd: (ending: SessionEnding) => void;
}

/** Credentials end by the gateway's own clock, at most `expiryLookMs` late. */
export function createCallerSessions(clock: Clock): CallerSessions {
  const open = new Set<OpenSession>();
  let isDraining = false;
  let isLooking = false;

  function end(session: OpenSession, ending: SessionEnding): void {
    open.delete(session);
    session.onEnd(ending);
  }

  function endWhere(isEnded: (caller: Caller) => boolean): void {
    for (const session of open) if (isEnded(session.caller)) end(session, 'credentialEnded');
  }

  function lookLater(): void {
    if (isLooking || open.size === 0) return;
    isLooking = true;
    clock.at(new Date(clock.now().getTime() + expiryLookMs), () => {
      isLooking = false;
      const now = clock.now();
      endWhere((caller) => {
        const expiresAt = expiryOf(caller);
        return expiresAt !== null && expiresAt <= now;
      });
      lookLater();
    });
  }

  return {
    open(caller, onEnd) {
      const session = { caller, onEnd };
      if (isDraining) {
        onEnd('serverDraining');
      } else {
        open.add(session);
        lookLater();
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
