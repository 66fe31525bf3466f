import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** Whoever is on call: accepts every incident that is posted, until it is down. */
export interface OnCall {
  readonly url: string;
  isDown: boolean;
  close(): void;
}

export async function openOnCall(): Promise<OnCall> {
  const server = http.createServer((request, response) => {
    request.resume().on('end', () => response.writeHead(onCall.isDown ? 503 : 200).end());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const onCall: OnCall = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/on-call`,
    isDown: false,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
  return onCall;
}
