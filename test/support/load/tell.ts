import { closeDatabase, connectDatabase } from '../../../src/store/postgres/database.ts';
import type { ConfiguredWorld } from '../configured-world.ts';
import type { Asked, History, Told } from '../history/history.ts';
import { readRecorded } from '../recorded.ts';
import { verdictOn } from './verdict.ts';

/** How many orders are described in full; the others appear in the verdict only. */
const toldMax = 3;

/**
 * The verdict as text for people: what violates an invariant, and for the first orders that it names every
 * request and answer, what we recorded and what DANA did. Empty if all is well.
 */
export async function tellVerdict(
  world: Pick<ConfiguredWorld, 'databaseUrl' | 'desk' | 'line'>,
  history: History,
): Promise<string> {
  const found = await verdictOn(world, history);
  if (found.length === 0) return '';
  const references = [...new Set(history.calls.map(({ asked }) => asked.partnerReferenceNo))];
  const named = references.filter((reference) => found.some((what) => what.includes(reference)));
  const tales = await Promise.all(
    named.slice(0, toldMax).map((reference) => tellOrder(world, history, reference)),
  );
  return [...found, ...tales].join('\n');
}

async function tellOrder(
  { databaseUrl, desk }: Pick<ConfiguredWorld, 'databaseUrl' | 'desk'>,
  { calls, watches }: History,
  reference: string,
): Promise<string> {
  const database = connectDatabase({ url: databaseUrl, connectionsMax: 4 });
  const recorded = await readRecorded(database);
  await closeDatabase(database);
  const ours = recorded.orders.find(({ order }) => order.partnerReferenceNo === reference);
  const danas = await desk.order(reference).catch(() => null);
  return [
    `--- ${reference}`,
    ...calls
      .filter(({ asked }) => asked.partnerReferenceNo === reference)
      .map(
        ({ asked, told, beganAtMs, endedAtMs }) =>
          `${Math.round(beganAtMs)}-${Math.round(endedAtMs)} ${askedWords(asked)}: ${toldWords(told)}`,
      ),
    ...watches
      .filter(({ partnerReferenceNo }) => partnerReferenceNo === reference)
      .map(
        ({ states, diary }) =>
          `watched ${(diary ?? states.map(({ version, status }) => `v${version} ${status}`)).join(', ')}`,
      ),
    ...(ours?.events ?? []).map(
      ({ version, occurredAt, fact, source, status }) =>
        `v${version} ${occurredAt.toISOString()} ${fact.type} from ${source}: ${status}`,
    ),
    ...(ours?.refunds ?? []).map(({ partnerRefundNo, status }) => `refund ${partnerRefundNo} ${status}`),
    ...recorded.inbox
      .filter(({ entry }) => entry.partnerReferenceNo === reference)
      .map(({ entry, disposition }) => `inbox ${entry.receivedAt.toISOString()} ${disposition}`),
    `DANA ${danas?.acquirementStatus} ${JSON.stringify(danas?.refunds)} ${JSON.stringify(danas?.cancellation)}`,
  ].join('\n');
}

function askedWords(asked: Asked): string {
  if (asked.operation === 'refundOrder') return `refundOrder ${asked.partnerRefundNo} ${asked.amount}`;
  return asked.operation === 'createOrder' ? `createOrder ${asked.title}` : asked.operation;
}

function toldWords(told: Told): string {
  if (told.kind === 'error') return told.code;
  const { outcome, order, refund } = told;
  return `${outcome} v${order?.version} ${order?.status} ${refund === null ? '' : refund.status}`;
}
