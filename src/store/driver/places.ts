import type { PoolUse } from './statement-observer.ts';

/**
 * How soon a limit that a full server has lowered is raised by one: other programs come and go, and one attempt a
 * second costs the server nothing.
 */
const raiseAfterMs = 1_000;

/** Thrown to a caller that waited too long for a connection. Its statement was never sent. */
export class NoConnectionFree extends Error {
  override readonly name = 'NoConnectionFree';
  readonly code = 'CONNECTION_WAIT_TIMED_OUT';
  readonly wasSent = false;
}

/** The places of a pool: who has one may send one statement. */
export interface Places {
  /**
   * Waits for a place, first come, first served; with `isAgain` before everybody else. Rejects with NoConnectionFree
   * at `deadlineMs` of the monotonic clock. Every place must be given back.
   */
  take(deadlineMs: number, isAgain?: boolean): Promise<void>;
  giveBack(): void;
  /** Called instead of `giveBack` if the server had no connection for this place: from now on one less is used. */
  giveUp(): void;
  use(): PoolUse;
}

interface Waiter {
  readonly go: () => void;
  readonly timer: NodeJS.Timeout;
}

/** The driver has a queue of its own, without a bound on the time that a statement may wait in it. */
export function makePlaces(max: number): Places {
  const waiters: Waiter[] = [];
  let limit = max;
  let takenCount = 0;
  let isRaising = false;

  function letIn(): void {
    while (takenCount < limit) {
      const next = waiters.shift();
      if (next === undefined) return;
      clearTimeout(next.timer);
      takenCount += 1;
      next.go();
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
    take(deadlineMs, isAgain = false) {
      // The usual case, without a timer: whoever waits was let in when a place became free.
      if (takenCount < limit) {
        takenCount += 1;
        return Promise.resolve();
      }
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
        letIn();
      });
    },
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
    use: () => ({ usedCount: takenCount, maxCount: limit, waitingCount: waiters.length }),
  };
}
