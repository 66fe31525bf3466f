type Kind = 'localStorage' | 'sessionStorage';

/** What this browser has kept; null where there is nothing, or where it lets no page keep anything. */
export function recall(kind: Kind, key: string): string | null {
  try {
    return window[kind].getItem(key);
  } catch {
    return null;
  }
}

/** Keeps it where the browser allows that; elsewhere it lasts as long as the page. */
export function keep(kind: Kind, key: string, value: string): void {
  try {
    window[kind].setItem(key, value);
  } catch {
    // A private window of some browsers: a reload will ask for the shop again, and everything else works.
  }
}
