import postgres from 'postgres';
import { expect, test } from 'vitest';
import type { Order } from '../../../src/domain/order.ts';
import { createOrderStore } from '../../../src/store/orders/order-store.ts';
import { closeDatabase, connectDatabase } from '../../../src/store/postgres/database.ts';
import type { OrderChange } from '../../../src/use-cases/ports/order-changes.ts';
import type { OrderStore } from '../../../src/use-cases/ports/order-store.ts';
import { freshDatabase } from '../../support/database.ts';
import { recordStatements } from '../../support/large/plans.ts';
import { aNotification, force, insertOrder } from '../../support/order-store-contract/steps.ts';
import { minute } from '../../support/orders.ts';

/** An order as a change finds it, and the change. */
interface Case {
  readonly row: { readonly dueAt: Date | null; readonly needed: Date | null; readonly lateAt: Date | null };
  readonly hasEarlyNotification: boolean;
  readonly order: Partial<Order>;
  readonly more: Partial<OrderChange>;
  readonly hasNotification: boolean;
  readonly whileLeased?: Date;
}

const held = minute(50);
const taken = minute(51);

/** Texts that a list of texts in a statement could take for something else. */
const texts = ['a"b\\c', '{x,y}', 'null', '', '\n\t"', 'é🎉', 'a half \ud800', 'a nul \0'];

/** Each case draws its choices from the bits of a number. */
const cases: readonly Case[] = Array.from({ length: 48 }, (_, place): Case => {
  const text = texts[place % texts.length] ?? '';
  const has = (bit: number) => ((place * 7 + (place >> 3)) & (1 << bit)) !== 0;
  return {
    row: {
      dueAt: has(0) || has(1) ? minute(20) : null,
      needed: has(1) ? minute(10) : null,
      lateAt: has(2) ? minute(30) : null,
    },
    hasEarlyNotification: place % 5 === 0,
    order: {
      contradictions: [text, text],
      referenceNo: has(3) ? text : null,
      instruction: has(4) ? { kind: 'QRIS', content: text } : null,
      isFrozen: has(5),
      notFoundAt: has(0) ? minute(9) : null,
    },
    more: {
      dueAt: has(2) ? minute(has(3) ? 15 : 25) : null,
      ...(has(4) ? { lateQueryAt: minute(31) } : {}),
      ...(has(5) ? { reportNeededAfter: minute(has(0) ? 5 : 12) } : {}),
      ...(has(3) ? { leasedUntil: minute(60) } : {}),
      ...(has(0) ? { releasedLease: has(2) ? held : taken } : {}),
      ...(place % 3 === 0 ? { conclusion: 'PAID' } : {}),
    },
    hasNotification: has(1),
    ...(place % 4 === 0 ? { whileLeased: place % 8 === 0 ? held : taken } : {}),
  };
});

test('a change in a group writes into every column what it writes alone', async () => {
  const fresh = await freshDatabase();
  const database = connectDatabase({ url: fresh.url, connectionsMax: 10 });
  const sql = postgres(fresh.url, { max: 1, onnotice: () => undefined });
  try {
    const store = createOrderStore(database);
    const alone = await prepare(store, sql);
    const grouped = await prepare(store, sql);
    const kinds: string[] = [];
    for (const [place, order] of alone.entries()) kinds.push(await make(store, order, place));
    expect(new Set(kinds)).toEqual(new Set(['changed', 'unchanged']));

    const sent = recordStatements(database);
    expect(await Promise.all(grouped.map((order, place) => make(store, order, place)))).toEqual(kinds);
    expect(sent.length).toBeLessThan(cases.length / 2);
    for (const [place, order] of grouped.entries()) {
      const expected = await rowsOf(sql, alone[place] ?? expect.unreachable('no order'));
      expect(await rowsOf(sql, order), `case ${place}`).toEqual(expected);
    }
  } finally {
    await closeDatabase(database);
    await sql.end();
    await fresh.drop();
  }
});

async function prepare(store: OrderStore, sql: postgres.Sql): Promise<readonly Order[]> {
  const orders: Order[] = [];
  for (const { row, hasEarlyNotification } of cases) {
    const order = await insertOrder(store, {}, held);
    const { dueAt, needed, lateAt } = row;
    await sql`
      update orders
      set due_at = ${dueAt}, report_needed_after = ${needed}, late_query_at = ${lateAt}, attempt_count = 3
      where id = ${order.id}`;
    if (hasEarlyNotification) {
      await sql`
        insert into inbox (id, received_at, body, timestamp, key_fingerprint, content_hash, partner_reference_no, disposition)
        values (${crypto.randomUUID()}, ${minute(1)}, 'b', 't', 'k', ${crypto.randomUUID()}, ${order.partnerReferenceNo}, 'ORPHANED')`;
    }
    orders.push(order);
  }
  return orders;
}

/** Makes the change of the case; returns what became of it. */
async function make(store: OrderStore, order: Order, place: number): Promise<string> {
  const { order: attributes, more, hasNotification, whileLeased } = cases[place] ?? expect.unreachable();
  const { kind } = await store.change(
    order.id,
    (found, refunds) => {
      const change = force(attributes)(found, refunds);
      return change && { ...change, event: { ...change.event, trace: `00-${place}` }, ...more };
    },
    {
      known: { order, refunds: [] },
      ...(hasNotification
        ? { inbox: aNotification({ partnerReferenceNo: order.partnerReferenceNo, contentHash: order.id }) }
        : {}),
      ...(whileLeased === undefined ? {} : { whileLeased }),
    },
  );
  return kind;
}

/** All that is stored of an order, without its own numbers. */
async function rowsOf(sql: postgres.Sql, { id }: Order): Promise<unknown> {
  const rows = await sql`
    select to_jsonb(orders) - '{id,partner_reference_no}'::text[] as order,
      (select jsonb_agg(to_jsonb(event) - '{id,number,order_id}'::text[] || jsonb_build_object('places',
        (select count(*) from event_places place where place.number = event.number)) order by version)
        from order_events event where order_id = orders.id) as events,
      (select jsonb_agg(to_jsonb(inbox) - '{id,order_id,content_hash,partner_reference_no}'::text[])
        from inbox where order_id = orders.id) as notifications
    from orders where id = ${id}`;
  expect(rows).toHaveLength(1);
  return [...rows];
}
