import express from 'express';
import { createAtDana } from './dana.js';
import { findOrder, listOrders, sql } from './orders.js';
import { announce, isAllowed } from './serve.js';

/** What a merchant's engineer writes in an afternoon: Express, the SDK, postgres.js. */
await sql`
  create table if not exists shop_orders (
    id text primary key, partner_reference_no text not null unique, title text not null, amount text not null,
    status text not null, reference_no text, instruction jsonb, created_at timestamptz not null default now())`;
await sql`
  create table if not exists shop_order_events (
    id bigint primary key generated always as identity, order_id text not null references shop_orders (id),
    type text not null, created_at timestamptz not null default now())`;

const app = express();
app.use((request, response, next) => {
  if (isAllowed(request.headers.authorization)) next();
  else response.status(401).json({});
});
app.use(express.json());

app.get('/orders/:id', async (request, response) => {
  const order = await findOrder(request.params.id);
  response.status(order === null ? 404 : 200).json(order ?? {});
});

app.get('/orders', async (request, response) => {
  const { first = '20', after } = request.query;
  response.json(await listOrders(Number(first), after));
});

/** DANA is called first, and one transaction records the result: a crash between them loses the order. */
app.post('/orders', async (request, response) => {
  const order = await createAtDana(request.body);
  const { id, partnerReferenceNo, title, amount, status, referenceNo, instruction } = order;
  await sql.begin(async (transaction) => {
    await transaction`
      insert into shop_orders (id, partner_reference_no, title, amount, status, reference_no, instruction)
      values (${id}, ${partnerReferenceNo}, ${title}, ${amount.value}, ${status}, ${referenceNo}, ${sql.json(instruction)})`;
    await transaction`insert into shop_order_events (order_id, type) values (${id}, 'ACCEPTED')`;
  });
  response.json(order);
});

const server = app.listen(0, '127.0.0.1', () => announce(server.address().port));
