/** Other tabs of this browser that show the same checkout. */
export interface OtherTabs {
  /** Tells them that something happened here. */
  tell(): void;
  close(): void;
}

/**
 * Lets the tabs of one browser follow each other: `onNews` is called when another tab with the same checkout tells of
 * news. What happened is not sent; each tab reads it from the gateway. `name` is the checkout's own number.
 */
export function joinOtherTabs(name: string, onNews: () => void): OtherTabs {
  if (typeof BroadcastChannel === 'undefined') return { tell() {}, close() {} };
  const channel = new BroadcastChannel(`gapura-checkout:${name}`);
  channel.onmessage = onNews;
  return { tell: () => channel.postMessage(null), close: () => channel.close() };
}
