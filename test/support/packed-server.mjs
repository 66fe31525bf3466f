// A shop's server with @gapura/server alone, as a merchant's Node server runs it: orders on request, and what events said.
import { once } from 'node:events';
import { createServer } from 'node:http';
// biome-ignore lint/correctness/noUndeclaredDependencies: it runs in a shop that has the package.
import { connectGateway, createEventReceiver } from '@gapura/server';

const { GAPURA_URL: url = '', SERVER_KEY: serverKey = '', EVENTS_SECRET: secret = '', PORT } = process.env;
const gateway = connectGateway({ url, serverKey });
/** @type {Set<string>} The ids of events that were kept. */
const kept = new Set();
/** @type {Map<string, string>} The status of each order, by its number. */
const statuses = new Map();
const receiver = createEventReceiver({
  secret,
  async keep({ id }) {
    if (kept.has(id)) return false;
    kept.add(id);
    return true;
  },
  async work({ data: { order } }) {
    statuses.set(order.partnerReferenceNo, order.status);
  },
});

const server = createServer(async (request, response) => {
  const body = Buffer.concat(await request.toArray());
  if (request.url === '/gapura-events') {
    const { status } = await receiver.receive({ body, headers: request.headers });
    response.writeHead(status).end();
    return;
  }
  const answer =
    request.url === '/orders'
      ? await gateway.createOrder(JSON.parse(body.toString()))
      : Object.fromEntries(statuses);
  response.end(JSON.stringify(answer));
}).listen(Number(PORT), '127.0.0.1');
await once(server, 'listening');
console.log('listening');
