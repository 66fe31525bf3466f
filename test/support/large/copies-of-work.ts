import { createdAtOf, idOf, type Places, rowsOf } from './copies.ts';

/** Makes the statements that write what people work on: of a thousand requests for approval, nearly all have ended. */
export function rowsOfWork(count: number, places: Places): readonly string[] {
  const isWaiting = `place > ${count} - 400`;
  return [
    `insert into approvals (id, order_id, act, amount, partner_refund_no, content_hash, requested_by, requested_at,
       expires_at, status, decided_by, ended_at, decision_reason)
     select 'apr_' || place, ${idOf}, 'REFUND', 100, 'approved-' || place, '',
       '{"kind":"OPERATOR","id":"person-2","name":"Dewi"}', made_at, made_at + interval '1 day',
       case when ${isWaiting} then 'WAITING' when place % 100 = 0 then 'EXPIRED' else 'GRANTED' end::approval_status,
       case when not ${isWaiting} and place % 100 > 0 then '{"kind":"OPERATOR","id":"person-3","name":"Budi"}'::jsonb end,
       case when not ${isWaiting} then made_at end,
       case when not ${isWaiting} and place % 100 > 0 then 'checked' end
     from ${rowsOf(places)}, lateral (select ${createdAtOf(count)} as made_at) made
     where place % 4 = 0`,
    // A file a day of the merchant, and one of each of a hundred shops.
    `insert into settlement_imports (id, status, file_name, unit_kind, unit_name, day, actor, started_at, imported_at,
       file_hash, line_count, gross, commission, service_tax, withholding_tax, net)
     select 'set_' || place, 'IMPORTED', 'file', case when place % 101 = 0 then 'MERCHANT' else 'SHOP' end::settlement_unit_kind,
       'unit-' || place % 101, to_char(date '2020-01-01' + (place / 101)::integer, 'YYYY-MM-DD'),
       '{"kind":"OPERATOR","id":"person-2","name":"Dewi"}', made_at, made_at, encode(sha256(place::text::bytea), 'hex'), 0, 0, 0, 0, 0, 0
     from ${rowsOf(places)}, lateral (select ${createdAtOf(count)} as made_at) made
     where place % 3 = 0`,
  ];
}
