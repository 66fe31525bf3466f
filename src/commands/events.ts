import '../runtime/time-zone.ts';

import type { Config } from '../config/config.ts';
import { eventIdShape } from '../domain/merchant-event.ts';
import { createLog } from '../runtime/log.ts';
import { createEventOutbox } from '../store/events/event-outbox.ts';
import { makeReadDatabaseTime } from '../store/postgres/database-time.ts';
import { endpointName } from '../use-cases/events/delivery-incidents.ts';
import type { EventOutbox } from '../use-cases/ports/event-outbox.ts';
import type { Log } from '../use-cases/ports/log.ts';
import { withOperatorDatabase } from './open-database.ts';
import { operator } from './operator.ts';
import { exitCodes, readConfiguration, reportOutcome, runCommand, UsageError } from './run-command.ts';

const usage = `npm run events -- list
    Lists the endpoints of EVENTS_URL with the number of pending events, and the events that were given up, oldest
    first.
npm run events -- redeliver --event <evt_…> [--endpoint <url>]
    Sends one event again, to every endpoint or to one, even if it was delivered before.
npm run events -- redeliver --endpoint <url>
    Sends an endpoint the events that were given up, and reopens it if it had answered 410 Gone.
npm run events -- redeliver --dead
    Sends every endpoint the events that were given up.
A running gateway sends them within seconds; otherwise the next gateway that starts does.`;

/** Dead letters that a list shows. */
const lettersShownMax = 100;

interface Values {
  readonly event?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly dead?: boolean | undefined;
}

function endpointsOf(config: Config): readonly string[] {
  return (config.mode === 'configured' ? config.settings.events : config.events).endpointUrls;
}

async function listPending(outbox: EventOutbox, urls: readonly string[]): Promise<number> {
  for (const { url, closedAt, pendingCount, deadCount } of await outbox.endpointStates(urls)) {
    const state = closedAt === null ? 'open' : `closed since ${closedAt.toISOString()} (410 Gone)`;
    process.stdout.write(`${url}  ${state}  ${pendingCount} pending  ${deadCount} given up\n`);
  }
  for (const letter of await outbox.deadLetters(urls, lettersShownMax)) {
    const { eventId, endpointUrl, attemptCount, failure } = letter;
    process.stdout.write(`${eventId}  ${endpointUrl}  ${attemptCount} attempts  ${failure}\n`);
  }
  return exitCodes.done;
}

async function redeliver(
  outbox: EventOutbox,
  configured: readonly string[],
  { now, log, ...values }: Values & { readonly now: Date; readonly log: Log },
): Promise<number> {
  const done = (fields: Record<string, unknown>) =>
    log.info('event.redelivery_requested', { ...fields, actor: operator() });
  const { event, endpoint, dead } = values;
  const urls = endpoint === undefined ? configured : [configuredEndpoint(endpoint, configured)];
  if (event !== undefined && dead === undefined) {
    const count = eventIdShape.test(event) ? await outbox.redeliverEvent(event, urls, now) : 0;
    if (count > 0) done({ eventId: event, endpointCount: count });
    return reportOutcome(
      count > 0,
      `${event} will be sent again to ${count} endpoint(s).`,
      'There is no such event.',
    );
  }
  if ((endpoint === undefined) === (dead === undefined))
    throw new UsageError('Name --event, --endpoint or --dead');
  const wasClosed = endpoint !== undefined && (await outbox.reopenEndpoint(urls[0] ?? ''));
  if (wasClosed) process.stdout.write('The endpoint is open again.\n');
  const count = await outbox.redeliverDead(urls, now);
  if (wasClosed || count > 0) done({ endpoints: urls.map(endpointName), eventCount: count, wasClosed });
  return reportOutcome(
    wasClosed || count > 0,
    `${count} event(s) that were given up will be sent again.`,
    'Nothing was given up.',
  );
}

function configuredEndpoint(text: string, configured: readonly string[]): string {
  const url = URL.canParse(text) ? new URL(text).href : text;
  if (!configured.includes(url)) throw new UsageError('--endpoint is not one of EVENTS_URL');
  return url;
}

const subcommands = { list: listPending, redeliver } as const;

await runCommand({
  usage,
  options: { event: { type: 'string' }, endpoint: { type: 'string' }, dead: { type: 'boolean' } },
  subcommands: ['list', 'redeliver'],
  async run(values, name) {
    const config = readConfiguration();
    const urls = endpointsOf(config);
    if (urls.length === 0) throw new Error('EVENTS_URL names no endpoint');
    return withOperatorDatabase(config, async (database) => {
      // By the database's clock, as in the gateways that send what is due.
      const now = await makeReadDatabaseTime(database)();
      return subcommands[name](createEventOutbox(database), urls, { ...values, now, log: createLog('info') });
    });
  },
});
