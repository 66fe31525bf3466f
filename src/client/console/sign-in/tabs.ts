/** The tabs of this browser that show the same console. One may wait for the session that another one gets. */
export interface Tabs {
  /** Says that somebody has signed in here. Calls `onWaiting` for each tab that waits for it, until another tab says the same. */
  announce(onWaiting: () => void): void;
  /** Waits: calls `look` when somebody has signed in in another tab, which learns that this one waits. Returns what ends it. */
  wait(look: () => void): () => void;
}

const signedIn = 'signed in';
const waiting = 'waiting';

/**
 * `base`: the address of the console. Consoles of other gateways at the same host hear nothing. In a browser without such
 * channels nobody hears anything; a tab that waits then looks when it gets the focus.
 */
export function openTabs(base: string): Tabs {
  if (typeof BroadcastChannel === 'undefined') return { announce() {}, wait: () => () => {} };
  const channel = new BroadcastChannel(`gapura console ${base}`);
  function hear(word: string, react: () => void): () => void {
    const listener = ({ data }: MessageEvent<unknown>) => data === word && react();
    channel.addEventListener('message', listener);
    return () => channel.removeEventListener('message', listener);
  }
  let stopHearing = () => {};
  return {
    announce(onWaiting) {
      stopHearing();
      const ends = [hear(waiting, onWaiting), hear(signedIn, () => stopHearing())];
      stopHearing = () => {
        for (const end of ends) end();
      };
      channel.postMessage(signedIn);
    },
    wait: (look) =>
      hear(signedIn, () => {
        channel.postMessage(waiting);
        look();
      }),
  };
}
