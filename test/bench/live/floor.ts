import { createHash, createPublicKey, verify } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import postgres from 'postgres';
import { type WebSocket, WebSocketServer } from 'ws';
import { notifyPath } from './notifications.ts';
import { takeVitals } from './probe.ts';

/**
 * The fastest that anything can be: bare `ws` and one prepared text. `POST /<n>` sends the text to socket n; with a
 * DATABASE_URL only after the signature of the notification was verified, and one statement has changed row n and woken
 * every process over LISTEN, as every gateway on Postgres must.
 */
const publicKey = process.env.PUBLIC_KEY === undefined ? null : createPublicKey(process.env.PUBLIC_KEY);
const databaseUrl = process.env.DATABASE_URL;
const channel = 'bench_floor';
const sockets = new Map<string, WebSocket>();
let text = '';

function push(index: string): void {
  sockets.get(index)?.send(text);
}

let change = async (index: string): Promise<void> => push(index);
let makeRows = async (_count: number): Promise<void> => {};

if (databaseUrl !== undefined) {
  const quiet = { onnotice: () => undefined };
  const sql = postgres(databaseUrl, { ...quiet, max: 20 });
  await postgres(databaseUrl, { ...quiet, max: 1 }).listen(channel, push);
  makeRows = async (count) => {
    await sql`drop table if exists bench_floor`;
    await sql`create table bench_floor (id text primary key, version integer not null)`;
    await sql`insert into bench_floor select id::text, 1 from generate_series(0, ${count}::integer) as id`;
  };
  change = async (index) => {
    await sql`
      with changed as (update bench_floor set version = version + 1 where id = ${index} returning id)
      select pg_notify(${channel}, id) from changed`;
  };
}

/** As DANA signs: the body's hash and the time that a header names. */
function isGenuine({ headers }: IncomingMessage, body: Buffer): boolean {
  if (publicKey === null) return true;
  const hash = createHash('sha256').update(body).digest('hex');
  const signed = Buffer.from(`POST:${notifyPath}:${hash}:${headers['x-timestamp']}`);
  return verify('sha256', signed, publicKey, Buffer.from(String(headers['x-signature']), 'base64'));
}

const server = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.once('end', async () => {
    if (isGenuine(request, Buffer.concat(parts))) await change(request.url?.slice(1) ?? '');
    else response.statusCode = 401;
    response.end('{}');
  });
});
new WebSocketServer({ server, perMessageDeflate: false }).on('connection', (socket, request) => {
  const index = request.url?.slice(1) ?? '';
  sockets.set(index, socket);
  socket.on('close', () => sockets.delete(index));
  // The client subscribes, and gets the order's present state.
  socket.on('message', () => socket.send(text));
});

process.on('message', async (question: { text?: string; count?: number }) => {
  if (question.text !== undefined) text = question.text;
  if (question.count !== undefined) await makeRows(question.count);
  process.send?.(takeVitals());
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
