import type { NewsRow } from '../notifications/incident-news.ts';
import type { Database } from '../postgres/database.ts';
import { prepareStatement } from '../postgres/statement.ts';
import type { ChangeParameters } from './change-parameters.ts';
import { changeStatement, type Extra, extraNames } from './change-statement.ts';
import { type GroupedWith, groupedStatement } from './grouped-statement.ts';
import { grouped } from './grouping.ts';

/** The row of a change that touched no incident. */
const changedWithoutNews: readonly NewsRow[] = [{ news: null }];

/**
 * Makes the function that writes a change: alone, or in one statement with others that come while two are under way. Those are what
 * most changes are: a version of an order, with the notification behind it or none. Resolves with no row if the order no
 * longer has the version, or the lease, that was read.
 */
export function makeWriteChange(
  database: Database,
): (change: ChangeParameters) => Promise<readonly NewsRow[]> {
  /** By what a change brings, in practice about ten. */
  const statements = new Map<string, ReturnType<typeof prepareStatement<NewsRow>>>();
  const groups: Readonly<Record<GroupedWith, ReturnType<typeof makeGroup>>> = {
    nothing: makeGroup('nothing'),
    inbox: makeGroup('inbox'),
  };

  function makeGroup(brought: GroupedWith) {
    const write = prepareStatement<{ id: string }>(database, groupedStatement(brought));
    return grouped<ChangeParameters, readonly NewsRow[]>({
      keyOf: ({ orderId }) => orderId,
      alone: writeAlone,
      async together(changes) {
        const rows = await write({
          orders: changes.map(({ order, conclusion, whileLeased, releasedLease }) => ({
            ...order,
            conclusion,
            while_leased: whileLeased,
            released_lease: releasedLease,
          })),
          events: changes.map(({ event }) => event),
          inbox: changes.map(({ inbox }) => inbox),
        });
        const changed = new Set(rows.map(({ id }) => id));
        return changes.map(({ orderId }) => (changed.has(orderId) ? changedWithoutNews : undefined));
      },
    });
  }

  async function writeAlone(change: ChangeParameters): Promise<readonly NewsRow[]> {
    const brought = broughtBy(change);
    const hasOneEvent = change.versionCount === 1;
    const key = [hasOneEvent, ...brought].join();
    const write =
      statements.get(key) ?? prepareStatement<NewsRow>(database, changeStatement(brought, hasOneEvent));
    statements.set(key, write);
    return write(change);
  }

  return (change) => {
    const canBeGrouped = change.versionCount === 1 && broughtBy(change).every((name) => groupable.has(name));
    if (!canBeGrouped) return writeAlone(change);
    return (change.inbox === null ? groups.nothing : groups.inbox)(change);
  };
}

/** What changes in groups may bring. */
const groupable: ReadonlySet<Extra> = new Set<Extra>(['inbox', 'conclusion']);

function broughtBy(change: ChangeParameters): readonly Extra[] {
  return extraNames.filter((name) => change[name] !== null);
}
