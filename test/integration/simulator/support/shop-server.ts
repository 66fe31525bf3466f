import { setMaxListeners } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Notification {
  path: string;
  /** Names in lower case; `rawHeaders` has them as sent. */
  headers: Record<string, string>;
  rawHeaders: string[];
  body: string;
}
export interface ShopAnswer {
  httpStatus: number;
  body: string;
}

export const acknowledged: ShopAnswer = {
  httpStatus: 200,
  body: '{"responseCode":"2005600","responseMessage":"Successful"}',
};
export const failed: ShopAnswer = {
  httpStatus: 500,
  body: '{"responseCode":"5005601","responseMessage":"Internal Server Error"}',
};

/** The merchant's end of Finish Notify: records what arrives and answers as the test says. */
export interface ShopServer {
  notifyUrl: string;
  received: Notification[];
  /** The answer to the next notifications; may be a promise, to keep DANA waiting. */
  answer: (notification: Notification) => ShopAnswer | Promise<ShopAnswer>;
  /** The notifications of an order, once there are `count` of them. */
  arrived(partnerReferenceNo: string, count?: number): Promise<Notification[]>;
  close(): Promise<void>;
}

export async function startShopServer(port = 0): Promise<ShopServer> {
  const received: Notification[] = [];
  const arrivals = new EventTarget();
  setMaxListeners(0, arrivals);
  const receivedFor = (partnerReferenceNo: string) =>
    received.filter(({ body }) => JSON.parse(body).originalPartnerReferenceNo === partnerReferenceNo);
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const notification: Notification = {
      path: request.url ?? '',
      headers: request.headers as Record<string, string>,
      rawHeaders: request.rawHeaders,
      body: Buffer.concat(chunks).toString(),
    };
    received.push(notification);
    arrivals.dispatchEvent(new Event('arrival'));
    const answer = await shop.answer(notification);
    response.writeHead(answer.httpStatus, { 'content-type': 'application/json' }).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const shop: ShopServer = {
    notifyUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1.0/debit/notify`,
    received,
    answer: () => acknowledged,
    arrived: (partnerReferenceNo, count = 1) => {
      const looked = () => receivedFor(partnerReferenceNo);
      const enough = new Promise<Notification[]>((resolve) => {
        const look = () => looked().length >= count && resolve(looked());
        arrivals.addEventListener('arrival', look);
        look();
      });
      return within(`${count} notifications of ${partnerReferenceNo}`, looked, () => enough);
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return shop;
}

const deadlineMs = 60_000;

/** Resolves with the awaited fact, or rejects naming what was missing when the deadline passed. */
export function within<T>(what: string, seen: () => unknown, fact: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`Waited ${deadlineMs} ms for ${what}; seen: ${JSON.stringify(seen())}`)),
      deadlineMs,
    );
    fact()
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}
