import { asc, eq, getTableColumns, gte, sql } from 'drizzle-orm';
import { type AnyPgColumn, type AnyPgTable, makePgArray } from 'drizzle-orm/pg-core';
import type { CredentialStore } from '../../access/credential-store.ts';
import type { Database } from '../postgres/database.ts';
import { withStoreErrors } from '../postgres/errors.ts';
import { parameter, prepareStatement } from '../postgres/statement.ts';
import { storedText } from '../postgres/stored-text.ts';
import {
  checkoutAccessRevocations,
  operators,
  orderAccessRevocations,
  serverKeys,
} from '../tables/access-tables.ts';
import { checkouts } from '../tables/checkout-tables.ts';
import { orders } from '../tables/order-tables.ts';
import { makeFindEndedSessions } from './ended-sessions.ts';
import { outcomeOf, type RevokedRow } from './revoked-row.ts';

/** A key with the person whose key it is. */
const held = {
  ...getTableColumns(serverKeys),
  operator: { id: operators.id, name: operators.name, role: operators.role },
};

/** The CredentialStore port on Postgres. */
export function createCredentialStore(database: Database): CredentialStore {
  const findByHash = database
    .select(held)
    .from(serverKeys)
    .leftJoin(operators, eq(operators.id, serverKeys.operatorId))
    .where(eq(serverKeys.hash, parameter(serverKeys.hash, 'hash')))
    .prepare('find_server_key');
  const findRevoked = (column: AnyPgColumn, table: AnyPgTable) => {
    const find = prepareStatement<{ id: string }>(
      database,
      sql`select ${column} as id from ${table} where ${column} = any(${sql.placeholder('ids')})`,
    );
    return async (ids: readonly string[]) =>
      (await find({ ids: makePgArray(ids.map(storedText)) })).map(({ id }) => id);
  };
  const noteUse = prepareStatement(
    database,
    sql`
      update ${serverKeys} set last_used_at = ${parameter(serverKeys.lastUsedAt, 'at')}
      where id = ${parameter(serverKeys.id, 'id')}
        and (last_used_at is null or last_used_at < ${parameter(serverKeys.lastUsedAt, 'notAfter')})`,
  );
  const revokeKey = prepareStatement<RevokedRow>(
    database,
    sql`
      update ${serverKeys} set revoked_at = coalesce(revoked_at, ${parameter(serverKeys.revokedAt, 'at')}),
        revoked_by = coalesce(revoked_by, ${parameter(serverKeys.revokedBy, 'by')})
      where id = ${parameter(serverKeys.id, 'id')}
      returning revoked_at = ${parameter(serverKeys.revokedAt, 'at')} as is_new`,
  );
  // The first instant stays; `do update` makes Postgres return the row also if it existed already.
  const revokeOrder = prepareStatement<RevokedRow>(
    database,
    sql`
      insert into ${orderAccessRevocations} (order_id, revoked_at, revoked_by)
      select id, ${parameter(orderAccessRevocations.revokedAt, 'at')}, ${parameter(orderAccessRevocations.revokedBy, 'by')} from ${orders}
      where id = ${parameter(orders.id, 'orderId')}
      on conflict (order_id) do update set revoked_at = ${orderAccessRevocations}.revoked_at
      returning ${orderAccessRevocations}.revoked_at = ${parameter(orderAccessRevocations.revokedAt, 'at')} as is_new`,
  );
  const revokeCheckout = prepareStatement<RevokedRow>(
    database,
    sql`
      insert into ${checkoutAccessRevocations} (checkout_id, revoked_at, revoked_by)
      select id, ${parameter(checkoutAccessRevocations.revokedAt, 'at')}, ${parameter(checkoutAccessRevocations.revokedBy, 'by')} from ${checkouts}
      where partner_reference_no = ${parameter(checkouts.partnerReferenceNo, 'partnerReferenceNo')}
      on conflict (checkout_id) do update set revoked_at = ${checkoutAccessRevocations}.revoked_at
      returning ${checkoutAccessRevocations}.revoked_at = ${parameter(checkoutAccessRevocations.revokedAt, 'at')} as is_new`,
  );

  const findEndedSessions = makeFindEndedSessions(database);

  return {
    async insertKey(key) {
      await withStoreErrors(database.insert(serverKeys).values(key));
    },
    async findOperator(name) {
      const found = database.select().from(operators).where(eq(operators.name, name));
      const [operator] = await withStoreErrors(found);
      return operator ?? null;
    },
    async putOperator({ id, name, role, eachMax, dayMax, createdAt, createdBy }) {
      const changed = { role, eachMax, dayMax };
      await withStoreErrors(
        database
          .insert(operators)
          .values({ ...changed, id, name, createdAt, createdBy })
          .onConflictDoUpdate({ target: operators.id, set: changed }),
      );
    },
    async findKey(hash) {
      const [key] = await withStoreErrors(findByHash.execute({ hash }));
      return key ?? null;
    },
    listKeys: () =>
      withStoreErrors(
        database
          .select(held)
          .from(serverKeys)
          .leftJoin(operators, eq(operators.id, serverKeys.operatorId))
          .orderBy(asc(serverKeys.createdAt), asc(serverKeys.id)),
      ),
    revokeKey: async (id, revocation) => outcomeOf(await revokeKey({ id, ...revocation })),
    async noteUse(id, at, notAfter) {
      await noteUse({ id, at, notAfter });
    },
    revokeOrderAccess: async (orderId, revocation) =>
      outcomeOf(await revokeOrder({ orderId, ...revocation })),
    revokedOrdersAmong: findRevoked(orderAccessRevocations.orderId, orderAccessRevocations),
    revokeCheckoutAccess: async (partnerReferenceNo, revocation) =>
      outcomeOf(await revokeCheckout({ partnerReferenceNo, ...revocation })),
    revokedCheckoutsAmong: findRevoked(checkoutAccessRevocations.checkoutId, checkoutAccessRevocations),
    async revokedWithin(ms) {
      const since = sql`clock_timestamp() - ${ms} * interval '1 ms'`;
      const [keys, sessionIds, ofOrders, ofCheckouts] = await Promise.all([
        withStoreErrors(
          database.select({ id: serverKeys.id }).from(serverKeys).where(gte(serverKeys.revokedAt, since)),
        ),
        findEndedSessions(ms),
        withStoreErrors(
          database
            .select({ orderId: orderAccessRevocations.orderId })
            .from(orderAccessRevocations)
            .where(gte(orderAccessRevocations.revokedAt, since)),
        ),
        withStoreErrors(
          database
            .select({ checkoutId: checkoutAccessRevocations.checkoutId })
            .from(checkoutAccessRevocations)
            .where(gte(checkoutAccessRevocations.revokedAt, since)),
        ),
      ]);
      return {
        keyIds: keys.map(({ id }) => id),
        sessionIds,
        orderIds: ofOrders.map(({ orderId }) => orderId),
        checkoutIds: ofCheckouts.map(({ checkoutId }) => checkoutId),
      };
    },
  };
}
