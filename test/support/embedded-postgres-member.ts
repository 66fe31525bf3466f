/**
 * A process with a share in an embedded Postgres, as a gateway is one: `tsx embedded-postgres-member.ts <dataDir>`.
 * Prints the URL once it has joined. Leaves on SIGTERM, or when the test that started it is gone and with it our standard
 * input; then it ends because nothing holds it any more.
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
