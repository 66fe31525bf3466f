import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDanaApi } from '../../../src/dana/calls/api.ts';
import type { CallLimits } from '../../../src/dana/calls/call-guard.ts';
import { createPaymentProvider } from '../../../src/dana/payment-provider.ts';
import { rupiah } from '../../../src/domain/money.ts';
import type { Log } from '../../../src/use-cases/ports/log.ts';
import { anOrder, aRefund, details, merchant } from '../../unit/dana/orders.ts';
import {
  answerWith,
  type Behaviour,
  type DanaServer,
  fact,
  merchantKeys,
  raw,
  startDanaServer,
} from './dana-server.ts';

const privateKeyPem = merchantKeys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

interface Line {
  readonly level: keyof Log;
  readonly event: string;
  readonly fields: Record<string, unknown>;
}
let lines: Line[];
const log = Object.fromEntries(
  (['debug', 'info', 'warn', 'error'] as const).map((level) => [
    level,
    (event: string, fields: Record<string, unknown> = {}) => lines.push({ level, event, fields }),
  ]),
) as unknown as Log;

let server: DanaServer;
beforeEach(async () => {
  lines = [];
  server = await startDanaServer();
});
afterEach(() => server.close());

function provider({ timeoutMs = 5_000, limits }: { timeoutMs?: number; limits?: CallLimits } = {}) {
  const api = createDanaApi({
    partnerId: 'partner-1',
    privateKeyPem,
    privateKey: merchantKeys.privateKey,
    origin: 'https://shop.example',
    environment: 'sandbox',
    baseUrl: server.url,
    timeoutMs,
  });
  return createPaymentProvider({ api, merchant, log, ...(limits ? { limits } : {}) });
}

const order = anOrder({ payMethod: 'VIRTUAL_ACCOUNT', payOption: 'VIRTUAL_ACCOUNT_BRI' });
const amount = rupiah(7_500_000n);

describe('each operation, over the wire', () => {
  it('lists what the amount may be paid with', async () => {
    server.behave(answerWith({ responseCode: '2005700', paymentInfos: [{ payMethod: 'BALANCE' }] }));
    expect(await provider().listPaymentOptions({ amount, externalStoreId: 'store-1' })).toEqual({
      kind: 'accepted',
      options: [{ payMethod: 'BALANCE', payOption: null, promos: [] }],
    });
    expect(JSON.parse(server.received[0]?.body ?? '')).toMatchObject({ externalStoreId: 'store-1' });
    expect(server.received[0]?.isSigned).toBe(true);
  });

  it('creates an order by sending what was stored, byte for byte, at every repeat', async () => {
    const dana = provider();
    const request = dana.writeCreateRequest(order, details());
    server.behave(
      answerWith({
        responseCode: '2005400',
        referenceNo: 'dana-1',
        partnerReferenceNo: order.partnerReferenceNo,
        additionalInfo: { paymentCode: '8059000000000001' },
      }),
    );
    const accepted = {
      kind: 'accepted',
      referenceNo: 'dana-1',
      instruction: { kind: 'VIRTUAL_ACCOUNT', bank: 'BRI', number: '8059000000000001' },
    };
    expect(await dana.createOrder(request)).toEqual(accepted);
    expect(await dana.createOrder(request)).toEqual(accepted);
    expect(server.received.map(({ body }) => body)).toEqual([request, request]);
  });

  it('queries an order', async () => {
    const money = { value: '75000.00', currency: 'IDR' };
    server.behave(
      answerWith({
        responseCode: '2005500',
        originalReferenceNo: 'dana-1',
        latestTransactionStatus: '00',
        paidTime: '2026-01-15T10:05:12+07:00',
        additionalInfo: { amountDetail: { orderAmount: money } },
      }),
    );
    expect(await provider().queryOrder(order)).toMatchObject({
      kind: 'found',
      report: { state: 'PAID', referenceNo: 'dana-1', amount },
    });
    server.behave(answerWith({ responseCode: '4045501', responseMessage: 'Transaction Not Found' }));
    expect(await provider().queryOrder(order)).toEqual({ kind: 'notFound' });
  });

  it('cancels an order', async () => {
    server.behave(answerWith({ responseCode: '2005700', responseMessage: 'Success' }));
    expect(await provider().cancelOrder(order)).toEqual({ kind: 'accepted' });
    server.behave(answerWith({ responseCode: '4035700', responseMessage: 'Transaction Expired' }));
    expect(await provider().cancelOrder(order)).toMatchObject({ kind: 'declined', reason: 'TOO_LATE' });
  });

  it('refunds by sending what was stored, byte for byte, until it is finished', async () => {
    const dana = provider();
    const request = dana.writeRefundRequest(order, aRefund());
    server.behave(answerWith({ responseCode: '2025800', responseMessage: 'Request In Progress' }));
    expect(await dana.refundOrder(request)).toMatchObject({ kind: 'unknown', isInProgress: true });
    server.behave(answerWith({ responseCode: '2005800', refundNo: 'dana-r-1', partnerRefundNo: 'ref-1' }));
    expect(await dana.refundOrder(request)).toEqual({ kind: 'accepted', refundNo: 'dana-r-1' });
    expect(server.received.map(({ body }) => body)).toEqual([request, request]);
  });
});

