import '../runtime/time-zone.ts';

import type { Config } from '../config/config.ts';
import { createLog } from '../runtime/log.ts';
import { createEventOutbox } from '../store/events/event-outbox.ts';
import { makeEventsWithoutPlace } from '../store/events/events-without-place.ts';
import type { Database } from '../store/postgres/database.ts';
import { makeReadDatabaseTime } from '../store/postgres/database-time.ts';
import { receiverId } from '../use-cases/events/receivers.ts';
import { makeRedeliverEvents } from '../use-cases/events/redeliver-events.ts';
import type { EventOutbox } from '../use-cases/ports/event-outbox.ts';
import { deliveriesCountedMax } from '../use-cases/ports/event-receivers.ts';
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
npm run events -- place
    Gives a place to each event that has none because it was written or restored by hand (npm run doctor counts them).
    Readers and endpoints get them after all events that have a place.
A running gateway sends them within seconds; otherwise the next gateway that starts does.`;

/** Events that were given up and a list shows, for each endpoint. */
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
  const count = (counted: number) =>
    counted === deliveriesCountedMax ? `${counted} or more` : String(counted);
  for (const { url, closedAt, pendingCount, deadCount } of await outbox.endpointStates(urls)) {
    const state = closedAt === null ? 'open' : `closed since ${closedAt.toISOString()} (410 Gone)`;
    process.stdout.write(`${url}  ${state}  ${count(pendingCount)} pending  ${count(deadCount)} given up\n`);
    const { items } = await outbox.pageFailed(url, { isGivenUp: true }, { first: lettersShownMax });
    for (const { item: letter } of items) {
      const { eventId, attemptCount, failure } = letter;
      process.stdout.write(`${eventId}  ${url}  ${attemptCount} attempts  ${failure}\n`);
    }
  }
  return exitCodes.done;
}

async function redeliver(
  outbox: EventOutbox,
  configured: readonly string[],
  { now, log, ...values }: Values & { readonly now: Date; readonly log: Log },
): Promise<number> {
  const { event, endpoint, dead } = values;
  const named = endpoint === undefined ? null : receiverId(configuredEndpoint(endpoint, configured));
  const redeliverEvents = makeRedeliverEvents({
    receivers: outbox,
    endpointUrls: configured,
    clock: { now: () => now },
    log,
  });
  const ask = async (eventIds: readonly string[] | null) => {
    const outcome = await redeliverEvents({ eventIds, receiverId: named, reason: null }, operator());
    if (outcome.kind !== 'RedeliverEventsSuccess') throw new Error(`unexpected outcome ${outcome.kind}`);
    return outcome;
  };
  if (event !== undefined && dead === undefined) {
    const { deliveryCount: count } = await ask([event]);
    return reportOutcome(
      count > 0,
      `${event} will be sent again to ${count} endpoint(s).`,
      'There is no such event.',
    );
  }
  if ((endpoint === undefined) === (dead === undefined))
    throw new UsageError('Name --event, --endpoint or --dead');
  let count = 0;
  let wasReopened = false;
  for (let hasMore = true; hasMore; ) {
    const outcome = await ask(null);
    ({ hasMore } = outcome);
    wasReopened ||= outcome.wasReopened;
    count += outcome.deliveryCount;
  }
  if (wasReopened) process.stdout.write('The endpoint is open again.\n');
  return reportOutcome(
    wasReopened || count > 0,
    `${count} event(s) that were given up will be sent again.`,
    'Nothing was given up.',
  );
}

async function place(database: Database): Promise<number> {
  const count = await makeEventsWithoutPlace(database).place();
  // Here and now: the relays of the gateways look for events as old as these once a minute.
  const outbox = createEventOutbox(database);
  while (await outbox.assignPositions());
  process.stdout.write(
    count > 0 ? `${count} event(s) have a place now; readers get them last.\n` : 'Every event has a place.\n',
  );
  return exitCodes.done;
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
  subcommands: ['list', 'redeliver', 'place'],
  async run(values, name) {
    const config = readConfiguration();
    if (name === 'place') return withOperatorDatabase(config, place);
    const urls = endpointsOf(config);
    if (urls.length === 0) throw new Error('EVENTS_URL names no endpoint');
    return withOperatorDatabase(config, async (database) => {
      // By the database's clock, as in the gateways that send what is due.
      const now = await makeReadDatabaseTime(database)();
      return subcommands[name](createEventOutbox(database), urls, { ...values, now, log: createLog('info') });
    });
  },
});
