import postgres from 'postgres';
import { connectionsMax, databaseUrl } from './serve.js';

/** postgres.js as its README shows it: tagged templates, which it prepares by itself. */
export const sql = postgres(databaseUrl, { max: connectionsMax, onnotice: () => undefined });

const columns = sql`
  id, partner_reference_no, reference_no, title, amount, status, version, pay_method, pay_option, instruction,
  created_at, updated_at, expires_at, paid_at, cancellation_status, cancellation_requested_at, cancellation_reason,
  paid, voided, refunded, refund_pending`;

/** Null if there is no such order. */
export async function findOrder(globalId) {
  const [type, id] = Buffer.from(globalId, 'base64url').toString().split(':');
  if (type !== 'Order' || id === undefined) return null;
  const [row] = await sql`select ${columns} from orders where id = ${id}`;
  return row === undefined ? null : shapeOf(row);
}

/** One page of the list, newest first. */
export async function listOrders(first, after) {
  const beyond = after ? JSON.parse(Buffer.from(after, 'base64url').toString()) : null;
  const rows =
    beyond === null
      ? await sql`select ${columns} from orders order by created_at desc, id desc limit ${first + 1}`
      : await sql`
          select ${columns} from orders where (created_at, id) < (${beyond[0]}, ${beyond[1]})
          order by created_at desc, id desc limit ${first + 1}`;
  const shown = rows.slice(0, first);
  return {
    nodes: shown.map(shapeOf),
    pageInfo: {
      hasNextPage: rows.length > first,
      hasPreviousPage: beyond !== null,
      startCursor: cursorOf(shown[0]),
      endCursor: cursorOf(shown.at(-1)),
    },
  };
}

function cursorOf(row) {
  if (row === undefined) return null;
  return Buffer.from(JSON.stringify([row.created_at.toISOString(), row.id])).toString('base64url');
}

/** An order as the gateway's API shows it. */
function shapeOf(row) {
  const refundable =
    BigInt(row.paid) - BigInt(row.refunded) - BigInt(row.refund_pending) - BigInt(row.voided);
  return {
    id: Buffer.from(`Order:${row.id}`).toString('base64url'),
    partnerReferenceNo: row.partner_reference_no,
    referenceNo: row.reference_no,
    title: row.title,
    amount: { value: rupiah(BigInt(row.amount)), currency: 'IDR' },
    status: row.status,
    version: row.version,
    payMethod: row.pay_method,
    payOption: row.pay_option,
    instruction: instructionOf(row),
    createdAt: jakartaTime(row.created_at),
    updatedAt: jakartaTime(row.updated_at),
    expiresAt: jakartaTime(row.expires_at),
    paidAt: row.paid_at === null ? null : jakartaTime(row.paid_at),
    cancellation: cancellationOf(row),
    voidedAmount: { value: rupiah(BigInt(row.voided)) },
    refundedAmount: { value: rupiah(BigInt(row.refunded)) },
    refundableAmount: { value: rupiah(refundable > 0n ? refundable : 0n) },
  };
}

function instructionOf({ status, expires_at: expiresAt, instruction }) {
  if (status !== 'PENDING' || expiresAt <= new Date() || instruction?.kind !== 'VIRTUAL_ACCOUNT') return null;
  const { bank, number } = instruction;
  return { __typename: 'VirtualAccountInstruction', bank, number, expiresAt: jakartaTime(expiresAt) };
}

function cancellationOf(row) {
  if (row.cancellation_status === null) return null;
  return {
    status: row.cancellation_status,
    requestedAt: jakartaTime(row.cancellation_requested_at),
    reason: row.cancellation_reason,
  };
}

/** Postgres holds sen. */
function rupiah(sen) {
  return `${sen / 100n}.${String(sen % 100n).padStart(2, '0')}`;
}

export function jakartaTime(instant) {
  return `${new Date(instant.getTime() + 7 * 3_600_000).toISOString().slice(0, 19)}+07:00`;
}
