/** The time of the newest order. */
export const newestAt = new Date('2026-06-01T00:00:00Z');
/** Every order that the tables have, but for one, is a copy of this one. */
export const originalNumber = 'original';
export const endpointUrl = 'https://shop.example/events';

/** Seconds between two orders: 10,000 a day. */
const orderEverySeconds = 8.64;
/** The newest orders, which are under way. */
export const underWayCount = 200;

const originalId = `(select id from orders where partner_reference_no = '${originalNumber}')`;

/** What differs between copies, by the place of each from 1, the oldest. As SQL. */
export const idOf = `md5(place::text)::uuid::text`;
const isUnderWay = (count: number) => `place > ${count - underWayCount}`;
export const createdAtOf = (count: number) =>
  `('${newestAt.toISOString()}'::timestamptz - (${count} - place) * interval '${orderEverySeconds} seconds')`;

/** Of a thousand orders: 720 are paid, 200 expired, 50 failed, 26 cancelled, 3 refunded in part, one in full. */
const statusOf = (count: number) => `
  case when place > ${count - 20} or place = 7 then 'CONFIRMING'
    when ${isUnderWay(count)} then 'PENDING'
    when place * 7919 % 1000 = 0 then 'REFUNDED' when place * 7919 % 1000 <= 3 then 'PARTIALLY_REFUNDED'
    when place * 7919 % 1000 <= 29 then 'CANCELLED' when place * 7919 % 1000 <= 79 then 'FAILED'
    when place * 7919 % 1000 <= 279 then 'EXPIRED' else 'PAID' end`;
const isPaid = `made.status in ('PAID', 'PARTIALLY_REFUNDED', 'REFUNDED')`;

/** Of about a thousand orders, one was to be paid by OTC; of five thousand, one was paid by card. */
const payMethodOf = `
  case when place * 7919 % 1009 = 0 then 'OTC' when place * 7919 % 1009 <= 500 then 'VIRTUAL_ACCOUNT'
    when place * 7919 % 1009 <= 900 then 'BALANCE' when place * 7919 % 1009 <= 950 then null else 'NETWORK_PAY' end`;
const paidWithOf = `
  jsonb_build_array(jsonb_build_object('payMethod',
    case when place % 5000 = 2500 then 'CREDIT_CARD' else coalesce(made.pay_method, 'BALANCE') end, 'payOption', null, 'amount', null))`;

/** Which of the copies are made: from the first of these places to the last. */
export interface Places {
  readonly first: number;
  readonly last: number;
}

/** As SQL: one row for each place. */
export const rowsOf = ({ first, last }: Places) => `generate_series(${first}, ${last}::bigint) place`;

/** Makes the statements that copy the one order of the database, and its timeline; `count`: how many there will be. */
export function copiesOfOrders(count: number, places: Places): readonly string[] {
  return [
    `insert into partner_references (partner_reference_no)
     select 'ord-' || lpad(place::text, 9, '0') from ${rowsOf(places)}`,
    `insert into orders
     select copy.* from orders original,
       lateral (
         select place, ${statusOf(count)} as status, ${createdAtOf(count)} as created_at, ${payMethodOf} as pay_method
         from ${rowsOf(places)}
       ) made,
       lateral (select ${isPaid} as is_paid) paid,
       jsonb_populate_record(original, jsonb_build_object(
         'id', ${idOf}, 'partner_reference_no', 'ord-' || lpad(place::text, 9, '0'), 'reference_no', 'DANA-' || place,
         'created_at', made.created_at, 'expires_at', made.created_at + interval '30 minutes',
         'updated_at', made.created_at + case when place % 500 = 0 then interval '20 days' else interval '10 minutes' end,
         'status', made.status, 'pay_method', made.pay_method, 'version', 3,
         'paid', case when is_paid then original.amount else 0 end,
         'paid_at', case when is_paid then made.created_at + interval '10 minutes' end,
         'paid_with', case when is_paid then ${paidWithOf} else '[]'::jsonb end,
         'refunded', case made.status when 'REFUNDED' then original.amount when 'PARTIALLY_REFUNDED' then 100 else 0 end,
         'refund_pending', 0,
         'due_at', case when ${isUnderWay(count)} then made.created_at + interval '25 minutes' end,
         'leased_until', case when place > ${count - 5} then made.created_at + interval '1 minute' end,
         'late_query_at', case when is_paid and place > ${count} * 0.9 then made.created_at + interval '7 days' end
       )) copy
     where original.partner_reference_no = '${originalNumber}'`,
    `insert into create_requests
     select ${idOf}, body from create_requests, ${rowsOf(places)} where order_id = ${originalId}`,
    `insert into order_events (id, order_id, version, occurred_at, source, actor, type, status, fact, snapshot)
     select 'evt_' || gen_random_uuid(), ${idOf}, version, ${createdAtOf(count)} + version * interval '3 minutes',
       source, actor, type, status, fact, snapshot
     from ${rowsOf(places)}, (
       select * from order_events where version <= 3 and order_id = ${originalId}
     ) original
     order by place, version`,
    // In the sequence of the events; those of the newest orders have no position yet.
    `insert into event_places
     select number, case when ${places.last} < ${count} or number <= (select max(number) - 150 from order_events)
       then number - (select min(number) - 1 from order_events) end
     from order_events where number > (select max(number) from event_places)`,
  ];
}

