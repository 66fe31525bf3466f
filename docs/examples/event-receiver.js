// A merchant's server that is told of events and does it right: verify, keep, answer, and only then work.
import { open } from 'node:fs/promises';
import http from 'node:http';
import { Webhook } from 'standardwebhooks';

/** Far more than any event has. */
const bodyBytesMax = 1024 * 1024;

/**
 * Listens on `port` of this machine (0: any that is free). `secret` is EVENTS_SECRET. `file` is where events are kept;
 * in a shop that is a table whose primary key is the event's id. `work` is what the shop does about an event.
 * It is called again for an event that it was at when this program died, so let it look first what is done already.
 * @param {{ secret: string, port: number, file: string, work: (event: any) => Promise<void> }} options
 */
export async function startReceiver({ secret, port, file, work }) {
  const webhook = new Webhook(secret);
  const inbox = await openInbox(file, work);

  const server = http.createServer(async (request, response) => {
    try {
      const body = await readBody(request);
      // Over the raw body, before anything is believed. It throws for a wrong signature and for one of long ago.
      const event = verified(() => webhook.verify(body, /** @type {any} */ (request.headers)));
      if (event === null) return response.writeHead(401).end();
      // On disk before the answer: whatever is answered with 2xx never comes again.
      await inbox.keep(event);
      response.writeHead(204).end();
    } catch (error) {
      console.error('an event could not be kept; it will come again', error);
      response.writeHead(500).end();
    }
  });
  await new Promise((listening) => server.listen(port, '127.0.0.1', () => listening(undefined)));
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${address.port}/gapura-events`,
    keep: inbox.keep,
    async close() {
      await new Promise((closed) => server.close(closed));
      await inbox.close();
    },
  };
}

/**
 * What was missed, from the gateway's own list: run it after your server was away for long, or on a timer instead of
 * a receiver. `after` is the cursor of the last run, null for everything. Gives the cursor for the next run: store it.
 * `onRestore` is called if the gateway was set back to a backup: it lost events that you have and that come after this
 * cursor (null: any). Compare their orders, and send createOrder again for those that it no longer knows.
 * @param {{ url: string, serverKey: string, after: string | null, keep: (event: any) => Promise<void>,
 *   onRestore?: (startAfter: string | null) => void }} options
 */
export async function catchUp({ url, serverKey, after, keep, onRestore }) {
  const query = `query ($after: String) {
    events(first: 100, after: $after) {
      nodes {
        id type
        order { id: orderId partnerReferenceNo status version amount { value currency } }
        refund { id: refundId partnerRefundNo status amount { value currency } }
      }
      pageInfo { hasNextPage endCursor }
      historyChanged { startAfter }
    }
  }`;
  let cursor = after;
  for (;;) {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${serverKey}` },
      body: JSON.stringify({ query, variables: { after: cursor } }),
    });
    const { data, errors } = /** @type {any} */ (await response.json());
    if (errors) throw new Error(JSON.stringify(errors));
    const { nodes, pageInfo, historyChanged } = data.events;
    if (historyChanged !== null) {
      cursor = historyChanged.startAfter;
      onRestore?.(cursor);
    }
    // Some come again; no id is ever used for another event, so what is kept under its id already is a repeat.
    for (const { id, type, order, refund } of nodes) await keep({ id, type, data: { order, refund } });
    // Only a cursor of this list goes on without gaps: deliveries of different orders overtake each other.
    cursor = pageInfo.endCursor ?? cursor;
    if (!pageInfo.hasNextPage) return cursor;
  }
}

/**
 * Keeps each event once, whichever way and however often it comes, and works on one after the other.
 * @param {string} file
 * @param {(event: any) => Promise<void>} work
 */
async function openInbox(file, work) {
  const log = await open(file, 'a+');
  const text = await log.readFile('utf8');
  // A line without its end was being written when the program died: it was not answered and comes again.
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  await log.truncate(Buffer.byteLength(whole));
  const entries = whole.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
  const done = new Set(entries.flatMap((entry) => entry.done ?? []));
  /** @type {Map<string, Promise<void>>} */
  const kept = new Map();
  let working = Promise.resolve();

  /** @param {object} entry */
  async function write(entry) {
    await log.appendFile(`${JSON.stringify(entry)}\n`);
    await log.datasync();
  }

  /** @param {any} event */
  function workLater(event) {
    working = working
      .then(() => work(event))
      .then(() => write({ done: event.id }))
      .catch((error) => console.error(`${event.id} is worked on again after the next start`, error));
  }

  for (const { event } of entries) {
    if (event === undefined) continue;
    kept.set(event.id, Promise.resolve());
    if (!done.has(event.id)) workLater(event);
  }

  return {
    /** Resolves when the event is on disk. @param {any} event */
    keep(event) {
      const keeping = kept.get(event.id) ?? write({ event }).then(() => workLater(event));
      kept.set(event.id, keeping);
      // What could not be written is not kept: its repeat must be.
      keeping.catch(() => kept.delete(event.id));
      return keeping;
    },
    async close() {
      await working;
      await log.close();
    },
  };
}

/** @param {http.IncomingMessage} request */
async function readBody(request) {
  const chunks = [];
  let bytesCount = 0;
  for await (const chunk of request) {
    bytesCount += chunk.length;
    if (bytesCount > bodyBytesMax) throw new Error('too long for an event');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** @param {() => any} verify */
function verified(verify) {
  try {
    return verify();
  } catch {
    return null;
  }
}
