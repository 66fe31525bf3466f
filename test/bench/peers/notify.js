import { createHash, createPublicKey, verify } from 'node:crypto';
import { createServer } from 'node:http';
import express from 'express';
import { sql } from './orders.js';
import { announce } from './serve.js';

/**
 * A Finish Notify as others take it; `KIND` says which. "express" is what a merchant's engineer writes: verify, compare with
 * the order, and one transaction that keeps the notification and changes the order. "floor" is the least: verify, insert.
 */
const { KIND, DANA_WEBHOOK_PUBLIC_KEY_STRING: publicKey = '' } = process.env;
const path = '/v1.0/debit/notify';
const key = createPublicKey(publicKey);
const accepted = { responseCode: '2005600', responseMessage: 'Successful' };

await sql`
  create table if not exists shop_notifications (
    id bigint primary key generated always as identity, body text not null, received_at timestamptz not null default now())`;

/** DANA's signature over the raw body. */
function isGenuine(headers, body) {
  const hash = createHash('sha256').update(body).digest('hex');
  const signed = Buffer.from(`POST:${path}:${hash}:${headers['x-timestamp']}`);
  return verify('sha256', signed, key, Buffer.from(headers['x-signature'] ?? '', 'base64'));
}

async function record(body) {
  const told = JSON.parse(body);
  const { originalPartnerReferenceNo: number, amount, latestTransactionStatus } = told;
  await sql.begin(async (transaction) => {
    await transaction`insert into shop_notifications (body) values (${body})`;
    const [order] = await transaction`
      select id, amount, status from shop_orders where partner_reference_no = ${number} for update`;
    if (order === undefined || order.amount !== amount.value || latestTransactionStatus !== '00') return;
    if (order.status === 'PAID') return;
    await transaction`update shop_orders set status = 'PAID' where id = ${order.id}`;
    await transaction`insert into shop_order_events (order_id, type) values (${order.id}, 'PAID')`;
  });
}

function startExpress() {
  const app = express();
  app.post(path, express.text({ type: 'application/json' }), async (request, response) => {
    if (!isGenuine(request.headers, request.body)) return response.status(401).json({});
    await record(request.body);
    return response.json(accepted);
  });
  const server = app.listen(0, '127.0.0.1', () => announce(server.address().port));
}

function startFloor() {
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    const isAccepted = isGenuine(request.headers, body);
    if (isAccepted) await sql`insert into shop_notifications (body) values (${body})`;
    const text = JSON.stringify(isAccepted ? accepted : {});
    response
      .writeHead(isAccepted ? 200 : 401, {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(text),
      })
      .end(text);
  });
  server.listen(0, '127.0.0.1', () => announce(server.address().port));
}

if (KIND === 'floor') startFloor();
else startExpress();
