/**
 * A process with a share in an embedded Postgres, like a gateway: `tsx embedded-postgres-member.ts <dataDir>`.
 * Prints the URL once it has joined. Leaves on SIGTERM, or when its test is gone, which closes our standard input;
 * then the process ends, because nothing keeps it alive.
 */
import { argv, stdin, stdout } from 'node:process';
import { startEmbeddedPostgres } from '../../src/store/embedded/embedded-postgres.ts';

const [, , dataDir] = argv;
if (!dataDir) throw new Error('Which data folder?');
const server = await startEmbeddedPostgres({ dataDir });
process.once('SIGTERM', () => {
  stdin.destroy();
  void server.leave();
});
stdin.resume().once('end', () => void server.leave());
stdout.write(`${server.url}\n`);
