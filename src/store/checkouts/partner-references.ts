import { type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type { Database } from '../postgres/database.ts';
import { columnList, parameter, prepareStatement } from '../postgres/statement.ts';
import { partnerReferences } from '../tables/checkout-tables.ts';

/**
 * Reserves the references of the orders or checkouts that `rows` makes a table expression of, each for the checkout in
 * `holder` (a column of its row, null for an order by itself). Returns those that are reserved now, or were reserved by the
 * same checkout, and not those that another order or checkout has. Waits for a concurrent insert of the same
 * reference; all statements take references in the same sequence, so that none waits for another one for ever.
 */
export function takeReferences(
  reference: AnyPgColumn,
  holder: AnyPgColumn,
  rows: (columns: readonly AnyPgColumn[]) => SQL,
): SQL {
  return sql`
    insert into ${partnerReferences} (partner_reference_no, checkout_id)
    select ${columnList([reference, holder])} from ${rows([reference, holder])}
    order by ${sql.identifier(reference.name)}
    on conflict (partner_reference_no) do update set checkout_id = excluded.checkout_id
    where ${partnerReferences}.checkout_id = excluded.checkout_id
    returning ${partnerReferences.partnerReferenceNo}`;
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
