import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** The connection between gateways and DANA: records every request that passes, and can be cut. */
export interface DanaLine {
  readonly url: string;
  /**
   * The bodies, byte for byte, of the calls to this path that contain this text, in the order in which they
   * came.
   */
  calls(path: string, mentions: string): readonly string[];
  /** Breaks every connection from now on, including those under way. */
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

/** The paths of DANA's calls that change or report something. */
export const danaPaths = {
  createOrder: '/payment-gateway/v1.0/debit/payment-host-to-host.htm',
  queryPayment: '/payment-gateway/v1.0/debit/status.htm',
  cancelOrder: '/payment-gateway/v1.0/debit/cancel.htm',
  refundOrder: '/payment-gateway/v1.0/debit/refund.htm',
} as const;

/** Listens on a free loopback port, forwards whole requests to DANA, and returns its answers as they come. */
export async function openDanaLine(danaUrl: string): Promise<DanaLine> {
  const calls: { path: string; body: string }[] = [];
  let isCut = false;

  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      const path = request.url ?? '';
      calls.push({ path, body: body.toString() });
      const { method, headers } = request;
      const onward = http.request(danaUrl + path, { method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.on('error', () => response.destroy());
        answer.pipe(response);
      });
      onward.on('error', () => response.destroy());
      // If the gateway hangs up, so does this relay.
      response.on('close', () => onward.destroy());
      onward.end(body);
    });
  });
  server.on('connection', (socket) => {
    if (isCut) socket.resetAndDestroy();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls: (path, mentions) =>
      calls.filter((call) => call.path === path && call.body.includes(mentions)).map(({ body }) => body),
    cut() {
      isCut = true;
      server.closeAllConnections();
    },
    mend() {
      isCut = false;
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