/**
 * Makes the statements that copy the one row of each other table, which is read once: scanned again for each copy, the table would be
 * scanned with all copies in it.
 */
export function copiesOfRest(count: number, places: Places): readonly string[] {
  const isOrphaned = 'place % 1000 = 500';
  return [
    `insert into inbox
     with original as materialized (select inbox as row from inbox where order_id = ${originalId})
     select copy.* from original, ${rowsOf(places)},
       jsonb_populate_record(original.row, jsonb_build_object(
         'id', md5('n' || place)::uuid::text, 'order_id', case when not (${isOrphaned}) then ${idOf} end,
         'received_at', ${createdAtOf(count)} + interval '10 minutes', 'content_hash', md5('c' || place),
         'partner_reference_no', 'ord-' || lpad(place::text, 9, '0'),
         'order_version', case when not (${isOrphaned}) then 3 end,
         'disposition', case when ${isOrphaned} then 'ORPHANED' else 'APPLIED' end
       )) copy
     where place % 1000 > 279`,
    `insert into refunds
     with original as materialized (select refunds as row from refunds where order_id = ${originalId})
     select copy.* from original, ${rowsOf(places)},
       jsonb_populate_record(original.row, jsonb_build_object(
         'id', md5('r' || place)::uuid::text, 'order_id', ${idOf}, 'partner_refund_no', 'refund-' || place,
         'created_at', ${createdAtOf(count)} + interval '1 day', 'status', 'SUCCEEDED'
       )) copy
     where place % 1000 <= 3`,
    `insert into incidents
     with original as materialized (select incidents as row from incidents where dedupe_key not like 'cause-%')
     select copy.* from original, ${rowsOf(places)},
       jsonb_populate_record(original.row, jsonb_build_object(
         'id', 'inc_' || gen_random_uuid(), 'dedupe_key', 'cause-' || place, 'order_id', ${idOf},
         'kind', case when place % 5000 = 20 then 'FROZEN' else 'CONTRADICTED' end,
         'occurred_at', ${createdAtOf(count)}, 'last_occurred_at', ${createdAtOf(count)},
         'status', case when place > ${count} - 200 then 'OPEN' else 'RESOLVED' end,
         'resolved_at', case when place <= ${count} - 200 then ${createdAtOf(count)} end,
         'resolved_by', case when place <= ${count} - 200 then '{"kind":"GATEWAY","id":null,"name":null}'::jsonb end,
         'resolution', case when place <= ${count} - 200 then 'over' end
       )) copy
     where place % 2 = 0`,
    `insert into event_deliveries (endpoint_url, order_id, version, position, due_at, attempt_count)
     select '${endpointUrl}', ${idOf}, 3, place,
       case when place % 10 = 0 then null else ${createdAtOf(count)} + (place % 30 - 15) * interval '1 day' end, 1
     from generate_series(${Math.max(places.first, count - 1_000)}, ${places.last}::bigint) place`,
    `update event_endpoints set position = (select max(position) from event_places) - 30`,
  ];
}

/** Makes the statements that write batches of refunds: nearly all have ended, the oldest that runs is as long as one may be. */
export function batchesOfRefunds(count: number, places: Places): readonly string[] {
  return [
    `insert into refund_batches (id, batch_no, content_hash, status, reason, line_count, refund_count, amount,
       requested_by, requested_at, needs_approval, expires_at)
     select 'rba_' || place, 'batch-' || place, '', case when place > ${count} - 50 then 'WAITING'
       when place > ${count} - 60 then 'RUNNING' else 'DONE' end::refund_batch_status, 'cancelled', 1, 1, 100,
       '{"kind":"OPERATOR","id":"person","name":"Dewi"}', ${createdAtOf(count)}, false,
       ${createdAtOf(count)} + interval '1 day'
     from ${rowsOf(places)}`,
    `insert into refund_batch_lines (batch_id, line_no, partner_reference_no, order_id, amount, partner_refund_no, status)
     select 'rba_' || (${count} - 59), place, 'ord', 'ord', 100, 'no-' || place,
       case when place > 9000 then 'WAITING' else 'REQUESTED' end::refund_batch_line_status
     from generate_series(1, 10000) place where ${places.last} = ${count}`,
  ];
}
