import { within } from './shop-server.ts';

/**
 * Resolves with the fact once it is there. Asks when the simulator's live feed is open and again after each change it
 * tells of, so nothing is waited for by the clock.
 */
export async function untilSeen<T>(
  url: string,
  what: string,
  look: () => Promise<T | false | undefined>,
): Promise<T> {
  const hangUp = new AbortController();
  let seen: unknown;
  const watch = async (): Promise<T> => {
    const response = await fetch(`${url}/simulator/events`, { signal: hangUp.signal });
    if (response.body === null) throw new Error('no feed');
    for await (const _told of response.body) {
      const fact = await look();
      seen = fact;
      if (fact !== false && fact !== undefined) return fact;
    }
    throw new Error(`The feed ended before ${what}.`);
  };
  return within(what, () => seen, watch).finally(() => hangUp.abort());
}
