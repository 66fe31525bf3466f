import '../runtime/time-zone.ts';

import { createLog } from '../runtime/log.ts';
import type { Database } from '../store/postgres/database.ts';
import { makeReadDatabaseTime } from '../store/postgres/database-time.ts';
import { describeWorld, readWorld, reassignWorld, type World } from '../store/world/database-world.ts';
import { migrateOperatorDatabase, withAnyDatabase } from './open-database.ts';
import { operator } from './operator.ts';
import { exitCodes, readConfiguration, reportOutcome, runCommand, UsageError } from './run-command.ts';

const usage = `npm run database -- show
    Prints whose database this is: DANA's environment, DANA's host, X_PARTNER_ID and MERCHANT_ID; and with what this
    environment would start a gateway. Ends with 1 if the two differ, because no gateway starts then.
npm run database -- reassign --from "<the line that show prints>" [--by <name>]
    Gives the database, with every order, refund, event and key in it, to the DANA and merchant of this environment.
    From the next start on, gateways query this DANA about every order that is still open, send their refunds and
    cancellations there, and believe its notifications. Right after DANA has given the merchant a new client id, or
    after a proxy before DANA has got another name. Wrong whenever this DANA does not know the orders: use an empty
    database then. Stop every gateway first; they compare at their start only.
npm run database -- migrate [--by <name>]
    Applies what this build's tables still need, over DATABASE_LISTEN_URL if it is set, else over DATABASE_URL, and
    creates nothing if nothing is pending. Gateways do the same when they start; run this if their own role may not: as
    the owner of the tables, before gateways of the new build start. Waits 60 s at most for another process that migrates.
The log names who changed something: --by, or else the user of this machine.`;

interface Values {
  readonly from?: string | undefined;
  readonly by?: string | undefined;
}

async function show(database: Database, configured: World): Promise<number> {
  const found = await readWorld(database);
  const text = found === null ? 'nobody: no gateway has started on it yet' : describeWorld(found);
  process.stdout.write(`database       ${text}\nconfiguration  ${describeWorld(configured)}\n`);
  const isRight = found === null || describeWorld(found) === describeWorld(configured);
  return isRight ? exitCodes.done : exitCodes.failed;
}

async function reassign(database: Database, configured: World, { from, by }: Values): Promise<number> {
  if (from === undefined) throw new UsageError('--from is missing');
  const found = await readWorld(database);
  const isNamed = found !== null && describeWorld(found) === from.trim().replace(/\s+/g, ' ');
  const isDone =
    isNamed && (await reassignWorld(database, found, configured, await makeReadDatabaseTime(database)()));
  if (isDone) log.info('database.reassigned', { from, to: describeWorld(configured), actor: operator(by) });
  return reportOutcome(
    isDone,
    `The database belongs to ${describeWorld(configured)} now.`,
    `The database does not belong to "${from}"; nothing was changed. See: npm run database -- show`,
  );
}

async function migrate({ by }: Values): Promise<number> {
  const count = await migrateOperatorDatabase(readConfiguration(), { log, actor: operator(by) });
  process.stdout.write(count > 0 ? 'The tables are up to date now.\n' : 'The tables were up to date.\n');
  return exitCodes.done;
}

const log = createLog('info');
const subcommands = { show, reassign } as const;

await runCommand({
  usage,
  options: { from: { type: 'string' }, by: { type: 'string' } },
  subcommands: ['show', 'reassign', 'migrate'],
  run: (values, name) =>
    name === 'migrate'
      ? migrate(values)
      : withAnyDatabase(readConfiguration(), (database, world) => subcommands[name](database, world, values)),
});
