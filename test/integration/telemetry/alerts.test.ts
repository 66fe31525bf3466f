import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../../src/domain/actor.ts';
import { systemClock } from '../../../src/runtime/clock.ts';
import { createAlertQueue } from '../../../src/store/notifications/incident-alerts.ts';
import { createOrderStore } from '../../../src/store/orders/order-store.ts';
import { closeDatabase, connectDatabase, type Database } from '../../../src/store/postgres/database.ts';
import { makeAlertCourier } from '../../../src/use-cases/incidents/send-alerts.ts';
import type { NewIncident } from '../../../src/use-cases/ports/incidents.ts';
import { createAlertSender } from '../../../src/webhooks/alert-sender.ts';
import { type FreshDatabase, freshDatabase } from '../../support/database.ts';
import { aDetail } from '../../support/incidents.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { silentFailures } from '../../support/silent-failures.ts';
import { silentLog } from '../../support/silent-log.ts';

const anOperator: Actor = { kind: 'OPERATOR', id: null, name: 'Sri' };

let fresh: FreshDatabase;
let database: Database;
/** Whoever is on call: what was posted, and the status that answers. */
let receiver: http.Server;
let url: string;
let status = 200;
const posted: { text: string; kind: string; status: string; since: string; partnerReferenceNo: string }[] =
  [];

beforeAll(async () => {
  fresh = await freshDatabase();
  database = connectDatabase({ url: fresh.url, connectionsMax: 2 });
  receiver = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (status < 300) posted.push(JSON.parse(Buffer.concat(chunks).toString()));
    response.writeHead(status).end();
  });
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
});

afterAll(async () => {
  receiver.close();
  await closeDatabase(database);
  await fresh.drop();
});

afterEach(() => {
  posted.length = 0;
  status = 200;
});

const anIncident = (reference: string, kind: NewIncident['kind'] = 'UNKNOWN_FOR_LONG'): NewIncident => ({
  kind,
  dedupeKey: `${kind}:${reference}`,
  orderId: null,
  partnerReferenceNo: reference,
  detail: aDetail('DANA gives no clear answer'),
});

function openStage(arePrivateAllowed = true) {
  const clock = manualClock();
  const store = createOrderStore(database);
  const alerts = createAlertQueue(database);
  const link = 'https://pay.shop.example/graphql';
  const sender = createAlertSender({ url, arePrivateAllowed, link, environment: 'sandbox' });
  /** One round of one process. */
  async function round(): Promise<void> {
    const now = clock.now();
    const at = (ms: number) => new Date(now.getTime() + ms);
    for (const alert of await alerts.claimAlerts(now, at(30_000), at(-24 * 60 * 60_000), 8)) {
      const answer = await sender.send(alert, AbortSignal.timeout(5_000));
      if (answer.kind === 'accepted') await alerts.recordAlerted(alert);
      else await alerts.recordAlertFailed(alert, at(5_000));
    }
  }
  return { clock, store, alerts, sender, round };
}

test('an incident is posted once, with a text for people', async () => {
  const { clock, store, round } = openStage();
  await store.recordIncident(anIncident('ord-1'), clock.now());
  const since = clock.now().toISOString();
  await round();
  await round();
  clock.advance(2 * 60 * 60_000);
  await store.recordIncident(anIncident('ord-1'), clock.now());
  await round();
  expect(posted).toEqual([
    {
      text: `Gapura sandbox: UNKNOWN_FOR_LONG, order ord-1, since ${since}. DANA gives no clear answer. https://pay.shop.example/graphql`,
      incidentId: expect.stringMatching(/^inc_/),
      kind: 'UNKNOWN_FOR_LONG',
      status: 'OPEN',
      orderId: null,
      partnerReferenceNo: 'ord-1',
      since,
      detail: 'DANA gives no clear answer',
      link: 'https://pay.shop.example/graphql',
    },
  ]);
});

