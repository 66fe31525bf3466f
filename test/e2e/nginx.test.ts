import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createGatewayClient } from '../../src/client/core/gateway-client.ts';
import { CreateOrderDocument } from '../../src/client/core/generated/graphql.ts';
import { freePorts } from '../support/free-ports.ts';
import { type GatewayProcess, startGatewayProcess } from '../support/gateway-process.ts';
import { hasNginx, startNginx } from '../support/nginx.ts';
import { isInTurn } from '../support/sample.ts';
import {
  settledMerchantId,
  settlementFile,
  settlementFileName,
} from '../support/settlement/settlement-file.ts';
import { openSimulatorDesk } from '../support/simulator-desk.ts';

if (!hasNginx) console.warn('ops/nginx/nginx.conf was NOT tried: there is no nginx (NGINX names one)');

describe.skipIf(!hasNginx || !isInTurn(1, 4))('ops/nginx/nginx.conf', () => {
  let gateway: GatewayProcess;
  let nginx: Awaited<ReturnType<typeof startNginx>>;

  beforeAll(async () => {
    const [port = 0] = await freePorts(1);
    gateway = await startGatewayProcess({ CORS_ORIGINS: `http://127.0.0.1:${port}` });
    nginx = await startNginx({ port, gatewayPort: Number(new URL(gateway.url).port) });
  });
  afterAll(async () => {
    await nginx?.close();
    await gateway?.dispose();
  });

  test('a settlement file of megabytes passes it, a GraphQL request of that size does not', async () => {
    const lines = Array.from({ length: 8_000 }, (_, index) => ({ transId: `ord-${index}` }));
    const body = settlementFile(lines);
    const send = (path: string, headers: Record<string, string>) =>
      fetch(`${nginx.url}${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${gateway.serverKey}`, ...headers },
        body,
      });
    const name = settlementFileName('20260115', undefined, settledMerchantId);
    const uploaded = await send('/settlement', { 'x-file-name': name });
    expect(await uploaded.json()).toMatchObject({ status: 'imported', lineCount: 8_000 });
    // Of the console too: it is refused by the gateway, because it has no session.
    expect((await send('/console/settlement', { 'x-file-name': name })).status).toBe(403);
    expect((await send('/graphql', { 'content-type': 'application/json' })).status).toBe(413);
  });

  test.each([
    ['a WebSocket', WebSocket],
    ['a stream of server-sent events', null],
  ])('a payment and %s pass it', async (name, webSocket) => {
    const url = `${nginx.url}/graphql`;
    const shop = createGatewayClient({ url, token: gateway.serverKey });
    const partnerReferenceNo = `nginx-${name.length}`;
    const bri = { payMethod: 'VIRTUAL_ACCOUNT', payOption: 'VIRTUAL_ACCOUNT_BRI' };
    const { createOrder } = await shop.request(CreateOrderDocument, {
      input: { partnerReferenceNo, amount: '75000', title: 'Two tickets', ...bri },
    });
    if (createOrder.__typename !== 'CreateOrderSuccess') throw new Error(createOrder.message);
    const { order, clientToken } = createOrder;
    const payer = createGatewayClient({ url, webSocket, timing: { socketAgainAfterMs: 60_000 } });
    const seen: string[] = [];
    for await (const view of payer.watchOrder({ orderId: order.id, token: clientToken })) {
      if (view.connection === 'live' && view.order?.status === 'PENDING' && !seen.includes('PENDING'))
        await openSimulatorDesk(gateway.simulatorUrl).pay(partnerReferenceNo);
      seen.push(view.order?.status ?? view.connection);
      if (view.order?.status === 'PAID') break;
    }
    expect(seen.at(-1)).toBe('PAID');
  });
});
