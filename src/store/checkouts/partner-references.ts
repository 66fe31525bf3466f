import { type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type { Database } from '../postgres/database.ts';
import { columnList, parameter, prepareStatement, rowFromParameter } from '../postgres/statement.ts';
import { partnerReferences } from '../tables/checkout-tables.ts';

/**
 * Reserves the reference of the order or checkout that the placeholder carries, for the checkout in `holder` (a column
 * of that row, null for an order by itself). Returns one row if the reference is reserved now, or was reserved by the
 * same checkout; no row if another order or checkout has it. Waits for a concurrent insert of the same reference.
 */
export function takeReference(reference: AnyPgColumn, holder: AnyPgColumn, placeholder: string): SQL {
  return sql`
    insert into ${partnerReferences} (partner_reference_no, checkout_id)
    select ${columnList([reference, holder])} from ${rowFromParameter([reference, holder], placeholder)}
    on conflict (partner_reference_no) do update set checkout_id = excluded.checkout_id
    where ${partnerReferences}.checkout_id = excluded.checkout_id
    returning 1`;
}

/** Whether a reference belongs to anything but this checkout (null: but an order by itself). */
export function makeIsReferenceTaken(database: Database) {
  const findHolder = prepareStatement<{ checkout_id: string | null }>(
    database,
    sql`
      select checkout_id from ${partnerReferences}
      where partner_reference_no = ${parameter(partnerReferences.partnerReferenceNo, 'reference')}`,
  );
  return async function isReferenceTaken(reference: string, checkoutId: string | null): Promise<boolean> {
    const holders = await findHolder({ reference });
    return holders.some((holder) => holder.checkout_id !== checkoutId);
  };
}
