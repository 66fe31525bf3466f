import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { danaAnswerBytesMax } from '../../../src/dana/answers/raw-answer.ts';
import { createDanaApi } from '../../../src/dana/calls/api.ts';
import { normalisePrivateKey } from '../../../src/dana/keys/keys.ts';
import { writeCreateRequest } from '../../../src/dana/requests/write-create-request.ts';
import {
  writeCancelRequest,
  writeConsultRequest,
  writeQueryRequest,
  writeRefundRequest,
} from '../../../src/dana/requests/write-requests.ts';
import type { DanaOperation } from '../../../src/dana/response-codes.ts';
import { rupiah } from '../../../src/domain/money.ts';
import { anOrder, aRefund, details, merchant } from '../../unit/dana/orders.ts';
import { answerWith, type DanaServer, merchantKeys, raw, startDanaServer } from './dana-server.ts';

const key = normalisePrivateKey(merchantKeys.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString());
if (key.kind !== 'ok') throw new Error(key.reason);
const credentials = {
  partnerId: 'partner-1',
  privateKeyPem: key.pem,
  privateKey: key.key,
  origin: 'https://shop.example',
  environment: 'sandbox',
} as const;
const apiOf = (baseUrl: string, timeoutMs = 5_000) => createDanaApi({ ...credentials, baseUrl, timeoutMs });

const order = anOrder({ title: 'Kopi – 漢字 😀 "\\/', payMethod: 'BALANCE' });
const bodies: Record<DanaOperation, string> = {
  consultPay: writeConsultRequest({ amount: rupiah(7_500_000n), externalStoreId: 'store-1' }, merchant),
  createOrder: writeCreateRequest(order, details({ memo: 'Gate 4' }), merchant),
  queryPayment: writeQueryRequest(order, merchant),
  cancelOrder: writeCancelRequest(order, merchant),
  refundOrder: writeRefundRequest(order, aRefund({ reason: 'rusak' }), merchant),
};
const paths: Record<DanaOperation, string> = {
  consultPay: '/v1.0/payment-gateway/consult-pay.htm',
  createOrder: '/payment-gateway/v1.0/debit/payment-host-to-host.htm',
  queryPayment: '/payment-gateway/v1.0/debit/status.htm',
  cancelOrder: '/payment-gateway/v1.0/debit/cancel.htm',
  refundOrder: '/payment-gateway/v1.0/debit/refund.htm',
};
const operations = Object.keys(bodies) as DanaOperation[];

let server: DanaServer;
beforeEach(async () => {
  server = await startDanaServer();
});
afterEach(() => server.close());

describe('what leaves', () => {
  it.each(operations)(
    '%s: exactly the body that was written, signed, with SNAP’s headers',
    async (operation) => {
      server.behave(answerWith({ responseCode: '2009900' }));
      await apiOf(server.url).call(operation, bodies[operation]);
      const [received] = server.received;
      expect(received).toMatchObject({
        method: 'POST',
        path: paths[operation],
        body: bodies[operation],
        isSigned: true,
      });
      expect(received?.headers).toMatchObject({
        'content-type': 'application/json',
        'x-partner-id': 'partner-1',
        'x-timestamp': expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+07:00$/),
        'x-external-id': expect.stringMatching(/^.{36}$/),
        origin: 'https://shop.example',
      });
    },
  );

  it('is the same bytes at every repeat, under a new signature and a new X-EXTERNAL-ID', async () => {
    server.behave(answerWith({ responseCode: '5005401' }));
    const api = apiOf(server.url);
    for (let repeat = 0; repeat < 3; repeat += 1) await api.call('createOrder', bodies.createOrder);
    expect(new Set(server.received.map(({ body }) => body))).toEqual(new Set([bodies.createOrder]));
    expect(server.received.every(({ isSigned }) => isSigned)).toBe(true);
    expect(new Set(server.received.map(({ headers }) => headers['x-external-id'])).size).toBe(3);
  });

  it('reuses its connections', async () => {
    server.behave(answerWith({ responseCode: '2005500' }));
    const api = apiOf(server.url);
    for (let repeat = 0; repeat < 20; repeat += 1) await api.call('queryPayment', bodies.queryPayment);
    expect(server.received).toHaveLength(20);
    // A second one where the first was not yet handed back when the next call came.
    expect(server.connectionCount()).toBeLessThanOrEqual(2);
  });

  it.each(['consultPay', 'createOrder'] as const)(
    '%s is signed without the path prefix of a base URL',
    async (operation) => {
      const prefixed = await startDanaServer({ prefix: '/dana' });
      try {
        prefixed.behave(answerWith({ responseCode: '2009900' }));
        await apiOf(`${prefixed.url}/`).call(operation, bodies[operation]);
        expect(prefixed.received[0]).toMatchObject({ path: paths[operation], isSigned: true });
      } finally {
        await prefixed.close();
      }
    },
  );

  it('expires by a clock that may be far ahead of the machine’s', async () => {
    server.behave(answerWith({ responseCode: '2005400' }));
    const expiresAt = new Date(Date.now() + 40 * 24 * 60 * 60_000);
    const body = writeCreateRequest(anOrder({ expiresAt }), details(), merchant);
    expect(await apiOf(server.url).call('createOrder', body)).toMatchObject({ kind: 'answered' });
    expect(server.received[0]).toMatchObject({ body, isSigned: true });
  });
});

