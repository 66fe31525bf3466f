import { eq, getTableColumns, sql } from 'drizzle-orm';
import type { Checkout } from '../../domain/checkout.ts';
import type { CheckoutStore } from '../../use-cases/ports/checkout-store.ts';
import { StoreUnavailable } from '../../use-cases/ports/store-unavailable.ts';
import { readGoods, writeGoods } from '../codec/goods-codec.ts';
import type { Database } from '../postgres/database.ts';
import { withStoreErrors } from '../postgres/errors.ts';
import {
  insertRow,
  parameter,
  prepareStatement,
  rowFromParameter,
  rowParameter,
} from '../postgres/statement.ts';
import { checkouts } from '../tables/checkout-tables.ts';
import { makeIsReferenceTaken, takeReferences } from './partner-references.ts';

const { leasedUntil: _leasedUntil, leaseId: _leaseId, ...checkoutColumns } = getTableColumns(checkouts);
const { id, endedAt, endedBy, endReason } = checkoutColumns;

/** The CheckoutStore port on Postgres. */
export function createCheckoutStore(database: Database): CheckoutStore {
  const insert = prepareStatement(
    database,
    sql`
      with taken as (
        ${takeReferences(checkouts.partnerReferenceNo, checkouts.id, (columns) => rowFromParameter(columns, 'checkout'))}
      )
      ${insertRow(checkouts, 'checkout')} where exists (select from taken)
      on conflict (partner_reference_no) do nothing returning id`,
  );
  const isReferenceTaken = makeIsReferenceTaken(database);
  const findBy = (column: typeof checkouts.id | typeof checkouts.partnerReferenceNo, name: string) =>
    database
      .select(checkoutColumns)
      .from(checkouts)
      .where(eq(column, parameter(column, 'key')))
      .prepare(name);
  const byId = findBy(checkouts.id, 'find_checkout');
  const byReference = findBy(checkouts.partnerReferenceNo, 'find_checkout_by_reference');
  const lease = database
    .update(checkouts)
    .set({
      leasedUntil: sql`${parameter(checkouts.leasedUntil, 'leasedUntil')}`,
      leaseId: sql`${parameter(checkouts.leaseId, 'leaseId')}`,
    })
    .where(
      sql`${checkouts.id} = ${parameter(checkouts.id, 'id')}
        and (${checkouts.leasedUntil} is null or ${checkouts.leasedUntil} <= ${parameter(checkouts.leasedUntil, 'now')})`,
    )
    .returning(checkoutColumns)
    .prepare('lease_checkout');
  const release = prepareStatement(
    database,
    sql`
      update ${checkouts} set leased_until = null, lease_id = null
      where id = ${parameter(checkouts.id, 'id')} and lease_id = ${parameter(checkouts.leaseId, 'leaseId')}`,
  );

  const end = prepareStatement(
    database,
    sql`
      update ${checkouts} set ended_at = ended.ended_at, ended_by = ended.ended_by, end_reason = ended.end_reason
      from ${rowFromParameter([id, endedAt, endedBy, endReason], 'end', 'ended')}
      where ${checkouts.id} = ended.id and ${checkouts.endedAt} is null`,
  );

  async function find(key: { id: string } | { partnerReferenceNo: string }): Promise<Checkout | null> {
    const query =
      'id' in key ? byId.execute({ key: key.id }) : byReference.execute({ key: key.partnerReferenceNo });
    const [row] = await withStoreErrors(query);
    return row === undefined ? null : readCheckout(row);
  }

  return {
    find,
    async insert(checkout) {
      const row = {
        ...checkout,
        goods: writeGoods(checkout.goods),
        leasedUntil: null,
        leaseId: null,
      };
      const inserted = await insert({ checkout: rowParameter(checkouts, row) });
      if (inserted.length > 0) return { kind: 'inserted', checkout };
      const existing = await find({ partnerReferenceNo: checkout.partnerReferenceNo });
      if (existing !== null) return { kind: 'existing', checkout: existing };
      if (await isReferenceTaken(checkout.partnerReferenceNo, checkout.id)) return { kind: 'referenceTaken' };
      // The row that was in the way is gone: its insert failed in the same instant.
      throw new StoreUnavailable('the reference was taken for a moment', { isCertain: true });
    },
    async lease(id, { leaseId, now, leasedUntil }) {
      const [row] = await withStoreErrors(lease.execute({ id, leaseId, now, leasedUntil }));
      return row === undefined ? null : readCheckout(row);
    },
    async end(id, { by, at, reason }) {
      const row = { id, endedAt: at, endedBy: by, endReason: reason };
      await end({ end: rowParameter(checkouts, row) });
      return find({ id });
    },
    async release(id, leaseId) {
      await release({ id, leaseId });
    },
  };
}

type CheckoutRow = Omit<typeof checkouts.$inferSelect, 'leasedUntil' | 'leaseId'>;

function readCheckout(row: CheckoutRow): Checkout {
  return { ...row, goods: readGoods(row.goods) };
}
