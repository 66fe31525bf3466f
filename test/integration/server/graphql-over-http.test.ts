import { afterEach, describe, expect, it } from 'vitest';
import { StoreUnavailable } from '../../../src/use-cases/ports/store-unavailable.ts';
import { anOrder } from '../../support/orders.ts';
import { openRawPeer } from './raw-peer.ts';
import { openStage, type Stage, type StageOptions, serverKey } from './stage.ts';

let stage: Stage;
const open = async (options: StageOptions = {}) => {
  stage = await openStage(options);
  return stage;
};
afterEach(() => stage.server.drain());

const orderQuery = '{ order(by: { partnerReferenceNo: "ord-1" }) { id status } }';
const secretFault = new Error('select * from orders where phone = $1: 081234567890');

describe('an operation by POST', () => {
  it('returns its data', async () => {
    await open({ useCases: { findOrder: async () => anOrder({ status: 'PENDING' }) } });
    const response = await stage.post(orderQuery);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ data: { order: { id: expect.any(String), status: 'PENDING' } } });
  });

  it('is answered in a media type that the client accepts', async () => {
    await open({ useCases: { findOrder: async () => null } });
    const accept = 'application/graphql-response+json';
    const response = await stage.post(orderQuery, { headers: { accept } });
    expect(response.headers.get('content-type')).toContain(accept);
  });

  it.each([
    ['multipart/mixed', 'application/json; charset=utf-8'],
    [
      'multipart/mixed;deferSpec=20220824, application/graphql-response+json, application/json;q=0.9',
      'application/graphql-response+json; charset=utf-8',
    ],
  ])('has one framing, although the client accepts %s', async (accept, type) => {
    await open({ useCases: { findOrder: async () => null } });
    const body = JSON.stringify({ query: orderQuery });
    const head =
      `POST /graphql HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer ${serverKey}\r\n` +
      `Accept: ${accept}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`;
    const answer = (await openRawPeer(stage.server.port, head + body).answer).toLowerCase();
    expect(answer).toContain(`content-type: ${type}`);
    expect(answer).toContain('content-length:');
    expect(answer).not.toContain('transfer-encoding');
    expect(answer).toContain('{"data":{"order":null}}');
  });

  it.each([
    ['GET', { method: 'GET' }, 405],
    ['GET with a query', { method: 'GET', search: '?query={__typename}' }, 405],
    ['a form', { type: 'application/x-www-form-urlencoded', body: 'query={__typename}' }, 415],
    ['plain text', { type: 'text/plain', body: '{"query":"{__typename}"}' }, 415],
    ['a file upload', { type: 'multipart/form-data; boundary=x', body: '--x--' }, 415],
    ['no JSON', { body: '{' }, 400],
    ['a JSON string', { body: '"{__typename}"' }, 400],
    ['null', { body: 'null' }, 400],
    ['a batch', { body: '[{"query":"{__typename}"},{"query":"{__typename}"}]' }, 400],
    ['a key that GraphQL does not know', { body: '{"query":"{__typename}","debug":true}' }, 400],
  ])(
    'refuses %s',
    async (_, { method = 'POST', type = 'application/json', body, search = '' }: Sent, status) => {
      await open();
      const response = await fetch(`${stage.url}/graphql${search}`, {
        method,
        ...(method === 'GET' ? {} : { headers: { 'content-type': type }, body: body ?? '' }),
      });
      expect(response.status).toBe(status);
      expect(await response.json()).toEqual({
        errors: [expect.objectContaining({ message: expect.any(String) })],
      });
    },
  );

  it.each([
    ['a query', 'text/html', orderQuery],
    ['a mutation', 'text/html', 'mutation { cancelOrder(input: { orderId: "x" }) { __typename } }'],
    ['a subscription', 'application/json', 'subscription { orderStatus(orderId: "x") { __typename } }'],
  ])(
    'is not run if its answer could not be read: %s for a client that accepts %s',
    async (_, accept, query) => {
      // Any use case that is called would fail, and the log would say so.
      await open();
      const response = await stage.post(query, { headers: { accept } });
      expect(response.status).toBe(406);
      expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
      expect(stage.lines.filter(({ level }) => level === 'error')).toEqual([]);
    },
  );

  it('is answered by one event and the end of the stream if its client accepts nothing but events', async () => {
    await open({ useCases: { findOrder: async () => null } });
    const response = await stage.post(orderQuery, { headers: { accept: 'text/event-stream' } });
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(await response.text()).toBe(
      ':\n\nevent: next\ndata: {"data":{"order":null}}\n\nevent: complete\ndata:\n\n',
    );
  });

  it('may have as many bytes as the limit, and no more', async () => {
    await open({ limits: { graphqlBodyBytesMax: 1_000 } });
    const filled = (bytesCount: number) => {
      const [start, end] = ['{"query":"{__typename}","extensions":{"x":"', '"}}'];
      return start + 'x'.repeat(bytesCount - start.length - end.length) + end;
    };
    const send = (body: BodyInit) =>
      fetch(`${stage.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
        duplex: 'half',
      } as RequestInit);
    expect((await send(filled(1_000))).status).toBe(200);
    expect((await send(filled(1_001))).status).toBe(413);
    expect((await send(new Blob([filled(1_000)]).stream())).status).toBe(200);
    expect((await send(new Blob([filled(1_001)]).stream())).status).toBe(413);
  });

  it('that is much too large is refused only after its body was received, so that the sender sees the refusal', async () => {
    await open();
    const bytesCount = 5_000_000;
    const head = `POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${bytesCount}\r\n\r\n`;
    const peer = openRawPeer(stage.server.port, head);
    // Like many senders, this one reads the answer only after it has sent everything.
    peer.socket.pause();
    const failure = await new Promise((resolve) => {
      peer.socket.write(Buffer.alloc(bytesCount, 'x'), resolve);
    });
    expect(failure ?? null).toBeNull();
    peer.socket.resume();
    expect(await peer.answer).toMatch(/^HTTP\/1.1 413[\s\S]*LIMIT_EXCEEDED/);
  });
});

interface Sent {
  method?: string;
  type?: string;
  body?: string;
  search?: string;
}

describe('a credential over HTTP', () => {
  it('that is wrong is refused before the operation runs', async () => {
    await open();
    const response = await stage.post(orderQuery, { headers: { authorization: 'Bearer wrong' } });
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toContain('Bearer');
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  });

  it('that is missing makes the caller anonymous, who may read nothing', async () => {
    await open();
    const response = await fetch(`${stage.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: orderQuery }),
    });
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  });
});

