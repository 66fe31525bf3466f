import type { LookupAddress, LookupOptions } from 'node:dns';

/** What of `dns.lookup` is used. */
export type Resolve = (
  hostname: string,
  options: LookupOptions & { all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * `resolve`, asked about one name once at a time: who asks while an answer is awaited gets the same. The system's
 * resolver holds one of the four threads that this process has for all names and files, for as long as a name server
 * does not answer; sixteen attempts at one dead name would leave none to the calls to DANA. Nothing is kept: an
 * attempt that begins later asks again.
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
