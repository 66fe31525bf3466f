// A shop's server with @gapura/server alone, as a merchant's Node server runs it: orders on request, and what events said.
import { once } from 'node:events';
import { createServer } from 'node:http';
// biome-ignore lint/correctness/noUndeclaredDependencies: it runs in a shop that has the package.
import { connectGateway, createEventReceiver } from '@gapura/server';

const { GAPURA_URL: url, SERVER_KEY: serverKey, EVENTS_SECRET: secret, PORT: port } = process.env;
const gateway = connectGateway({ url, serverKey });
const kept = new Map();
const statuses = new Map();
const receiver = createEventReceiver({
  secret,
  keep: async (event) => !kept.has(event.id) && kept.set(event.id, event) !== undefined,
  work: async ({ data: { order } }) => void statuses.set(order.partnerReferenceNo, order.status),
});

const routes = {
  async '/gapura-events'({ body, headers }) {
    return receiver.receive({ body, headers });
  },
  async '/orders'({ body }) {
    return { status: 200, text: JSON.stringify(await gateway.createOrder(JSON.parse(body.toString()))) };
  },
  async '/statuses'() {
    return { status: 200, text: JSON.stringify(Object.fromEntries(statuses)) };
  },
};

const server = createServer(async (request, response) => {
  const body = Buffer.concat(await request.toArray());
  const { status, text = '' } = await routes[request.url]({ body, headers: request.headers });
  response.writeHead(status).end(text);
}).listen(Number(port), '127.0.0.1');
await once(server, 'listening');
console.log('listening');
