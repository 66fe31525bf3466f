type Kind = 'localStorage' | 'sessionStorage';

/** Returns a stored value; null if there is none, or if the browser allows no storage. */
export function recall(kind: Kind, key: string): string | null {
  try {
    return window[kind].getItem(key);
  } catch {
    return null;
  }
}

/** Stores a value if the browser allows storage. */
export function keep(kind: Kind, key: string, value: string): void {
  try {
    window[kind].setItem(key, value);
  } catch {
    // Some private windows allow no storage: after a reload the payer must come from the shop again; the rest
    // works.
  }
}