describe('an error over HTTP', () => {
  it('that is unexpected is hidden; the log has all of it under the request id that the client gets', async () => {
    await open({ useCases: { findOrder: () => Promise.reject(secretFault) } });
    const response = await stage.post(orderQuery);
    const requestId = response.headers.get('x-request-id');
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject({
      data: { order: null },
      errors: [
        {
          message: 'Unexpected error.',
          path: ['order'],
          extensions: { code: 'INTERNAL_SERVER_ERROR', requestId },
        },
      ],
    });
    expect(text).not.toMatch(/select|081234567890|stack|\.ts/);
    expect(stage.lines).toContainEqual({
      level: 'error',
      event: 'graphql.fault_masked',
      fields: { requestId, path: 'order', error: secretFault },
    });
  });

  it('about an unreachable database says so, and that the client should repeat the request', async () => {
    const unreachable = new StoreUnavailable('connect ECONNREFUSED 10.0.0.7:5432', { isCertain: true });
    await open({ useCases: { findOrder: () => Promise.reject(unreachable) } });
    const response = await stage.post(orderQuery);
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject({
      errors: [{ path: ['order'], extensions: { code: 'SERVICE_UNAVAILABLE', retryable: true } }],
    });
    expect(text).not.toContain('10.0.0.7');
  });

  it('about a value that does not parse names its path, in a variable as in the document', async () => {
    await open();
    const inVariable = await stage.post(
      'query ($input: PaymentOptionsInput!) { paymentOptions(input: $input) { __typename } }',
      { variables: { input: { amount: '-1' } } },
    );
    const inDocument = await stage.post('{ paymentOptions(input: { amount: "-1" }) { __typename } }');
    const path = ['input', 'amount'];
    expect(await inVariable.json()).toMatchObject({
      errors: [{ extensions: { code: 'BAD_USER_INPUT', path } }],
    });
    expect(await inDocument.json()).toMatchObject({
      errors: [{ extensions: { code: 'BAD_USER_INPUT', path } }],
    });
  });

  it('about an invalid document has the same message each time', async () => {
    await open();
    const send = async () =>
      (await stage.post('{ paymentOptions(input: { amount: "-1" }) { nothing } }')).json();
    expect(await send()).toEqual(await send());
  });

  it('about an operation that takes too long comes in time, and the operation continues', async () => {
    let finish = (_: null) => {};
    const found = new Promise<null>((resolve) => {
      finish = resolve;
    });
    await open({ useCases: { findOrder: () => found }, limits: { operationDeadlineMs: 50 } });
    const response = await stage.post(orderQuery);
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: 'SERVICE_UNAVAILABLE', retryable: true } }],
    });
    finish(null);
  });
});
