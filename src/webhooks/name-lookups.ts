import type { LookupAddress, LookupOptions } from 'node:dns';

/** The part of `dns.lookup` that the sender uses. */
export type Resolve = (
  hostname: string,
  options: LookupOptions & { all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * Wraps `resolve` so that concurrent lookups of one name share one query and its answer. The system's resolver blocks
 * one of the four threads that this process has for all names and files, for as long as a name server does not answer;
 * sixteen lookups of one dead name would leave no thread for the calls to DANA. No answer is kept: a later lookup
 * queries again.
 */
export function shareLookups(resolve: Resolve): Resolve {
  const waiting = new Map<string, Parameters<Resolve>[2][]>();
  return (hostname, options, callback) => {
    const key = JSON.stringify([hostname, options.family, options.hints, options.verbatim]);
    const callbacks = waiting.get(key);
    if (callbacks !== undefined) {
      callbacks.push(callback);
      return;
    }
    const asking = [callback];
    waiting.set(key, asking);
    resolve(hostname, options, (error, addresses) => {
      waiting.delete(key);
      for (const answer of asking) answer(error, addresses);
    });
  };
}
