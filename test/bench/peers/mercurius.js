import Fastify from 'fastify';
import mercurius from 'mercurius';
import { resolvers, typeDefs } from './schema.js';
import { announce, isAllowed } from './serve.js';

/** mercurius with graphql-jit, which compiles a document at its second use. */
const app = Fastify();
app.addHook('onRequest', async (request, reply) => {
  if (!isAllowed(request.headers.authorization)) return reply.code(401).send({});
});
app.register(mercurius, { schema: typeDefs, resolvers, jit: 1 });
await app.listen({ port: 0, host: '127.0.0.1' });
announce(app.server.address().port);
