import { Client, fetchExchange } from '@urql/core';
import { cacheExchange } from '@urql/exchange-graphcache';
import { persistedExchange } from '@urql/exchange-persisted';

/** urql with its normalised cache, as docs/protocol.md sets it up. `warnings` gets what the cache complains about. */
export function open({ url, key, fetch, schema, isPersisted = false }) {
  const warnings = [];
  const noKey = () => null;
  const keyless = schema.__schema.types.filter(
    ({ kind, fields }) => kind === 'OBJECT' && !fields.some(({ name }) => name === 'id'),
  );
  const client = new Client({
    url,
    fetch,
    preferGetMethod: false,
    fetchOptions: { headers: { authorization: `Bearer ${key}` } },
    exchanges: [
      cacheExchange({
        schema,
        keys: Object.fromEntries(keyless.map(({ name }) => [name, noKey])),
        logger: (_severity, message) => warnings.push(message),
      }),
      ...(isPersisted
        ? [persistedExchange({ enableForMutation: true, preferGetForPersistedQueries: false })]
        : []),
      fetchExchange,
    ],
  });
  const dataOf = ({ data, error }) => {
    if (error) throw error;
    return data;
  };
  return {
    warnings,
    query: async (document, variables) => dataOf(await client.query(document, variables).toPromise()),
    mutate: async (document, variables) => dataOf(await client.mutation(document, variables).toPromise()),
    /** Calls `show` with each answer from the cache, and whenever the cache changes it. */
    watch(document, variables, show) {
      const { unsubscribe } = client.query(document, variables).subscribe((result) => show(dataOf(result)));
      return unsubscribe;
    },
  };
}
