import '../runtime/time-zone.ts';

import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { type Config, readConfig } from '../config/config.ts';
import { readFinishNotify } from '../dana/finish-notify.ts';
import { systemClock } from '../runtime/clock.ts';
import { createOrderStore } from '../store/orders/order-store.ts';
import { closeDatabase, connectDatabase } from '../store/postgres/database.ts';
import { makeReplayInbox, type ReplayEffect } from '../use-cases/notifications/replay-inbox.ts';
import type { StoredNotification } from '../use-cases/ports/inbox.ts';
import { openOperatorDatabase } from './open-database.ts';

const usage = `npm run inbox -- replay [--dry-run]
    Processes every Finish Notify on record again, by the same rules as when it came. Where nothing was wrong it
    changes nothing. Orphans whose order exists by now are adopted; what stood in quarantine and fits now is applied.
    --dry-run    writes nothing, says what would happen, and ends with 1 where that is not nothing`;

/** Exit codes: 0 done; 1 failed, or a dry run that found something; 64 usage; 78 configuration, as at start. */
async function main(): Promise<number> {
  const wish = readArguments();
  if (wish === null) {
    process.stderr.write(`${usage}\n`);
    return 64;
  }
  const result = readConfig(process.env);
  if (result.kind === 'faulty') {
    process.stderr.write(`${result.faults.join('\n')}\n`);
    return 78;
  }
  const merchantId = await merchantOf(result.config);
  const database = await openOperatorDatabase(result.config);
  try {
    return await replay(database.url, merchantId, wish.isDryRun);
  } finally {
    await database.leave();
  }
}

/** Null where nobody can know what is wanted. */
function readArguments(): { isDryRun: boolean } | null {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: { 'dry-run': { type: 'boolean', default: false } },
    });
    return positionals.join(' ') === 'replay' ? { isDryRun: values['dry-run'] } : null;
  } catch {
    return null;
  }
}

/** Whose notifications are to be believed. */
async function merchantOf(config: Config): Promise<string> {
  if (config.mode === 'configured') return config.settings.merchant.merchantId;
  return (await import('../gateway/embedded.ts')).embeddedMerchant.merchantId;
}

async function replay(databaseUrl: string, merchantId: string, isDryRun: boolean): Promise<number> {
  const database = connectDatabase({ url: databaseUrl, connectionsMax: 1 });
  const counts = { agrees: 0, kept: 0, disputed: 0, settled: 0, changed: 0 };
  try {
    const replayInbox = makeReplayInbox({
      store: createOrderStore(database),
      clock: systemClock(),
      chance: { uuid: randomUUID, fraction: Math.random },
      merchantId,
      readFinishNotify,
    });
    for await (const { notification, effect } of replayInbox({ isDryRun })) {
      counts[effect.kind] += 1;
      if (effect.kind !== 'agrees') process.stdout.write(`${describe(notification, effect, isDryRun)}\n`);
    }
  } finally {
    await closeDatabase(database);
  }
  const { agrees, kept, disputed, settled, changed } = counts;
  const would = isDryRun ? 'would be ' : '';
  process.stdout.write(
    `${agrees} agree with their orders, ${kept} stay kept, ${disputed} are disputed, ` +
      `${settled} ${would}settled, ${changed} ${would}applied.\n`,
  );
  return isDryRun && disputed + settled + changed > 0 ? 1 : 0;
}

/** One notification in a line: which, how it had ended, what became of it. */
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
      return `stays kept, ${effect.reason}`;
    case 'disputed':
      return `DISPUTED, ${effect.reason}`;
    case 'settled':
      return `${would}end as old news, its order is ${effect.order.status}`;
    case 'changed':
      return `${would}make its order ${effect.order.status}, version ${effect.order.version}`;
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
