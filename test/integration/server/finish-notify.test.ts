import { afterEach, describe, expect, it } from 'vitest';
import { formatJakartaTime } from '../../../src/domain/jakarta-time.ts';
import { limits } from '../../../src/server/limits.ts';
import type { VerifiedFinishNotify } from '../../../src/use-cases/notifications/receive-finish-notify.ts';
import { StoreUnavailable } from '../../../src/use-cases/ports/store-unavailable.ts';
import { anOrder } from '../../support/orders.ts';
import { openRawPeer } from './raw-peer.ts';
import { openStage, type Stage, type StageOptions } from './stage.ts';

let stage: Stage;
afterEach(() => stage.server.drain());

/** A stage that keeps what reached each step: the signature check and the use case. */
async function openNotifyStage(options: StageOptions = {}) {
  const verified: string[] = [];
  const received: VerifiedFinishNotify[] = [];
  stage = await openStage({
    async verifyFinishNotify(body, { signature }) {
      verified.push(Buffer.from(body).toString());
      return signature === 'genuine' ? 'SHA256:dana' : null;
    },
    ...options,
    useCases: {
      async receiveFinishNotify(notification) {
        received.push(notification);
        return { kind: 'applied', order: anOrder({ status: 'PAID' }) };
      },
      ...options.useCases,
    },
  });
  return { verified, received };
}

async function send(
  body: BodyInit,
  { signature = 'genuine', timestamp = formatJakartaTime(stage.clock.now()), method = 'POST' } = {},
): Promise<{ status: number; body: unknown; headers: Headers }> {
  const response = await fetch(`${stage.url}/v1.0/debit/notify`, {
    method,
    headers: { 'content-type': 'application/json', 'X-SIGNATURE': signature, 'x-Timestamp': timestamp },
    ...(method === 'GET' ? {} : { body, duplex: 'half' }),
  } as RequestInit);
  return { status: response.status, body: await response.json(), headers: response.headers };
}

const successful = { responseCode: '2005600', responseMessage: 'Successful' };
const failed = { responseCode: '5005601', responseMessage: 'Internal Server Error' };

describe('a genuine Finish Notify', () => {
  it('is received with its raw body under the id of its request, and only then acknowledged', async () => {
    const { received } = await openNotifyStage();
    const timestamp = formatJakartaTime(stage.clock.now());
    const answer = await send('{ "amount" : 1 }', { timestamp });
    expect(answer).toMatchObject({ status: 200, body: successful });
    expect(received).toEqual([
      {
        id: answer.headers.get('x-request-id'),
        receivedAt: expect.any(Date),
        body: Buffer.from('{ "amount" : 1 }'),
        timestamp,
        keyFingerprint: 'SHA256:dana',
      },
    ]);
    expect(answer.headers.get('x-timestamp')).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+07:00$/);
  });

  it('may be sent in chunks', async () => {
    const { received } = await openNotifyStage();
    expect((await send(new Blob(['{"a":', '1}']).stream())).status).toBe(200);
    expect(received).toMatchObject([{ body: Buffer.from('{"a":1}') }]);
  });

  it.each([
    { kind: 'unchanged', order: anOrder() },
    { kind: 'quarantined', reason: 'amount' },
    { kind: 'orphaned' },
  ] as const)('that ends as $kind is acknowledged too: it is on disk', async (outcome) => {
    await openNotifyStage({ useCases: { receiveFinishNotify: async () => outcome } });
    expect(await send('{}')).toMatchObject({ status: 200, body: successful });
  });

  it.each(['2020-01-15T10:00:00+07:00', 'yesterday'])(
    'that was signed %s is passed on with that time, because its order decides what it is worth',
    async (timestamp) => {
      const { received } = await openNotifyStage();
      expect(await send('{}', { timestamp })).toMatchObject({ status: 200, body: successful });
      expect(received).toMatchObject([{ timestamp }]);
    },
  );
});

