import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A DANA that accepts every Create Order at once, and to which no payer has paid yet, the same for every server. It checks
 * nothing.
 */
export interface DanaStub {
  readonly url: string;
  close(): void;
}

export async function startDanaStub(): Promise<DanaStub> {
  let ordersCount = 0;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const asked = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
    const isQuery = request.url?.endsWith('/status.htm') === true;
    if (!isQuery) ordersCount += 1;
    const answer = JSON.stringify(isQuery ? stillPending(asked) : accepted(asked, ordersCount));
    response
      .writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(answer) })
      .end(answer);
  });
  // Longer than a server here is left idle: none of them is to meet a connection that is just being closed.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function accepted({ partnerReferenceNo }: Record<string, unknown>, place: number): object {
  return {
    responseCode: '2005400',
    responseMessage: 'Successful',
    referenceNo: `2026011510121481010016${String(place).padStart(10, '0')}`,
    partnerReferenceNo,
    additionalInfo: { paymentCode: stubPaymentCode },
  };
}

/** What Query Payment answers of an order that waits for its payer. */
function stillPending({ originalPartnerReferenceNo }: Record<string, unknown>): object {
  return {
    responseCode: '2005500',
    responseMessage: 'Successful',
    originalPartnerReferenceNo,
    serviceCode: '54',
    latestTransactionStatus: '01',
    transactionStatusDesc: 'INIT',
  };
}

/** The number of the virtual account of every order. */
export const stubPaymentCode = '8059001234567890';
