import type { CheckoutSession } from './checkout-session.ts';

/**
 * Tells a session what the device notices: the network goes or comes back, the phone wakes up, or the browser restores
 * the page from memory after a visit to a wallet. Returns a function that ends this.
 */
export function followDevice(session: Pick<CheckoutSession, 'setOffline' | 'resume'>): () => void {
  const ended = new AbortController();
  const { signal } = ended;
  if (!navigator.onLine) session.setOffline(true);
  addEventListener('online', () => session.setOffline(false), { signal });
  addEventListener('offline', () => session.setOffline(true), { signal });
  addEventListener('pageshow', ({ persisted }) => persisted && session.resume(), { signal });
  document.addEventListener(
    'visibilitychange',
    () => document.visibilityState === 'visible' && session.resume(),
    { signal },
  );
  return () => ended.abort();
}
