import { chown, cp, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type GatewayProcess, startGatewayProcess } from '../support/gateway-process.ts';

/** What a drill found; every fact must be as its name says. */
export interface DrillFacts {
  readonly isBackedUpOrderThere: boolean;
  readonly isLostOrderUnknown: boolean;
  /** The gateway recognises the cursor of a lost event and says so. */
  readonly isLostCursorNoticed: boolean;
  /** Whoever goes on where it then says gets every event of the new history. */
  readonly isNothingSkipped: boolean;
  /** No event of the new history has an id of the lost one. */
  readonly areIdsNew: boolean;
  /** The same createOrder again finds the order that DANA has; nothing is sold twice. */
  readonly isOrderMadeAgain: boolean;
}

interface EventsPage {
  readonly nodes: readonly { readonly id: string }[];
  readonly pageInfo: { readonly endCursor: string | null };
  readonly historyChanged: { readonly startAfter: string | null } | null;
}

/**
 * Rehearses a restore on a gateway and a Postgres of its own: a cold copy of the database's folder is the backup, an
 * order is made after it, then the copy takes the folder's place. DANA, here the simulator, goes on in all of it.
 */
export async function drillRestore(report: (sentence: string) => void): Promise<DrillFacts> {
  const gateway = await startGatewayProcess();
  const database = join(gateway.dataDir, 'postgres');
  const backup = join(gateway.dataDir, 'backup');
  try {
    await createOrder(gateway, 'before');
    const shared = await eventsAfter(gateway, null);
    await gateway.stop();
    await copyOwned(database, backup);
    report('Backed up: a copy of the folder of a stopped Postgres, with one order in it.');

    await gateway.start();
    const lostNo = await createOrder(gateway, 'after');
    const lost = await eventsAfter(gateway, shared.pageInfo.endCursor);
    await gateway.stop();
    report('One more order was made after the backup, and its events were read.');

    await rm(database, { recursive: true });
    await copyOwned(backup, database);
    await gateway.start();
    report('Restored. The gateway runs on the backup; DANA has both orders.');

    const isLostOrderUnknown = (await statusOf(gateway, 'after')) === null;
    const page = await eventsAfter(gateway, lost.pageInfo.endCursor);
    const againNo = await createOrder(gateway, 'after');
    const since = await eventsAfter(gateway, shared.pageInfo.endCursor);
    const resumed = await eventsAfter(gateway, page.historyChanged?.startAfter ?? null);
    const resumedIds = new Set(resumed.nodes.map(({ id }) => id));
    const lostIds = new Set(lost.nodes.map(({ id }) => id));
    return {
      isBackedUpOrderThere: (await statusOf(gateway, 'before')) === 'PENDING',
      isLostOrderUnknown,
      isLostCursorNoticed: page.historyChanged !== null,
      isNothingSkipped: since.nodes.every(({ id }) => resumedIds.has(id)),
      areIdsNew: since.nodes.length > 0 && since.nodes.every(({ id }) => !lostIds.has(id)),
      isOrderMadeAgain: againNo !== null && againNo === lostNo,
    };
  } finally {
    await gateway.dispose();
  }
}

/** Copies a folder; the files keep the account that Postgres runs under if this process is root. */
async function copyOwned(from: string, to: string): Promise<void> {
  await cp(from, to, { recursive: true });
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = await stat(from);
  const inside = await readdir(to, { recursive: true });
  for (const name of ['', ...inside]) await chown(join(to, name), uid, gid);
}

async function request<Data>(gateway: GatewayProcess, query: string, variables: object): Promise<Data> {
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${gateway.serverKey}` },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data: Data; errors?: unknown };
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data;
}

/** Creates an order and returns DANA's number of it. */
async function createOrder(gateway: GatewayProcess, partnerReferenceNo: string): Promise<string | null> {
  const bri = { payMethod: 'VIRTUAL_ACCOUNT', payOption: 'VIRTUAL_ACCOUNT_BRI' };
  const { createOrder } = await request<{
    createOrder: { order?: { referenceNo: string | null } };
  }>(
    gateway,
    `mutation ($input: CreateOrderInput!) {
      createOrder(input: $input) { ... on CreateOrderSuccess { order { referenceNo } } }
    }`,
    { input: { partnerReferenceNo, amount: '75000', title: 'Two tickets', ...bri } },
  );
  return createOrder.order?.referenceNo ?? null;
}

async function statusOf(gateway: GatewayProcess, partnerReferenceNo: string): Promise<string | null> {
  const { order } = await request<{ order: { status: string } | null }>(
    gateway,
    'query ($by: OrderBy!) { order(by: $by) { status } }',
    { by: { partnerReferenceNo } },
  );
  return order?.status ?? null;
}

/** Reads from `after` on until there is something to read: an event becomes visible some milliseconds after it. */
async function eventsAfter(gateway: GatewayProcess, after: string | null): Promise<EventsPage> {
  const deadlineMs = performance.now() + 10_000;
  for (;;) {
    const { events } = await request<{ events: EventsPage }>(
      gateway,
      `query ($after: String) { events(first: 100, after: $after) {
        nodes { id } pageInfo { endCursor } historyChanged { startAfter } } }`,
      { after },
    );
    // A create has two events, its record and DANA's answer.
    if (events.nodes.length >= 2 || events.historyChanged !== null) return events;
    if (performance.now() > deadlineMs) throw new Error('The events of an order did not become visible.');
  }
}

if (process.argv[1] === import.meta.filename) {
  const facts = await drillRestore((sentence) => console.log(sentence));
  for (const [fact, holds] of Object.entries(facts)) console.log(`  ${holds ? 'ok    ' : 'FAILED'} ${fact}`);
  process.exit(Object.values(facts).every(Boolean) ? 0 : 1);
}