test('a receiver that is down loses nothing, also not to a process that dies', async () => {
  const { clock, store, alerts, round } = openStage();
  status = 503;
  await store.recordIncident(anIncident('ord-2'), clock.now());
  await round();
  status = 200;
  await round();
  expect(posted).toEqual([]);
  clock.advance(5_000);
  // The process that claims it now dies before it has posted.
  const claimedUntil = new Date(clock.now().getTime() + 30_000);
  expect(await alerts.claimAlerts(clock.now(), claimedUntil, new Date(0), 8)).toHaveLength(1);
  await round();
  expect(posted).toEqual([]);
  clock.advance(30_000);
  await round();
  expect(posted.map(({ partnerReferenceNo }) => partnerReferenceNo)).toEqual(['ord-2']);
});

test('an incident that is reopened is posted again, also while its last post is under way', async () => {
  const { clock, store, alerts, round } = openStage();
  await store.recordIncident(anIncident('ord-3'), clock.now());
  const claimedUntil = new Date(clock.now().getTime() + 30_000);
  const [claimed] = await alerts.claimAlerts(clock.now(), claimedUntil, new Date(0), 8);
  if (claimed === undefined) throw new Error('nothing to post');
  await store.resolveIncident(claimed.incidentId, { by: anOperator, at: clock.now(), resolution: 'cured' });
  clock.advance(1_000);
  await store.recordIncident(anIncident('ord-3'), clock.now());
  await alerts.recordAlerted(claimed);
  await round();
  expect(posted.map(({ status: now, since }) => [now, since])).toEqual([['OPEN', clock.now().toISOString()]]);
});

test('an incident that was resolved before it could be posted is posted as resolved, for a day', async () => {
  const { clock, store, round } = openStage();
  await store.recordIncident(anIncident('ord-4', 'ORPHANED'), clock.now());
  await store.recordIncident(anIncident('ord-5', 'ORPHANED'), clock.now());
  const { items } = await store.pageIncidents({ kind: 'ORPHANED' }, { first: 10 });
  const resolve = async (reference: string) => {
    const found = items.find(({ item }) => item.partnerReferenceNo === reference);
    const step = { by: anOperator, at: clock.now(), resolution: 'known' };
    await store.resolveIncident(found?.item.id ?? '', step);
  };
  await resolve('ord-4');
  clock.advance(25 * 60 * 60_000);
  await resolve('ord-5');
  await round();
  expect(posted.map(({ partnerReferenceNo, status: now }) => [partnerReferenceNo, now])).toEqual([
    ['ord-5', 'RESOLVED'],
  ]);
});

test('a private address is not posted to unless it is allowed', async () => {
  const { clock, store, alerts, sender } = openStage(false);
  await store.recordIncident(anIncident('ord-6'), clock.now());
  const claimedUntil = new Date(clock.now().getTime() + 30_000);
  const [claimed] = await alerts.claimAlerts(clock.now(), claimedUntil, new Date(0), 8);
  if (claimed === undefined) throw new Error('nothing to post');
  const answer = await sender.send(claimed, AbortSignal.timeout(5_000));
  expect(answer).toEqual({ kind: 'failed', failure: 'ADDRESS_REFUSED' });
  expect(posted).toEqual([]);
  await alerts.recordAlerted(claimed);
});

test('the courier posts what is due by itself, and again after a failure', async () => {
  const { store, alerts, sender } = openStage();
  const clock = systemClock();
  const failures: unknown[] = [];
  const log = { ...silentLog, warn: (event: string) => failures.push(event) };
  const courier = makeAlertCourier({ alerts, sender, clock, log, failures: silentFailures });
  status = 500;
  await store.recordIncident(anIncident('ord-7'), clock.now());
  courier.start();
  await expect.poll(() => failures).toEqual(['alert.attempt_failed']);
  status = 200;
  clock.advance(5_000);
  await expect.poll(() => posted.map((alert) => alert.partnerReferenceNo)).toEqual(['ord-7']);
  await courier.stop();
});
