import { type Caller, expiryOf } from '../access/caller.ts';
import type { Clock } from '../use-cases/ports.ts';
import type { Limits } from './limits.ts';

/** A drain ends sessions this often. */
const drainTickMs = 50;

/** Why the server ends what a client still listens to. */
export type SessionEnding = 'credentialEnded' | 'serverDraining';

/** One caller's open connection: an HTTP request with its answer, or a WebSocket with all its operations. */
export interface Session {
  /** The client left, or has everything it asked for. Nothing is called after this. */
  close(): void;
}

/**
 * Everything that is open on this server, so that the end of a credential, or of the process, reaches it. One
 * registry for all transports.
 */
export interface Sessions {
  /** `onEnd` is called at most once, when the credential's time is over or the server drains. */
  open(caller: Caller, onEnd: (ending: SessionEnding) => void): Session;
  /** Ends the sessions of these callers: their credentials were taken back. */
  endWhere(isEnded: (caller: Caller) => boolean): void;
  /**
   * Ends whatever is opened from now on at once, and every session that is open, a few at a time: at
   * `drainSessionsPerSecond`, and faster where that would take longer than `drainSpreadMaxMs`. Their clients come back
   * to the other processes, and ten thousand in one moment would be too many.
   */
  drain(limits: Pick<Limits, 'drainSessionsPerSecond' | 'drainSpreadMaxMs'>): void;
}

/** Credentials end by the gateway's own clock. */
export function createSessions(clock: Clock): Sessions {
  const open = new Map<(ending: SessionEnding) => void, Caller>();
  let isDraining = false;

  return {
    open(caller, onEnd) {
      let cancelAlarm = () => {};
      const close = () => {
        cancelAlarm();
        open.delete(end);
      };
      const end = (ending: SessionEnding) => {
        close();
        onEnd(ending);
      };
      if (isDraining) {
        onEnd('serverDraining');
        return { close };
      }
      open.set(end, caller);
      const expiresAt = expiryOf(caller);
      if (expiresAt !== null) cancelAlarm = clock.at(expiresAt, () => end('credentialEnded'));
      return { close };
    },
    endWhere(isEnded) {
      for (const [end, caller] of open) if (isEnded(caller)) end('credentialEnded');
    },
    drain({ drainSessionsPerSecond, drainSpreadMaxMs }) {
      isDraining = true;
      const spreadMs = Math.min(drainSpreadMaxMs, (open.size / drainSessionsPerSecond) * 1_000);
      const perTickCount = Math.max(
        1,
        Math.ceil((open.size * drainTickMs) / Math.max(spreadMs, drainTickMs)),
      );
      const endSome = () => {
        let endedCount = 0;
        for (const end of open.keys()) {
          if (endedCount === perTickCount) break;
          endedCount += 1;
          end('serverDraining');
        }
        if (open.size > 0) clock.at(new Date(clock.now().getTime() + drainTickMs), endSome);
      };
      endSome();
    },
  };
}
