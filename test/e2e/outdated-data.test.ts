import { join } from 'node:path';
import postgres from 'postgres';
import { expect, test } from 'vitest';
import { startEmbeddedPostgres } from '../../src/store/embedded/embedded-postgres.ts';
import { startGatewayProcess } from '../support/gateway-process.ts';

test('an embedded gateway refuses the data folder of an older build and says what to do', async () => {
  const gateway = await startGatewayProcess();
  await gateway.stop();
  const server = await startEmbeddedPostgres({ dataDir: join(gateway.dataDir, 'postgres') });
  const sql = postgres(server.url, { max: 1, fetch_types: false, onnotice: () => undefined });
  await sql`update drizzle.__drizzle_migrations set hash = 'of the old build'`;
  await sql.end();
  await server.leave();

  await expect(gateway.start()).rejects.toThrow('ended with code 1');
  expect(gateway.output()).toMatch(/could not start: .*older, unreleased build.*delete the data folder/);
  await gateway.dispose();
});
