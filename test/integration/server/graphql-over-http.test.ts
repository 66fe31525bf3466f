import { afterEach, describe, expect, it } from 'vitest';
import { StoreUnavailable } from '../../../src/use-cases/ports/store-unavailable.ts';
import { anOrder } from '../../support/orders.ts';
import { openRawPeer } from './raw-peer.ts';
import { openStage, type Stage, type StageOptions } from './stage.ts';

let stage: Stage;
const open = async (options: StageOptions = {}) => {
  stage = await openStage(options);
  return stage;
};
afterEach(() => stage.server.drain());

const orderQuery = '{ order(by: { partnerReferenceNo: "ord-1" }) { id status } }';
const secretFault = new Error('select * from orders where phone = $1: 081234567890');

describe('an operation by POST', () => {
  it('is answered with its data', async () => {
    await open({ useCases: { findOrder: async () => anOrder({ status: 'PENDING' }) } });
    const response = await stage.post(orderQuery);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ data: { order: { id: expect.any(String), status: 'PENDING' } } });
  });

  it('is answered in the media type that the client accepts', async () => {
    await open({ useCases: { findOrder: async () => null } });
    const accept = 'application/graphql-response+json';
    const response = await stage.post(orderQuery, { headers: { accept } });
    expect(response.headers.get('content-type')).toContain(accept);
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
    async (_, { method = 'POST', type = 'application/json', body, search = '' }: Asked, status) => {
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

  it('may be as large as the bound, and no larger', async () => {
    await open({ limits: { graphqlBodyBytesMax: 1_000 } });
    const filled = (bytesCount: number) => {
      const [start, end] = ['{"query":"{__typename}","extensions":{"x":"', '"}}'];
      return start + 'x'.repeat(bytesCount - start.length - end.length) + end;
    };
    const ask = (body: BodyInit) =>
      fetch(`${stage.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
        duplex: 'half',
      } as RequestInit);
    expect((await ask(filled(1_000))).status).toBe(200);
    expect((await ask(filled(1_001))).status).toBe(413);
    expect((await ask(new Blob([filled(1_000)]).stream())).status).toBe(200);
    expect((await ask(new Blob([filled(1_001)]).stream())).status).toBe(413);
  });

  it('is refused where it is much larger, and the sender is heard out, so that it sees why', async () => {
    await open();
    const bytesCount = 5_000_000;
    const head = `POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${bytesCount}\r\n\r\n`;
    const peer = openRawPeer(stage.server.port, head);
    // A sender that looks at the answer only when it has sent everything, as many do.
    peer.socket.pause();
    const failure = await new Promise((resolve) => {
      peer.socket.write(Buffer.alloc(bytesCount, 'x'), resolve);
    });
    expect(failure ?? null).toBeNull();
    peer.socket.resume();
    expect(await peer.answer).toMatch(/^HTTP\/1.1 413[\s\S]*LIMIT_EXCEEDED/);
  });
});

interface Asked {
  method?: string;
  type?: string;
  body?: string;
  search?: string;
}

describe('a credential over HTTP', () => {
  it('that is wrong is refused before anything runs', async () => {
    await open();
    const response = await stage.post(orderQuery, { headers: { authorization: 'Bearer wrong' } });
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toContain('Bearer');
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  });

  it('that is missing makes an anonymous caller, who may read nothing', async () => {
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
  it('that is a fault is hidden; the log has it whole under the request id that the client has', async () => {
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

  it('of a database that is away says so, and that repeating is right', async () => {
    const away = new StoreUnavailable('connect ECONNREFUSED 10.0.0.7:5432', { isCertain: true });
    await open({ useCases: { findOrder: () => Promise.reject(away) } });
    const response = await stage.post(orderQuery);
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject({
      errors: [{ path: ['order'], extensions: { code: 'SERVICE_UNAVAILABLE', retryable: true } }],
    });
    expect(text).not.toContain('10.0.0.7');
  });

  it('of a value that does not parse is told with its path, in a variable as in the document', async () => {
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

  it('of a document that does not fit the schema is told each time in the same words', async () => {
    await open();
    const ask = async () =>
      (await stage.post('{ paymentOptions(input: { amount: "-1" }) { nothing } }')).json();
    expect(await ask()).toEqual(await ask());
  });

  it('of an operation that takes too long is told in time, and the operation goes on', async () => {
    let finish = (_: null) => {};
    const asked = new Promise<null>((resolve) => {
      finish = resolve;
    });
    await open({ useCases: { findOrder: () => asked }, limits: { operationDeadlineMs: 50 } });
    const response = await stage.post(orderQuery);
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: 'SERVICE_UNAVAILABLE', retryable: true } }],
    });
    finish(null);
  });
});

describe('a document', () => {
  const chain = (depth: number) => `{ ${'node(id: "1") { id '.repeat(depth)}${'}'.repeat(depth)} }`;

  it.each([
    ['is too long', `{ __typename ${' '.repeat(40_000)}}`],
    ['has too many tokens', `{ __typename ${'@skip(if: false) '.repeat(500)}}`],
    ['goes too deep', chain(20)],
    ['has too many aliases', `{ ${aliases(31)} }`],
    ['has too many directives', `{ ${'__typename @skip(if: false) '.repeat(31)} }`],
    ['asks for too much at once', `{ ${'__typename '.repeat(11)} }`],
    ['moves money twice', `mutation { ${cancel('a')} ${cancel('b')} }`],
    [
      'moves money twice in fragments',
      `mutation { ...a } fragment a on Mutation { ${cancel('a')} ${cancel('b')} }`,
    ],
    ['grows by its fragments', growing('abcdefghij')],
    [
      'reads pages of pages of pages',
      '{ orders(first: 100) { nodes { refunds { nodes { id } } timeline { nodes { type } } a: refunds { edges { cursor } } } } }',
    ],
    [
      'reads pages of a size that it does not say',
      'query ($n: Int) { orders(first: $n) { ...p } } fragment p on OrderConnection { edges { node { a: refunds { nodes { id } } b: refunds { nodes { id } } c: refunds { nodes { id } } } } }',
    ],
    [
      'reads pages of less than nothing',
      `{ a: orders(first: -100) { nodes { refunds { nodes { id } } } } ${'bcdefghi'.replace(/./g, (name) => `${name}: orders { nodes { refunds { nodes { id } } timeline { nodes { type } } } }`)} }`,
    ],
  ])('that %s is refused', async (_, query) => {
    await open();
    const response = await stage.post(query, { headers: { accept: 'application/graphql-response+json' } });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      errors: [{ message: expect.stringMatching(/more tha[nt] \d+/) }],
    });
  });

  it('that reads a page of orders with all that belongs to them is answered', async () => {
    const empty = async () => ({ items: [], hasNextPage: false, hasPreviousPage: false });
    await open({ useCases: { listOrders: empty } });
    const query = '{ orders(first: 100) { nodes { refunds { nodes { id } } timeline { nodes { type } } } } }';
    expect(await (await stage.post(query)).json()).toEqual({ data: { orders: { nodes: [] } } });
  });

  it('that spreads a fragment in itself is refused by its name', async () => {
    await open();
    const response = await stage.post('{ ...a } fragment a on Query { ...a }');
    expect(await response.text()).toContain('Cannot spread fragment');
  });

  it('that GraphiQL reads the schema with is within all bounds', async () => {
    await open();
    const { getIntrospectionQuery } = await import('graphql');
    const query = getIntrospectionQuery({ descriptions: true, oneOf: true, specifiedByUrl: true });
    expect(await (await stage.post(query)).json()).toHaveProperty('data.__schema');
  });
});

function aliases(count: number): string {
  return Array.from({ length: count }, (_, index) => `a${index}: __typename`).join(' ');
}

function cancel(alias: string): string {
  return `${alias}: cancelOrder(input: { orderId: "1" }) { __typename }`;
}

/** Each fragment spreads the next one four times. */
function growing(names: string): string {
  const fragments = [...names].map((name, index) => {
    const next = names[index + 1];
    return `fragment ${name} on Query { ${next === undefined ? '__typename' : `...${next} `.repeat(4)} }`;
  });
  return `{ node(id: "1") { id } ...${names[0]} } ${fragments.join(' ')}`;
}
