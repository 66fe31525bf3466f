import { isDeepStrictEqual } from 'node:util';
import { sendSome } from './client.ts';
import type { CountingPostgres } from './postgres.ts';
import type { Contestant } from './servers.ts';
import { sharedPart, type Work, works } from './works.ts';

type Order = Readonly<Record<string, unknown>>;

/**
 * Asks every server for the same and compares the results with the gateway's: whole, except that of a new order neither
 * id nor times can be the same, and that PostGraphile's names differ. Throws at the first difference.
 */
export async function compareAnswers(contestants: readonly Contestant[]): Promise<void> {
  for (const work of works) {
    const results: { name: string; result: unknown }[] = [];
    for (const { name, dialect, load } of contestants) {
      const clients = load(work);
      if (clients === null) continue;
      results.push({ name, result: dialect.result(work, await sendSome(clients, 1)) });
    }
    const [gateway, ...peers] = results;
    for (const { name, result } of peers) {
      const isDerived = name === 'PostGraphile';
      const [expected, given] = [gateway?.result, result].map((one) => comparable(work, one, isDerived));
      if (isDeepStrictEqual(given, expected)) continue;
      throw new Error(
        `${name} answers ${work} otherwise than the gateway:\n${text(given)}\ninstead of\n${text(expected)}`,
      );
    }
  }
}

function comparable(work: Work, result: unknown, isDerived: boolean): unknown {
  if (work === 'createOrder') return withoutIdentity(result as Order);
  const { nodes, pageInfo, ...order } = result as { nodes?: readonly Order[]; pageInfo?: Order };
  if (!isDerived) return result;
  if (nodes === undefined) return sharedPart(order);
  return { nodes: nodes.map(sharedPart), hasNextPage: pageInfo?.hasNextPage };
}

/** A new order, without what the bench or the clock has made different. */
function withoutIdentity(order: Order): Order {
  const { id: _id, partnerReferenceNo: _number, referenceNo: _danas, ...rest } = order;
  const { createdAt: _created, updatedAt: _updated, expiresAt: _expires, instruction, ...same } = rest;
  const { expiresAt: _until, ...steps } = instruction as Order;
  return { ...same, instruction: steps };
}

function text(value: unknown): string {
  return JSON.stringify(value).slice(0, 2_000);
}

/**
 * The most statements of the gateway for one of each work, on the way where nothing goes wrong; lower it with every one
 * that is saved.
 */
const statementsMax: Readonly<Record<Work, number>> = {
  'order(id)': 1,
  // If every read made the gateway query DANA: itself, the mark that somebody asked, and six of the query. It does so once in
  // five seconds for each order, which `find-order.test.ts` counts.
  'order(id), PENDING': 8,
  'page of 20': 1,
  'page 1,000': 1,
  // Two on its own account. On others', for all changes of some milliseconds together: one that wakes watchers, and two of
  // the relay that gives events their positions.
  createOrder: 5,
};
/**
 * So many that statements of background work count for less than one of each, and few enough for the budget of one key,
 * which pages of 20 exhaust.
 */
const countedCalls = 40;

/** Statements for one of each work, by server; throws if the gateway needs more than is stated above. */
export async function countStatements(
  contestants: readonly Contestant[],
  postgres: CountingPostgres,
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const { name, load } of contestants) {
    for (const work of works) {
      const clients = load(work);
      if (clients === null) continue;
      // The first calls also open connections and prepare statements.
      await sendSome(clients, 5);
      const total = await postgres.countStatements(async () => {
        await sendSome(clients, countedCalls);
      });
      counts.set(`${work} ${name}`, total / countedCalls);
      if (name !== 'gateway' || Math.floor(total / countedCalls) <= statementsMax[work]) continue;
      throw new Error(
        `${work} took ${total} statements for ${countedCalls}: more than ${statementsMax[work]} each`,
      );
    }
  }
  return counts;
}
