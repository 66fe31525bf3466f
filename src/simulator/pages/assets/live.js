/** Long enough that a storm of changes costs a few page loads a second, short enough to feel immediate. */
const refreshGapMs = 200;
/** A full feed refuses further watchers; this is the wait before the next attempt. */
const reopenMs = 5000;

/**
 * Listens to the simulator's feed while the page can be seen, and calls `refresh` when the feed opens (what happened
 * before is not told) and after each change that concerns the page. A hidden page lets its connection go: browsers
 * allow only six to one host, and a person may have many of these pages open.
 * @param {object} page
 * @param {(change: { kind: string, id: string }) => boolean} page.concerns
 * @param {() => Promise<void>} page.refresh
 * @param {() => void} page.onLoss called when the feed is gone; `refresh` is called when it is back
 */
export function stayLive({ concerns, refresh, onLoss }) {
  /** @type {EventSource | null} */
  let source = null;
  const refreshSoon = oneAtATime(refresh);

  const open = () => {
    if (source !== null || document.hidden) return;
    source = new EventSource('/simulator/events');
    source.addEventListener('ready', refreshSoon);
    source.addEventListener('change', ({ data }) => {
      if (concerns(JSON.parse(data))) refreshSoon();
    });
    source.addEventListener('error', () => {
      onLoss();
      // The browser reconnects after a broken connection, but not after a refused one.
      if (source?.readyState !== EventSource.CLOSED) return;
      close();
      setTimeout(open, reopenMs);
    });
  };
  const close = () => {
    source?.close();
    source = null;
  };

  document.addEventListener('visibilitychange', () => (document.hidden ? close() : open()));
  addEventListener('pagehide', close);
  addEventListener('pageshow', open);
  open();
}

/**
 * Runs `work` now or, while it runs and shortly after, once more when that is over: any number of calls in between
 * become one, and the last is never lost.
 * @param {() => Promise<void>} work
 */
function oneAtATime(work) {
  let isBusy = false;
  let isWanted = false;
  const run = async () => {
    if (isBusy) {
      isWanted = true;
      return;
    }
    isBusy = true;
    isWanted = false;
    // A failure means that the simulator is down; the feed notices, and opens again when the simulator is back.
    await work().catch(() => undefined);
    setTimeout(() => {
      isBusy = false;
      if (isWanted) void run();
    }, refreshGapMs);
  };
  return () => void run();
}