describe('what does not leave', () => {
  it.each([
    ['a stored body that is no JSON', 'createOrder', '{"partnerReferenceNo":', /not a JSON object/],
    ['a stored body that is no object', 'createOrder', 'null', /not a JSON object/],
    ['a body that the SDK would make {} of', 'createOrder', '{"partnerReferenceNo":"ord-1"}', /another body/],
    [
      'a body with a field that the SDK drops',
      'refundOrder',
      '{"partnerRefundNo":"r","x":1}',
      /another body/,
    ],
    [
      'a body in another order of keys',
      'queryPayment',
      '{"merchantId":"m","serviceCode":"54"}',
      /another body/,
    ],
    ['a body with white space', 'queryPayment', bodies.queryPayment.replace(':', ': '), /another body/],
    ['a body that breaks a rule of the SDK', 'queryPayment', '{"serviceCode":"5400"}', /serviceCode/],
  ] as const)('%s', async (_, operation, body, reason) => {
    expect(await apiOf(server.url).call(operation, body)).toEqual({
      kind: 'unanswered',
      reason: expect.stringMatching(reason),
      mayHaveArrived: false,
      isOurFault: true,
    });
    expect(server.received).toEqual([]);
  });

  it('anything, where the process runs in another time zone than DANA', () => {
    vi.stubEnv('TZ', 'UTC');
    try {
      expect(() => apiOf(server.url)).toThrow(/TZ=Asia\/Jakarta/);
    } finally {
      vi.unstubAllEnvs();
    }
  });
});

describe('what comes back', () => {
  it.each([
    ['HTML from a proxy', 502, '<html>Bad Gateway</html>'],
    ['nothing', 200, ''],
    ['nothing, with an error', 500, ''],
    ['null', 200, 'null'],
    ['JSON that was cut off', 200, '{"responseCode":"2005400","refe'],
    ['HTML with a refusing status', 403, '<html>Forbidden</html>'],
    ['HTML for an unknown path', 404, '<html>Not Found</html>'],
  ])('%s: with its HTTP status and body', async (_, httpStatus, body) => {
    server.behave(raw(httpStatus, body, { 'content-type': 'text/html' }));
    expect(await apiOf(server.url).call('createOrder', bodies.createOrder)).toEqual({
      kind: 'answered',
      httpStatus,
      body,
      snap: null,
    });
  });

  it.each(['2005400', '2025700', '4005401', '4015400', '4035405', '4045418', '4295400', '5005401'])(
    'SNAP’s %s: with its HTTP status, whatever the SDK makes of it',
    async (responseCode) => {
      const fields = { responseCode, responseMessage: 'As it is', additionalInfo: { unheardOf: 1 } };
      server.behave(answerWith(fields));
      expect(await apiOf(server.url).call('createOrder', bodies.createOrder)).toEqual({
        kind: 'answered',
        httpStatus: Number(responseCode.slice(0, 3)),
        body: JSON.stringify(fields),
        snap: { responseCode, responseMessage: 'As it is', fields },
      });
    },
  );

  it('a query that the SDK itself cannot read', async () => {
    const fields = { responseCode: '2005500', additionalInfo: { paymentViews: [{ cashierRequestId: '1' }] } };
    server.behave(answerWith(fields));
    expect(await apiOf(server.url).call('queryPayment', bodies.queryPayment)).toMatchObject({
      snap: { fields },
    });
  });

  it('a compressed answer', async () => {
    server.behave(raw(200, gzipSync('{"responseCode":"2005500"}'), { 'content-encoding': 'gzip' }));
    expect(await apiOf(server.url).call('queryPayment', bodies.queryPayment)).toMatchObject({
      snap: { responseCode: '2005500' },
    });
  });

  it('a redirect, which is not followed', async () => {
    server.behave((response) => response.writeHead(307, { location: `${server.url}/elsewhere` }).end());
    expect(await apiOf(server.url).call('createOrder', bodies.createOrder)).toMatchObject({
      kind: 'answered',
      httpStatus: 307,
      snap: null,
    });
    expect(server.received).toHaveLength(1);
  });

  it('each answer to its own call, however many are under way', async () => {
    server.behave((response, { body }) => {
      const { originalPartnerReferenceNo } = JSON.parse(body);
      answerWith({ responseCode: '2005500', originalPartnerReferenceNo })(
        response,
        server.received[0] as never,
      );
    });
    const api = apiOf(server.url);
    const references = Array.from({ length: 50 }, (_, at) => `ord-${at}`);
    const echoes = await Promise.all(
      references.map(async (partnerReferenceNo) => {
        const exchange = await api.call(
          'queryPayment',
          writeQueryRequest(anOrder({ partnerReferenceNo }), merchant),
        );
        return exchange.kind === 'answered'
          ? exchange.snap?.fields.originalPartnerReferenceNo
          : exchange.reason;
      }),
    );
    expect(echoes).toEqual(references);
  });
});

