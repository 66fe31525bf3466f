import { createServer } from 'node:http';
import { createAtDana } from './dana.js';
import { findOrder, listOrders } from './orders.js';
import { announce, isAllowed } from './serve.js';

/**
 * The least that a server can do: `node:http` and postgres.js. `POST /orders` is the SDK alone; it records nothing, and
 * is no way to sell, but the floor for everything that is.
 */
const server = createServer((request, response) => {
  answer(request).then(
    ([status, body]) => send(response, status, body),
    (error) => {
      console.error(error);
      send(response, 500, {});
    },
  );
});

async function answer(request) {
  if (!isAllowed(request.headers.authorization)) return [401, {}];
  const { url = '', method } = request;
  if (method === 'POST' && url === '/orders') {
    return [200, await createAtDana(JSON.parse(await bodyOf(request)))];
  }
  if (url.startsWith('/orders/')) {
    const order = await findOrder(url.slice('/orders/'.length));
    return order === null ? [404, {}] : [200, order];
  }
  const query = new URLSearchParams(url.slice(url.indexOf('?') + 1));
  return [200, await listOrders(Number(query.get('first') ?? 20), query.get('after'))];
}

async function bodyOf(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

function send(response, status, body) {
  const text = JSON.stringify(body);
  const length = Buffer.byteLength(text);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': length }).end(text);
}

server.listen(0, '127.0.0.1', () => announce(server.address().port));
