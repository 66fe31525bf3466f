import { createHash } from 'node:crypto';
import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';

/** Apollo Client with its normalised cache, as docs/protocol.md sets it up. */
export function open({ url, key, fetch, schema, isPersisted = false }) {
  const abstract = schema.__schema.types.filter(({ possibleTypes }) => possibleTypes);
  const persisted = new PersistedQueryLink({
    sha256: (text) => createHash('sha256').update(text).digest('hex'),
  });
  const http = new HttpLink({ uri: url, fetch, headers: { authorization: `Bearer ${key}` } });
  const client = new ApolloClient({
    cache: new InMemoryCache({
      possibleTypes: Object.fromEntries(
        abstract.map(({ name, possibleTypes }) => [name, possibleTypes.map((type) => type.name)]),
      ),
    }),
    link: isPersisted ? ApolloLink.from([persisted, http]) : http,
  });
  const typed = (document) => gql(String(document));
  return {
    warnings: [],
    query: async (document, variables) => (await client.query({ query: typed(document), variables })).data,
    mutate: async (document, variables) =>
      (await client.mutate({ mutation: typed(document), variables })).data,
    /** Calls `show` with each answer from the cache, and whenever the cache changes it. */
    watch(document, variables, show) {
      const watched = client.watchQuery({ query: typed(document), variables });
      const following = watched.subscribe(({ data, dataState }) => dataState === 'complete' && show(data));
      return () => following.unsubscribe();
    },
  };
}