describe('whatever DANA and the network do, no call throws', () => {
  const silence: Behaviour = () => undefined;
  const misbehaviours: Record<string, Behaviour> = {
    'an HTML 502': raw(502, '<html>Bad Gateway</html>'),
    'an empty 200': raw(200, ''),
    'a 200 with null': raw(200, 'null'),
    'truncated JSON': raw(200, '{"responseCode":"2005400"'),
    'an empty 500': raw(500, ''),
    '10 MB': raw(200, Buffer.alloc(10 * 1024 * 1024, ' ')),
    'a redirect': raw(307, '', { location: 'http://127.0.0.1:1/' }),
    'a WAF’s 403': raw(403, '<html>Forbidden</html>'),
    'a 429 in SNAP form': answerWith({ responseCode: '4299900', responseMessage: 'Too Many Requests' }),
    'a 401 in SNAP form': answerWith({ responseCode: '4019900', responseMessage: 'Unauthorized.' }),
    'a refusal under HTTP 200': answerWith({ responseCode: '4035405', responseMessage: 'Do Not Honor' }, 200),
    'a success under HTTP 500': answerWith({ responseCode: '2005400', responseMessage: 'Successful' }, 500),
    'a connection that breaks': (response) => response.destroy(),
    silence: silence,
  };

  it.each(Object.entries(misbehaviours))('%s is unknown for every operation', async (_, behaviour) => {
    server.behave(behaviour);
    const dana = provider({ timeoutMs: behaviour === silence ? 1_000 : 5_000 });
    const answers = await Promise.all([
      dana.listPaymentOptions({ amount, externalStoreId: null }),
      dana.createOrder(dana.writeCreateRequest(order, details())),
      dana.queryOrder(order),
      dana.cancelOrder(order),
      dana.refundOrder(dana.writeRefundRequest(order, aRefund())),
    ]);
    expect(answers.map(({ kind }) => kind)).toEqual(Array(5).fill('unknown'));
    expect(server.received).toHaveLength(5);
  });

  it('a stored body that was damaged is our fault, and does not leave', async () => {
    expect(await provider().createOrder('{"partnerReferenceNo":"ord-1"')).toMatchObject({
      kind: 'unknown',
      isOurFault: true,
    });
    expect(server.received).toEqual([]);
    expect(lines).toMatchObject([
      { level: 'error', event: 'dana.credentials_rejected', fields: { operation: 'createOrder' } },
    ]);
  });
});

