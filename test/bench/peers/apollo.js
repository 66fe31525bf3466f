import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { GraphQLError } from 'graphql';
import { resolvers, typeDefs } from './schema.js';
import { announce, isAllowed } from './serve.js';

/** Apollo Server as its documentation starts it. */
const server = new ApolloServer({ typeDefs, resolvers });
const { url } = await startStandaloneServer(server, {
  listen: { port: 0, host: '127.0.0.1' },
  context: async ({ req }) => {
    if (isAllowed(req.headers.authorization)) return {};
    throw new GraphQLError('unauthenticated', { extensions: { http: { status: 401 } } });
  },
});
announce(Number(new URL(url).port));
