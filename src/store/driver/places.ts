import type { PoolUse } from './statement-observer.ts';

/**
 * How soon a limit that a full server has lowered is raised by one: other programs come and go, and one attempt a
 * second costs the server nothing.
 */
const raiseAfterMs = 1_000;

/**
 * How many connections a pool opens at the same time. A new one costs the server ten times what a statement on an old one
 * does: a process, a login, and the plans of its statements. Twenty creates that find the pool cold are all answered in
 * less than half of the time over a few connections, because those are free again before further ones would be open.
 */
const openingMax = 2;
/**
 * After this long a connection counts as open, whatever its first statement waits for: a lock that two of them wait for
 * must not hold up all others.
 */
const openingMsMax = 100;

/** Thrown to a caller that waited too long for a connection. Its statement was never sent. */
export class NoConnectionFree extends Error {
  override readonly name = 'NoConnectionFree';
  readonly code = 'CONNECTION_WAIT_TIMED_OUT';
  readonly wasSent = false;
}

/** A place of a pool: who has it may send one statement, and ends it by one of the two. */
export interface Place {
  giveBack(): void;
  /** The server had no connection for this place: from now on one less is used. */
  giveUp(): void;
}

/** The places of a pool: as many as there are connections, and up to `openingMax` for which one is being opened. */
export interface Places {
  /** Takes a place if one is free: then nobody waits, because whoever waited was let in when it became free. */
  takeFree(): Place | null;
  /**
   * Waits for a place, first come, first served; with `isAgain` before everybody else. Rejects with NoConnectionFree
   * at `deadlineMs` of the monotonic clock.
   */
  take(deadlineMs: number, isAgain?: boolean): Promise<Place>;
  /** Called when a connection has ended, or could not be opened. */
  noteClosed(): void;
  use(): PoolUse;
}

interface Waiter {
  readonly go: (place: Place) => void;
  readonly timer: NodeJS.Timeout;
}

/** The driver has a queue of its own, without a bound on the time that a statement may wait in it. */
export function makePlaces(max: number): Places {
  const waiters: Waiter[] = [];
  let limit = max;
  let takenCount = 0;
  // The driver uses open connections first, so it opens one only if all of them are taken.
  let openCount = 0;
  let openingCount = 0;
  let isRaising = false;

  const open: Place = {
    giveBack() {
      takenCount -= 1;
      letIn();
    },
    giveUp() {
      takenCount -= 1;
      // Those that have a place now share what the server grants; without any of them, one goes on trying.
      limit = Math.max(1, Math.min(limit, takenCount));
      raiseLater();
      letIn();
    },
  };
  function beginOpening(): Place {
    openingCount += 1;
    let isOpening = true;
    const end = (isOpen: boolean) => {
      if (!isOpening) return;
      isOpening = false;
      clearTimeout(timer);
      openingCount -= 1;
      if (isOpen) openCount = Math.min(openCount + 1, max);
    };
    const timer = setTimeout(() => {
      end(true);
      letIn();
    }, openingMsMax);
    return {
      giveBack() {
        end(true);
        open.giveBack();
      },
      giveUp() {
        end(false);
        open.giveUp();
      },
    };
  }

  function takeFree(): Place | null {
    if (takenCount >= limit) return null;
    const isOpen = takenCount - openingCount < openCount;
    if (!isOpen && openingCount >= openingMax) return null;
    takenCount += 1;
    return isOpen ? open : beginOpening();
  }

  function letIn(): void {
    while (waiters.length > 0) {
      const place = takeFree();
      if (place === null) return;
      const next = waiters.shift();
      clearTimeout(next?.timer);
      next?.go(place);
    }
  }

  function raiseLater(): void {
    if (isRaising) return;
    isRaising = true;
    setTimeout(() => {
      isRaising = false;
      if (limit < max) limit += 1;
      if (limit < max) raiseLater();
      letIn();
    }, raiseAfterMs).unref();
  }

  return {
    takeFree,
    take(deadlineMs, isAgain = false) {
      const free = takeFree();
      if (free !== null) return Promise.resolve(free);
      return new Promise((resolve, reject) => {
        const timer = setTimeout(
          () => {
            waiters.splice(waiters.indexOf(waiter), 1);
            reject(new NoConnectionFree('no connection of the pool became free in time'));
          },
          Math.max(0, deadlineMs - performance.now()),
        );
        const waiter = { go: resolve, timer };
        if (isAgain) waiters.unshift(waiter);
        else waiters.push(waiter);
      });
    },
    noteClosed() {
      openCount = Math.max(0, openCount - 1);
    },
    use: () => ({ usedCount: takenCount, maxCount: limit, waitingCount: waiters.length }),
  };
}