describe('a failure of ours', () => {
  it('is answered so that DANA repeats, and its reason goes to our log only', async () => {
    const away = new StoreUnavailable('connect ECONNREFUSED 10.0.0.7:5432', { isCertain: true });
    await openNotifyStage({ useCases: { receiveFinishNotify: () => Promise.reject(away) } });
    expect(await send('{}')).toMatchObject({ status: 500, body: failed });
    expect(stage.lines).toContainEqual({
      level: 'error',
      event: 'finish_notify.failed',
      fields: { requestId: expect.any(String), error: away },
    });
  });

  it('to answer in time gets the same answer', async () => {
    let finish = () => {};
    const slow = new Promise<{ kind: 'orphaned' }>((resolve) => {
      finish = () => resolve({ kind: 'orphaned' });
    });
    await openNotifyStage({
      useCases: { receiveFinishNotify: () => slow },
      limits: { notifyDeadlineMs: 50 },
    });
    expect(await send('{}')).toMatchObject({ status: 500, body: failed });
    finish();
  });
});

describe('a request that is no genuine Finish Notify', () => {
  it('because DANA did not sign it is refused, and never passed on', async () => {
    const { verified, received } = await openNotifyStage();
    expect(await send('{}', { signature: 'forged' })).toMatchObject({
      status: 401,
      body: { responseCode: '4015600', responseMessage: 'Unauthorized. Invalid Signature' },
    });
    expect(verified).toEqual(['{}']);
    expect(received).toEqual([]);
  });

  it.each([
    ['X-SIGNATURE', { signature: '' }],
    ['X-TIMESTAMP', { timestamp: '' }],
  ])('because it has no %s is refused before its signature is checked', async (name, headers) => {
    const { verified } = await openNotifyStage();
    expect(await send('{}', headers)).toMatchObject({
      status: 400,
      body: { responseCode: '4005602', responseMessage: `Invalid Mandatory Field ${name}` },
    });
    expect(verified).toEqual([]);
  });

  it.each(['GET', 'PUT', 'DELETE', 'OPTIONS'])('because it is a %s is refused', async (method) => {
    await openNotifyStage();
    expect(await send('{}', { method })).toMatchObject({ status: 405, body: { responseCode: '4055600' } });
  });

  const pairs = (bytesCount: number) =>
    `{${'"a":"{",'.repeat(Math.ceil(bytesCount / 8))}`.slice(0, bytesCount);

  it('because it is too large is refused before its signature is checked', async () => {
    const { verified } = await openNotifyStage();
    for (const body of [pairs(1_000_000), pairs(limits.notifyBodyBytesMax + 1)]) {
      const chunked = new Blob([body]).stream();
      for (const sent of [await send(body), await send(chunked)]) {
        expect(sent).toMatchObject({ status: 413, body: { responseCode: '4135600' } });
      }
    }
    expect(verified).toEqual([]);
    expect((await send(pairs(limits.notifyBodyBytesMax))).status).toBe(200);
  });

  it('because its body never ends is dropped', async () => {
    const { verified } = await openNotifyStage({
      limits: { headersTimeoutMs: 1_000, requestTimeoutMs: 1_000, slowSenderCheckMs: 20 },
    });
    const head = 'POST /v1.0/debit/notify HTTP/1.1\r\nHost: x\r\nX-Signature: genuine\r\nX-Timestamp: x\r\n';
    const slow = openRawPeer(stage.server.port, `${head}Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n`);
    const torn = openRawPeer(stage.server.port, `${head}Content-Length: 100\r\n\r\n{}`);
    torn.socket.end();
    expect(await slow.answer).toMatch(/^HTTP\/1.1 408/);
    await torn.answer;
    await expect
      .poll(() => stage.lines.filter(({ event }) => event === 'finish_notify.aborted'))
      .toHaveLength(2);
    expect(verified).toEqual([]);
  });
});
