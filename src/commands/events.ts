import '../runtime/time-zone.ts';

import { parseArgs } from 'node:util';
import { type Config, readConfig } from '../config/config.ts';
import { merchantEventId, parseMerchantEventId } from '../domain/merchant-event.ts';
import { createEventOutbox } from '../store/events/event-outbox.ts';
import { closeDatabase, connectDatabase } from '../store/postgres/database.ts';
import type { EventOutbox } from '../use-cases/ports/event-outbox.ts';
import { openOperatorDatabase } from './open-database.ts';

const usage = `npm run events -- list
    What the endpoints of EVENTS_URL are owed, and the events that were given up, oldest first.
npm run events -- redeliver --event <evt_…> [--endpoint <url>]
    Sends one event again, to every endpoint or to one, whether it was taken or not.
npm run events -- redeliver --endpoint <url>
    Sends an endpoint what was given up, and goes on where it had answered 410 Gone.
npm run events -- redeliver --dead
    Sends every endpoint what was given up.
A gateway that runs sends them within seconds; else the next one that starts.`;

/** Something the operator typed that cannot be done; told with the usage. */
class UsageError extends Error {}

/** Dead letters that a list shows. */
const lettersShownMax = 100;

/** Exit codes: 0 done; 1 failed or nothing found; 64 usage; 78 configuration, as at start. */
async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { event: { type: 'string' }, endpoint: { type: 'string' }, dead: { type: 'boolean' } },
  });
  const work = { list: listOwed, redeliver }[positionals[0] ?? ''];
  if (work === undefined || positionals.length !== 1) throw new UsageError('which of these?');

  const result = readConfig(process.env);
  if (result.kind === 'faulty') {
    process.stderr.write(`${result.faults.join('\n')}\n`);
    return 78;
  }
  const configured = endpointsOf(result.config);
  if (configured.length === 0) throw new Error('EVENTS_URL names no endpoint');
  const place = await openOperatorDatabase(result.config);
  const database = connectDatabase({ url: place.url, connectionsMax: 1 });
  try {
    return await work(createEventOutbox(database), configured, values);
  } finally {
    await closeDatabase(database);
    await place.leave();
  }
}

interface Wish {
  readonly event?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly dead?: boolean | undefined;
}

function endpointsOf(config: Config): readonly string[] {
  return (config.mode === 'configured' ? config.settings.events : config.events).endpointUrls;
}

async function listOwed(outbox: EventOutbox, urls: readonly string[]): Promise<number> {
  for (const { url, closedAt, owedCount, deadCount } of await outbox.endpointStates(urls)) {
    const state = closedAt === null ? 'open' : `closed since ${closedAt.toISOString()} (410 Gone)`;
    process.stdout.write(`${url}  ${state}  ${owedCount} owed  ${deadCount} given up\n`);
  }
  for (const letter of await outbox.deadLetters(urls, lettersShownMax)) {
    const { endpointUrl, attemptCount, failure } = letter;
    process.stdout.write(
      `${merchantEventId(letter)}  ${endpointUrl}  ${attemptCount} attempts  ${failure}\n`,
    );
  }
  return 0;
}

async function redeliver(outbox: EventOutbox, configured: readonly string[], wish: Wish): Promise<number> {
  const { event, endpoint, dead } = wish;
  const urls = endpoint === undefined ? configured : [configuredEndpoint(endpoint, configured)];
  const now = new Date();
  if (event !== undefined && dead === undefined) {
    const key = parseMerchantEventId(event);
    const count = key === null ? 0 : await outbox.redeliverEvent(key, urls, now);
    return told(count, `${event} will be sent again to ${count} endpoint(s).`, 'There is no such event.');
  }
  if ((endpoint === undefined) === (dead === undefined))
    throw new UsageError('--event, --endpoint or --dead?');
  const wasClosed = endpoint !== undefined && (await outbox.reopenEndpoint(urls[0] ?? ''));
  if (wasClosed) process.stdout.write('The endpoint is open again.\n');
  const count = await outbox.redeliverDead(urls, now);
  return told(
    wasClosed ? 1 : count,
    `${count} event(s) that were given up will be sent again.`,
    'Nothing was given up.',
  );
}

function configuredEndpoint(text: string, configured: readonly string[]): string {
  const url = URL.canParse(text) ? new URL(text).href : text;
  if (!configured.includes(url)) throw new UsageError('--endpoint is none of EVENTS_URL');
  return url;
}

function told(count: number, done: string, nothing: string): number {
  if (count > 0) process.stdout.write(`${done}\n`);
  else process.stderr.write(`${nothing}\n`);
  return count > 0 ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  const isUsage =
    error instanceof UsageError || (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS');
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}\n`);
  process.exitCode = isUsage ? 64 : 1;
}
