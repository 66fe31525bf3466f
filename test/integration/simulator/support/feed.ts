import { within } from './shop-server.ts';

/**
 * Resolves with the fact once it exists. Checks when the simulator's live feed opens and after each change that the
 * feed reports, so no test waits by the clock.
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
