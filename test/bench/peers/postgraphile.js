import './node-22.js';
import { createServer } from 'node:http';
import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { grafserv } from 'postgraphile/grafserv/node';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { announce, connectionsMax, databaseUrl } from './serve.js';

/** PostGraphile over the gateway's own tables, without any code; it has a schema of its own, and checks no key. */
const instance = postgraphile({
  extends: [PostGraphileAmberPreset],
  pgServices: [
    makePgService({
      connectionString: databaseUrl,
      schemas: ['public'],
      poolConfig: { max: connectionsMax },
    }),
  ],
  grafserv: { graphqlPath: '/graphql', graphiql: false, watch: false },
});
const server = createServer();
server.on('error', console.error);
await instance.createServ(grafserv).addTo(server);
server.listen(0, '127.0.0.1', () => announce(server.address().port));
