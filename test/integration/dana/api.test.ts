import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { writeCreateRequest } from '../../../src/dana/requests/write-create-request.ts';
import { writeQueryRequest } from '../../../src/dana/requests/write-requests.ts';
import { patienceMs } from '../../support/eventually.ts';
import { anOrder, details, merchant } from '../../unit/dana/orders.ts';
import { apiOf, bodies, operations, paths } from './api-calls.ts';
import { answerWith, type DanaServer, raw, startDanaServer } from './dana-server.ts';

let server: DanaServer;
beforeEach(async () => {
  server = await startDanaServer();
});
afterEach(() => server.close());

describe('a request to DANA', () => {
  it.each(operations)(
    '%s: has exactly the body that was written, signed, with SNAP’s headers',
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

  it('has the same bytes at every repeat, with a new signature and a new X-EXTERNAL-ID', async () => {
    server.behave(answerWith({ responseCode: '5005401' }));
    const api = apiOf(server.url);
    for (let repeat = 0; repeat < 3; repeat += 1) await api.call('createOrder', bodies.createOrder);
    expect(new Set(server.received.map(({ body }) => body))).toEqual(new Set([bodies.createOrder]));
    expect(server.received.every(({ isSigned }) => isSigned)).toBe(true);
    expect(new Set(server.received.map(({ headers }) => headers['x-external-id'])).size).toBe(3);
  });

  it('reuses a connection', async () => {
    server.behave(answerWith({ responseCode: '2005500' }));
    const api = apiOf(server.url);
    for (let repeat = 0; repeat < 20; repeat += 1) await api.call('queryPayment', bodies.queryPayment);
    expect(server.received).toHaveLength(20);
    // A second connection, if the first was not yet back in the pool when the next call came.
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

  it('is signed with a clock that may be far ahead of the machine’s', async () => {
    server.behave(answerWith({ responseCode: '2005400' }));
    const expiresAt = new Date(Date.now() + 40 * 24 * 60 * 60_000);
    const body = writeCreateRequest(anOrder({ expiresAt }), details(), merchant);
    expect(await apiOf(server.url).call('createOrder', body)).toMatchObject({ kind: 'answered' });
    expect(server.received[0]).toMatchObject({ body, isSigned: true });
  });
});

describe('nothing is sent to DANA', () => {
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

  it('if the process runs in another time zone than DANA', () => {
    vi.stubEnv('TZ', 'UTC');
    try {
      expect(() => apiOf(server.url)).toThrow(/TZ=Asia\/Jakarta/);
    } finally {
      vi.unstubAllEnvs();
    }
  });
});

describe('an answer of DANA', () => {
  it.each([
    ['HTML from a proxy', 502, '<html>Bad Gateway</html>'],
    ['nothing', 200, ''],
    ['nothing, with an error', 500, ''],
    ['null', 200, 'null'],
    ['JSON that was cut off', 200, '{"responseCode":"2005400","refe'],
    ['HTML with a refusing status', 403, '<html>Forbidden</html>'],
    ['HTML for an unknown path', 404, '<html>Not Found</html>'],
  ])('%s is returned with its HTTP status and body', async (_, httpStatus, body) => {
    server.behave(raw(httpStatus, body, { 'content-type': 'text/html' }));
    expect(await apiOf(server.url).call('createOrder', bodies.createOrder)).toEqual({
      kind: 'answered',
      httpStatus,
      body,
      snap: null,
    });
  });

  it.each(['2005400', '2025700', '4005401', '4015400', '4035405', '4045418', '4295400', '5005401'])(
    'SNAP’s %s is returned with its HTTP status, whatever the SDK makes of it',
    async (responseCode) => {
      const fields = { responseCode, responseMessage: 'As it is', additionalInfo: { unheardOf: 1 } };
      server.behave(answerWith(fields));
      expect(await apiOf(server.url).call('createOrder', bodies.createOrder)).toEqual({
        kind: 'answered',
        httpStatus: Number(responseCode.slice(0, 3)),
        body: JSON.stringify(fields),
        snap: { responseCode, responseMessage: 'As it is', debugMessage: null, fields },
      });
    },
  );

  it('to a query may be one that the SDK cannot read', async () => {
    const fields = { responseCode: '2005500', additionalInfo: { paymentViews: [{ cashierRequestId: '1' }] } };
    server.behave(answerWith(fields));
    expect(await apiOf(server.url).call('queryPayment', bodies.queryPayment)).toMatchObject({
      snap: { fields },
    });
  });

  it('may be compressed', async () => {
    server.behave(raw(200, gzipSync('{"responseCode":"2005500"}'), { 'content-encoding': 'gzip' }));
    expect(await apiOf(server.url).call('queryPayment', bodies.queryPayment)).toMatchObject({
      snap: { responseCode: '2005500' },
    });
  });

  it('may be a redirect, which is not followed', async () => {
    server.behave((response) => response.writeHead(307, { location: `${server.url}/elsewhere` }).end());
    expect(await apiOf(server.url).call('createOrder', bodies.createOrder)).toMatchObject({
      kind: 'answered',
      httpStatus: 307,
      snap: null,
    });
    expect(server.received).toHaveLength(1);
  });

  it('belongs to its own call, however many are under way', async () => {
    server.behave((response, { body }) => {
      const { originalPartnerReferenceNo } = JSON.parse(body);
      answerWith({ responseCode: '2005500', originalPartnerReferenceNo })(
        response,
        server.received[0] as never,
      );
    });
    const api = apiOf(server.url, patienceMs);
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
