import { and, eq } from 'drizzle-orm';
import { codeOf } from '../../runtime/error-code.ts';
import type { Database } from '../postgres/database.ts';
import { withStoreErrors } from '../postgres/errors.ts';
import { world } from '../tables/world-tables.ts';

/**
 * Whose orders a database holds. Two gateways of different worlds must not share a database: each would query its own
 * DANA about the other's orders, and a simulator's play money could pay a genuine order.
 */
export interface World {
  /** `embedded`: the embedded mode, whose DANA is its own simulator; `rehearsal`: production with a simulator. */
  readonly environment: 'production' | 'sandbox' | 'embedded' | 'rehearsal';
  /** DANA's host, with its port and path if it has any; `simulator` in the embedded mode, whose port may change. */
  readonly danaHost: string;
  /** X-PARTNER-ID. */
  readonly partnerId: string;
  readonly merchantId: string;
}

/** A world in one line, as messages and `npm run database` write it. */
export function describeWorld({ environment, danaHost, partnerId, merchantId }: World): string {
  return [environment, danaHost, partnerId, merchantId].join(' ');
}

/** Thrown instead of working on a database of another world. Its message says what to do. */
export class ForeignDatabase extends Error {
  override readonly name = 'ForeignDatabase';
  constructor(found: World, expected: World) {
    super(
      `This database belongs to "${describeWorld(found)}" (environment, DANA's host, X_PARTNER_ID, MERCHANT_ID) and ` +
        `this configuration to "${describeWorld(expected)}": point DATABASE_URL at a database of its own or, if every ` +
        'order in this one is known to the DANA of this configuration, see `npm run database -- --help`.',
    );
  }
}

/** The world that the database is stamped with; null before the first start of a gateway. */
export async function readWorld(database: Database): Promise<World | null> {
  const { environment, danaHost, partnerId, merchantId } = world;
  const read = database.select({ environment, danaHost, partnerId, merchantId }).from(world);
  try {
    const [row] = await withStoreErrors(read);
    return row === undefined ? null : (row as World);
  } catch (error) {
    if (codeOf(error) === undefinedTable) return null;
    throw error;
  }
}

/** https://www.postgresql.org/docs/15/errcodes-appendix.html */
const undefinedTable = '42P01';

/**
 * Stamps the database at the first start, and compares at every other. Of two gateways that start first at once, the
 * slower one compares. Throws ForeignDatabase, and then has changed nothing.
 */
export async function claimWorld(database: Database, expected: World, now: Date): Promise<void> {
  if ((await readWorld(database)) === null) {
    const row = { id: 1, ...expected, stampedAt: now };
    await withStoreErrors(database.insert(world).values(row).onConflictDoNothing());
  }
  await requireWorld(database, expected);
}

/** Throws ForeignDatabase if the database is stamped with another world. */
export async function requireWorld(database: Database, expected: World): Promise<void> {
  const found = await readWorld(database);
  if (found !== null && describeWorld(found) !== describeWorld(expected)) {
    throw new ForeignDatabase(found, expected);
  }
}

/** Gives a database of the world `from` to the world `to`. Returns whether it was stamped with `from`. */
export async function reassignWorld(database: Database, from: World, to: World, now: Date): Promise<boolean> {
  const isFrom = and(
    eq(world.environment, from.environment),
    eq(world.danaHost, from.danaHost),
    eq(world.partnerId, from.partnerId),
    eq(world.merchantId, from.merchantId),
  );
  const update = database
    .update(world)
    .set({ ...to, stampedAt: now })
    .where(isFrom);
  return (await withStoreErrors(update.returning({ id: world.id }))).length > 0;
}