describe('what never comes back whole', () => {
  const lost = (reason: RegExp) => ({
    kind: 'unanswered',
    reason: expect.stringMatching(reason),
    mayHaveArrived: true,
    isOurFault: false,
  });
  const timeoutMs = 150;

  it('silence: ends at the deadline, and the connection with it', async () => {
    server.behave(() => undefined);
    expect(await apiOf(server.url, timeoutMs).call('createOrder', bodies.createOrder)).toEqual(
      lost(/before the deadline/),
    );
    await server.received[0]?.closed();
  });

  it('a body that stops in the middle: ends at the deadline, and the connection with it', async () => {
    server.behave((response) => void response.writeHead(200).write('{"responseCode":'));
    expect(await apiOf(server.url, timeoutMs).call('createOrder', bodies.createOrder)).toEqual(
      lost(/before the deadline/),
    );
    await server.received[0]?.closed();
  });

  it('a body that trickles: the deadline is for all of it', async () => {
    server.behave((response) => {
      response.writeHead(200);
      const trickle = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(trickle));
    });
    expect(await apiOf(server.url, timeoutMs).call('createOrder', bodies.createOrder)).toEqual(
      lost(/before the deadline/),
    );
    await server.received[0]?.closed();
  });

  it('a connection that breaks before the answer', async () => {
    server.behave((response) => response.destroy());
    expect(await apiOf(server.url).call('createOrder', bodies.createOrder)).toEqual(lost(/./));
  });

  it('a connection that breaks in the middle of the answer', async () => {
    server.behave((response) => {
      response
        .writeHead(200, { 'content-length': '1000' })
        .write('{"responseCode":"2005400"', () => response.destroy());
    });
    expect(await apiOf(server.url).call('createOrder', bodies.createOrder)).toEqual(lost(/./));
  });

  const tenMegabytes = Buffer.alloc(10 * 1024 * 1024, ' ');
  it.each([
    ['an answer far too large', tenMegabytes, {}],
    ['a small answer that unpacks to a large one', gzipSync(tenMegabytes), { 'content-encoding': 'gzip' }],
  ])('%s: read to the bound and no further', async (_, body, headers) => {
    server.behave(raw(200, body, headers));
    const exchange = await apiOf(server.url).call('createOrder', bodies.createOrder);
    expect(exchange.kind === 'unanswered' && exchange.reason).toBe(
      `HTTP 200 with more than ${danaAnswerBytesMax} bytes`,
    );
    await server.received[0]?.closed();
  });

  it('an answer exactly at the bound is read', async () => {
    const fields = JSON.stringify({ responseCode: '2005400' });
    server.behave(raw(200, fields.padEnd(danaAnswerBytesMax, ' ')));
    expect(await apiOf(server.url).call('createOrder', bodies.createOrder)).toMatchObject({
      snap: { responseCode: '2005400' },
    });
  });

  it('a host that is not there', async () => {
    const { url } = server;
    await server.close();
    server = await startDanaServer();
    expect(await apiOf(url).call('createOrder', bodies.createOrder)).toEqual(lost(/ECONNREFUSED/));
  });

  it('a call whose caller gives up', async () => {
    const caller = new AbortController();
    server.behave(() => caller.abort());
    expect(await apiOf(server.url).call('createOrder', bodies.createOrder, caller.signal)).toEqual(
      lost(/before the deadline/),
    );
  });
});
