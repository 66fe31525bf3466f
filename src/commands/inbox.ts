import '../runtime/time-zone.ts';

import { translateFinishNotify } from '../dana/finish-notify.ts';
import { systemChance } from '../runtime/chance.ts';
import { systemClock } from '../runtime/clock.ts';
import { createLog } from '../runtime/log.ts';
import { createOrderStore } from '../store/orders/order-store.ts';
import type { Database } from '../store/postgres/database.ts';
import { makeReadDatabaseTime } from '../store/postgres/database-time.ts';
import { logIncidents } from '../use-cases/incidents/log-incidents.ts';
import { makeReplayInbox } from '../use-cases/notifications/replay-inbox.ts';
import type { ReplayEffect, StoredNotification } from '../use-cases/ports/inbox.ts';
import { merchantOf } from './merchant-of.ts';
import { withOperatorDatabase } from './open-database.ts';
import { operator } from './operator.ts';
import { exitCodes, readConfiguration, runCommand } from './run-command.ts';

const usage = `npm run inbox -- replay [--dry-run]
    Processes every recorded Finish Notify again, by the same rules as when it arrived. If nothing was wrong, nothing
    changes. An early notification whose order exists by now is applied, and so is a quarantined one that fits now.
    --dry-run    writes nothing, prints what would happen, and ends with 1 if anything would`;

/**
 * Prints each notification that does not agree with its order; the exit code is 1 if a dry run finds any to
 * apply.
 */
async function replay(database: Database, merchantId: string, isDryRun: boolean): Promise<number> {
  const log = createLog('info');
  const clock = systemClock();
  const now = await makeReadDatabaseTime(database)();
  clock.follow({ readMs: now.getTime(), sentAtMs: performance.now(), answeredAtMs: performance.now() });
  // Before the first change: a replay that breaks off has a line, too.
  if (!isDryRun) log.info('inbox.replay_requested', { actor: operator() });
  const counts = { agrees: 0, kept: 0, disputed: 0, unchanged: 0, applied: 0 };
  const replayInbox = makeReplayInbox({
    store: createOrderStore(database, logIncidents(log)),
    clock,
    chance: systemChance,
    merchantId,
    translateFinishNotify,
  });
  for await (const { notification, effect } of replayInbox({ isDryRun })) {
    counts[effect.kind] += 1;
    if (effect.kind !== 'agrees') process.stdout.write(`${describe(notification, effect, isDryRun)}\n`);
  }
  const { agrees, kept, disputed, unchanged, applied } = counts;
  const would = isDryRun ? 'would be ' : '';
  process.stdout.write(
    `${agrees} agree with their orders, ${kept} stay kept, ${disputed} are disputed, ` +
      `${unchanged} ${would}closed without a change, ${applied} ${would}applied.\n`,
  );
  if (!isDryRun) log.info('inbox.replayed', { ...counts, actor: operator() });
  return isDryRun && disputed + unchanged + applied > 0 ? exitCodes.failed : exitCodes.done;
}

/** One line for a notification: which one, its disposition so far, and the effect of processing it again. */
function describe(
  { entry, disposition }: StoredNotification,
  effect: ReplayEffect,
  isDryRun: boolean,
): string {
  const { partnerReferenceNo, latestTransactionStatus, receivedAt } = entry;
  const which = `${receivedAt.toISOString()} ${partnerReferenceNo ?? '?'} ${latestTransactionStatus ?? '?'}`;
  return `${which} ${disposition}: ${outcomeOf(effect, isDryRun)}`;
}

function outcomeOf(effect: ReplayEffect, isDryRun: boolean): string {
  const would = isDryRun ? 'would ' : '';
  switch (effect.kind) {
    case 'agrees':
      return 'agrees with its order';
    case 'kept':
      return `stays kept, ${effect.reason.EN}`;
    case 'disputed':
      return `DISPUTED, ${effect.reason.EN}`;
    case 'unchanged':
      return `${would}change nothing, its order is ${effect.order.status}`;
    case 'applied':
      return `${would}make its order ${effect.order.status}, version ${effect.order.version}`;
  }
}

await runCommand({
  usage,
  options: { 'dry-run': { type: 'boolean', default: false } },
  subcommands: ['replay'],
  async run(values) {
    const config = readConfiguration();
    const merchantId = await merchantOf(config);
    return withOperatorDatabase(config, (database) => replay(database, merchantId, values['dry-run']));
  },
});