describe('what an operator reads', () => {
  it('names order, status and code of an unknown answer', async () => {
    server.behave(answerWith({ responseCode: '5005701', responseMessage: 'Internal Server Error' }));
    await provider().cancelOrder(order);
    expect(lines).toMatchObject([
      {
        level: 'warn',
        event: 'dana.answer_unknown',
        fields: {
          operation: 'cancelOrder',
          subject: order.partnerReferenceNo,
          httpStatus: 500,
          responseCode: '5005701',
          reason: expect.stringContaining('Internal Server Error'),
        },
      },
    ]);
  });

  it('is alarmed where DANA refuses us', async () => {
    server.behave(answerWith({ responseCode: '4045408', responseMessage: 'Invalid Merchant' }));
    const dana = provider();
    expect(await dana.createOrder(dana.writeCreateRequest(order, details()))).toMatchObject({
      isOurFault: true,
    });
    expect(lines).toMatchObject([{ level: 'error', event: 'dana.credentials_rejected' }]);
  });

  it('is told of an accepted order that a payer cannot pay, and of a status that nobody knows', async () => {
    const dana = provider();
    server.behave(answerWith({ responseCode: '2005400' }));
    expect(await dana.createOrder(dana.writeCreateRequest(order, details()))).toMatchObject({
      instruction: null,
    });
    server.behave(answerWith({ responseCode: '2005500', latestTransactionStatus: '09' }));
    await dana.queryOrder(order);
    expect(lines.filter(({ level }) => level === 'error')).toMatchObject([
      { event: 'dana.instruction_omitted', fields: { subject: order.partnerReferenceNo } },
      { event: 'dana.status_unrecognised', fields: { said: 'status 09, -, acquirementStatus -' } },
    ]);
  });

  it('never reads a body, a payment code, a phone number, a key or a signature', async () => {
    const dana = provider();
    const request = dana.writeCreateRequest(order, details({ phoneNumber: '0812canary' }));
    for (const behaviour of [
      answerWith({ responseCode: '2005400', additionalInfo: { paymentCode: 'canary-va' } }),
      answerWith({ responseCode: '2005400', partnerReferenceNo: 'canary-other' }),
      answerWith({ responseCode: '2005400', referenceNo: ['canary'] }),
      raw(200, '{"paymentCode":"canary-va"'),
      raw(502, '<html>canary</html>'),
    ]) {
      server.behave(behaviour);
      await dana.createOrder(request);
    }
    expect(lines).not.toEqual([]);
    const written = JSON.stringify(lines);
    expect(written).not.toContain('canary');
    expect(written).not.toContain(String(server.received[0]?.headers['x-signature']));
  });
});

describe('while DANA is down', () => {
  const limits = { callsMax: 8, queuedCallsMax: 8, outagesMax: 3, openMs: 60_000, pauseMs: 60_000 };
  const down = raw(503, 'down');

  it.each([
    ['errors of its servers', down],
    ['errors in SNAP form', answerWith({ responseCode: '5005500', responseMessage: 'General Error' })],
    ['too many requests', answerWith({ responseCode: '4295500', responseMessage: 'Too Many Requests' })],
    ['broken connections', ((response) => response.destroy()) as Behaviour],
    ['pages that are not DANA’s', raw(200, '<html>Maintenance</html>')],
    ['silence', (() => undefined) as Behaviour],
  ])('nobody is sent there after %s in a row', async (_, behaviour) => {
    const dana = provider({ timeoutMs: 200, limits });
    server.behave(behaviour);
    for (let outage = 0; outage < 3; outage += 1) {
      expect(dana.unavailability()).toBeNull();
      await dana.queryOrder(order);
    }
    expect(dana.unavailability()?.retryAfterMs).toBeGreaterThan(0);
    expect(dana.unavailability()?.retryAfterMs).toBeLessThanOrEqual(limits.openMs);
    expect(dana.unavailability()?.reason).toBe('DANA_UNREACHABLE');
    expect(await dana.queryOrder(order)).toMatchObject({ kind: 'unknown', isOurFault: false });
    expect(server.received).toHaveLength(3);
    expect(lines.map(({ event }) => event)).toContain('dana.breaker_opened');
  });

  it.each([
    ['refusals', answerWith({ responseCode: '4045700', responseMessage: 'Invalid Transaction Status' })],
    ['work in progress', answerWith({ responseCode: '2025700', responseMessage: 'Request In Progress' })],
    ['our own faults', answerWith({ responseCode: '4045708', responseMessage: 'Invalid Merchant' })],
    ['codes that nobody knows', answerWith({ responseCode: '4095799', responseMessage: 'Conflict' })],
  ])('but %s mean that it is up', async (_, behaviour) => {
    const dana = provider({ limits });
    server.behave(behaviour);
    for (let call = 0; call < 5; call += 1) await dana.cancelOrder(order);
    expect(dana.unavailability()).toBeNull();
    expect(server.received).toHaveLength(5);
  });

  it('where it does not recognise us no new work is begun for a while, and what is owed still goes out', async () => {
    const dana = provider({ limits });
    server.behave(
      answerWith({ responseCode: '4015700', responseMessage: 'Unauthorized. Invalid Signature' }),
    );
    expect(await dana.cancelOrder(order)).toMatchObject({ kind: 'unknown', isOurFault: true });
    expect(dana.unavailability()?.retryAfterMs).toBeGreaterThan(0);
    expect(dana.unavailability()?.retryAfterMs).toBeLessThanOrEqual(limits.pauseMs);
    expect(dana.unavailability()?.reason).toBe('DANA_CREDENTIALS_REJECTED');
    await dana.queryOrder(order);
    expect(server.received).toHaveLength(2);
  });

  it('but what never left says nothing about it', async () => {
    const dana = provider({ limits });
    for (let call = 0; call < 5; call += 1) await dana.createOrder('{"damaged":');
    expect(dana.unavailability()).toBeNull();
  });

  it('an answer in between means that it is up', async () => {
    const dana = provider({ limits });
    for (const behaviour of [down, down, answerWith({ responseCode: '4045501' }), down, down]) {
      server.behave(behaviour);
      await dana.queryOrder(order);
    }
    expect(dana.unavailability()).toBeNull();
  });

  it('one call attempts again, alone; its success lets everybody in', async () => {
    const dana = provider({ timeoutMs: 2_000, limits: { ...limits, openMs: 1 } });
    server.behave(down);
    for (let outage = 0; outage < 3; outage += 1) await dana.queryOrder(order);
    await expect.poll(() => dana.unavailability()).toBeNull();

    const arrived = fact<() => void>();
    server.behave((response, received) =>
      arrived.tell(() => answerWith({ responseCode: '4045501' })(response, received)),
    );
    const probe = dana.queryOrder(order);
    const others = await Promise.all([dana.queryOrder(order), dana.cancelOrder(order)]);
    const answerProbe = await arrived.told;
    expect(others.map(({ kind }) => kind)).toEqual(['unknown', 'unknown']);
    expect(server.received).toHaveLength(4);
    expect(dana.unavailability()?.retryAfterMs).toBeGreaterThan(0);
    expect(dana.unavailability()?.retryAfterMs).toBeLessThanOrEqual(2_000);

    answerProbe();
    expect(await probe).toEqual({ kind: 'notFound' });
    expect(dana.unavailability()).toBeNull();
    expect(lines.map(({ event }) => event)).toContain('dana.breaker_closed');
  });

  it('a try that fails keeps everybody out', async () => {
    const dana = provider({ limits: { ...limits, openMs: 1 } });
    server.behave(down);
    for (let outage = 0; outage < 3; outage += 1) await dana.queryOrder(order);
    await expect.poll(() => dana.unavailability()).toBeNull();
    await dana.queryOrder(order);
    expect(server.received).toHaveLength(4);
    expect(lines.filter(({ event }) => event === 'dana.breaker_opened')).toHaveLength(2);
  });
});

