/**
 * A process with a share in an embedded Postgres, as a gateway is one: `tsx embedded-postgres-member.ts <dataDir>`.
 * Prints the URL once it has joined, leaves on SIGTERM, and then ends because nothing holds it any more.
 */
import { argv, stdout } from 'node:process';
import { startEmbeddedPostgres } from '../../src/store/embedded-postgres.ts';

const [, , dataDir] = argv;
if (!dataDir) throw new Error('Which data folder?');
const server = await startEmbeddedPostgres({ dataDir });
process.once('SIGTERM', () => void server.leave());
stdout.write(`${server.url}\n`);
