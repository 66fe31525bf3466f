type Kind = 'localStorage' | 'sessionStorage';

/** Returns a stored value; null if there is none, or if the browser allows no storage. */
export function recall(kind: Kind, key: string): string | null {
  try {
    return window[kind].getItem(key);
  } catch {
    return null;
  }
}

/** Stores a value if the browser allows storage. Some private windows allow none. */
export function keep(kind: Kind, key: string, value: string): void {
  try {
    window[kind].setItem(key, value);
  } catch {
    // `takeToken` keeps the token elsewhere too; the payer's language is chosen anew.
  }
}