describe('when many call at once', () => {
  const limits = { callsMax: 2, queuedCallsMax: 2, outagesMax: 100, openMs: 60_000, pauseMs: 60_000 };

  it('only so many are under way, so many wait, and the rest is not sent', async () => {
    const dana = provider({ limits });
    const arrivals: (() => void)[] = [];
    const bothArrived = fact();
    server.behave((response, received) => {
      arrivals.push(() => answerWith({ responseCode: '4045501' })(response, received));
      if (arrivals.length === 2) bothArrived.tell();
    });
    const calls = Array.from({ length: 5 }, () => dana.queryOrder(order));
    expect(dana.unavailability()).toEqual({ reason: 'GATEWAY_BUSY', retryAfterMs: 1_000 });
    expect(await calls[4]).toMatchObject({
      kind: 'unknown',
      reason: expect.stringMatching(/too many calls/),
    });
    await bothArrived.told;
    expect(server.received).toHaveLength(2);

    server.behave(answerWith({ responseCode: '4045501' }));
    for (const answer of arrivals) answer();
    expect(await Promise.all(calls.slice(0, 4))).toEqual(Array(4).fill({ kind: 'notFound' }));
    expect(server.received).toHaveLength(4);
    expect(dana.unavailability()).toBeNull();
  });

  it('a call that waits for half of its time is not sent any more, and the line moves on', async () => {
    const dana = provider({ timeoutMs: 600, limits: { ...limits, callsMax: 1, queuedCallsMax: 3 } });
    server.behave(() => undefined);
    const answers = await Promise.all(Array.from({ length: 4 }, () => dana.queryOrder(order)));
    expect(answers.map((answer) => answer.kind === 'unknown' && answer.reason)).toEqual([
      expect.stringMatching(/no whole answer before the deadline/),
      ...Array(3).fill(expect.stringMatching(/too many calls/)),
    ]);
    expect(server.received).toHaveLength(1);

    server.behave(answerWith({ responseCode: '4045501' }));
    expect(await dana.queryOrder(order)).toEqual({ kind: 'notFound' });
    expect(server.received).toHaveLength(2);
  });
});
