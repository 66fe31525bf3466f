import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PaymentProvider, ProviderOperation } from '../../../src/use-cases/ports/payment-provider.ts';
import { anOrder, aRefund, details } from '../../unit/dana/orders.ts';
import { answerWith, type Behaviour, fact, raw } from './dana-server.ts';
import { setProviderStage } from './provider-stage.ts';

const { lines, provider, server } = setProviderStage();
const order = anOrder({ payMethod: 'VIRTUAL_ACCOUNT', payOption: 'VIRTUAL_ACCOUNT_BRI' });

// The guard's time stands still unless a test moves it: sockets are real, and a busy machine may take as long as it likes.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Waits until DANA has got so many calls, then lets the deadline of every call pass. */
async function passDeadline(receivedCount: number, timeoutMs: number): Promise<void> {
  await expect.poll(() => server().received.length).toBe(receivedCount);
  await vi.advanceTimersByTimeAsync(timeoutMs);
}

describe('while DANA is down', () => {
  const limits = { callsMax: 8, queuedCallsMax: 8, outagesMax: 3, openMs: 60_000, pauseMs: 60_000 };
  const down = raw(503, 'down');

  it.each([
    ['errors of its servers', down],
    ['too many requests', answerWith({ responseCode: '4295500', responseMessage: 'Too Many Requests' })],
    ['broken connections', ((response) => response.destroy()) as Behaviour],
    ['pages that are not DANA’s', raw(200, '<html>Maintenance</html>')],
    ['silence', (() => undefined) as Behaviour],
  ])('no call is sent after %s in a row', async (name, behaviour) => {
    const dana = provider({ timeoutMs: 5_000, limits });
    server().behave(behaviour);
    for (let outage = 0; outage < 3; outage += 1) {
      expect(dana.unavailability('queryPayment')).toBeNull();
      const call = dana.queryOrder(order);
      if (name === 'silence') await passDeadline(outage + 1, 5_000);
      await call;
    }
    expect(dana.unavailability('queryPayment')?.retryAfterMs).toBeGreaterThan(0);
    expect(dana.unavailability('queryPayment')?.retryAfterMs).toBeLessThanOrEqual(limits.openMs);
    expect(dana.unavailability('queryPayment')?.reason).toBe('DANA_UNREACHABLE');
    expect(await dana.queryOrder(order)).toMatchObject({ kind: 'unknown', isOurFault: false });
    expect(server().received).toHaveLength(3);
    expect(lines().map(({ event }) => event)).toContain('dana.breaker_opened');
  });

  it.each([
    ['refusals', answerWith({ responseCode: '4045700', responseMessage: 'Invalid Transaction Status' })],
    ['work in progress', answerWith({ responseCode: '2025700', responseMessage: 'Request In Progress' })],
    ['our own faults', answerWith({ responseCode: '4045708', responseMessage: 'Invalid Merchant' })],
    ['codes that nobody knows', answerWith({ responseCode: '4095799', responseMessage: 'Conflict' })],
    [
      'errors in SNAP form',
      answerWith({ responseCode: '5005701', responseMessage: 'Internal Server Error' }),
    ],
  ])('but %s mean that it is up', async (_, behaviour) => {
    const dana = provider({ limits });
    server().behave(behaviour);
    for (let call = 0; call < 5; call += 1) await dana.cancelOrder(order);
    expect(dana.unavailability('cancelOrder')).toBeNull();
    expect(server().received).toHaveLength(5);
  });

  it('twelve refunds that DANA answers 5005801 close neither refunds nor creates for a moment', async () => {
    const dana = provider();
    const refund = dana.writeRefundRequest(order, aRefund());
    server().behave(answerWith({ responseCode: '5005801', responseMessage: 'Internal Server Error' }));
    for (let count = 0; count < 12; count += 1) {
      expect(await dana.refundOrder(refund)).toMatchObject({ kind: 'unknown', isOurFault: false });
      expect(dana.unavailability('createOrder')).toBeNull();
    }
    expect(dana.unavailability('refundOrder')).toBeNull();
    expect(server().received).toHaveLength(12);
  });

  it.each<[keyof PaymentProvider, ProviderOperation]>([
    ['listPaymentOptions', 'consultPay'],
    ['createOrder', 'createOrder'],
    ['queryOrder', 'queryPayment'],
    ['cancelOrder', 'cancelOrder'],
    ['refundOrder', 'refundOrder'],
  ])('an outage of %s alone stops no other call', async (failing, operation) => {
    const dana = provider({ limits });
    const calls = {
      listPaymentOptions: () => dana.listPaymentOptions({ amount: order.amount, externalStoreId: null }),
      createOrder: () => dana.createOrder(dana.writeCreateRequest(order, details())),
      queryOrder: () => dana.queryOrder(order),
      cancelOrder: () => dana.cancelOrder(order),
      refundOrder: () => dana.refundOrder(dana.writeRefundRequest(order, aRefund())),
    };
    server().behave(down);
    for (let outage = 0; outage < 4; outage += 1) await calls[failing as keyof typeof calls]();
    expect(server().received).toHaveLength(3);
    expect(dana.unavailability(operation)?.reason).toBe('DANA_UNREACHABLE');
    const others = (
      ['consultPay', 'createOrder', 'queryPayment', 'cancelOrder', 'refundOrder'] as const
    ).filter((other) => other !== operation);
    expect(others.map((other) => dana.unavailability(other))).toEqual([null, null, null, null]);
    for (const [name, call] of Object.entries(calls)) if (name !== failing) await call();
    expect(server().received).toHaveLength(7);
    expect(lines().filter(({ event }) => event === 'dana.breaker_opened')).toMatchObject([
      { fields: { operation } },
    ]);
  });

  it('if DANA does not recognise us, no new work begins for a while, and pending work still goes out', async () => {
    const dana = provider({ limits });
    server().behave(
      answerWith({ responseCode: '4015700', responseMessage: 'Unauthorized. Invalid Signature' }),
    );
    expect(await dana.cancelOrder(order)).toMatchObject({ kind: 'unknown', isOurFault: true });
    expect(dana.unavailability('cancelOrder')?.retryAfterMs).toBeGreaterThan(0);
    expect(dana.unavailability('cancelOrder')?.retryAfterMs).toBeLessThanOrEqual(limits.pauseMs);
    expect(dana.unavailability('cancelOrder')?.reason).toBe('DANA_CREDENTIALS_REJECTED');
    await dana.queryOrder(order);
    expect(server().received).toHaveLength(2);
  });

  it('a call that never left does not count', async () => {
    const dana = provider({ limits });
    for (let call = 0; call < 5; call += 1) await dana.createOrder('{"damaged":');
    expect(dana.unavailability('createOrder')).toBeNull();
  });

  it('an answer in between shows that DANA is up', async () => {
    const dana = provider({ limits });
    for (const behaviour of [down, down, answerWith({ responseCode: '4045501' }), down, down]) {
      server().behave(behaviour);
      await dana.queryOrder(order);
    }
    expect(dana.unavailability('queryPayment')).toBeNull();
  });

  it('one call goes out alone; its success lets all others through', async () => {
    const dana = provider({ timeoutMs: 2_000, limits });
    server().behave(down);
    for (let outage = 0; outage < 3; outage += 1) await dana.queryOrder(order);
    vi.advanceTimersByTime(limits.openMs);
    expect(dana.unavailability('queryPayment')).toBeNull();

    const arrived = fact<() => void>();
    server().behave((response, received) =>
      arrived.tell(() => answerWith({ responseCode: '4045501' })(response, received)),
    );
    const probe = dana.queryOrder(order);
    const others = await Promise.all([dana.queryOrder(order), dana.queryOrder(order)]);
    const answerProbe = await arrived.told;
    expect(others.map(({ kind }) => kind)).toEqual(['unknown', 'unknown']);
    expect(server().received).toHaveLength(4);
    expect(dana.unavailability('queryPayment')?.retryAfterMs).toBeGreaterThan(0);
    expect(dana.unavailability('queryPayment')?.retryAfterMs).toBeLessThanOrEqual(2_000);

    answerProbe();
    expect(await probe).toEqual({ kind: 'notFound' });
    expect(dana.unavailability('queryPayment')).toBeNull();
    expect(lines().map(({ event }) => event)).toContain('dana.breaker_closed');
  });

  it('a failed attempt keeps all other calls back', async () => {
    const dana = provider({ limits });
    server().behave(down);
    for (let outage = 0; outage < 3; outage += 1) await dana.queryOrder(order);
    vi.advanceTimersByTime(limits.openMs);
    expect(dana.unavailability('queryPayment')).toBeNull();
    await dana.queryOrder(order);
    expect(server().received).toHaveLength(4);
    expect(lines().filter(({ event }) => event === 'dana.breaker_opened')).toHaveLength(2);
  });
});

describe('when many call at once', () => {
  const limits = { callsMax: 2, queuedCallsMax: 2, outagesMax: 100, openMs: 60_000, pauseMs: 60_000 };

  it('a bounded number is under way, a bounded number waits, and the rest is not sent', async () => {
    const dana = provider({ limits });
    const arrivals: (() => void)[] = [];
    const bothArrived = fact();
    server().behave((response, received) => {
      arrivals.push(() => answerWith({ responseCode: '4045501' })(response, received));
      if (arrivals.length === 2) bothArrived.tell();
    });
    const calls = Array.from({ length: 5 }, () => dana.queryOrder(order));
    expect(dana.unavailability('queryPayment')).toEqual({ reason: 'GATEWAY_BUSY', retryAfterMs: 1_000 });
    expect(await calls[4]).toMatchObject({
      kind: 'unknown',
      reason: expect.stringMatching(/too many calls/),
    });
    await bothArrived.told;
    expect(server().received).toHaveLength(2);

    server().behave(answerWith({ responseCode: '4045501' }));
    for (const answer of arrivals) answer();
    expect(await Promise.all(calls.slice(0, 4))).toEqual(Array(4).fill({ kind: 'notFound' }));
    expect(server().received).toHaveLength(4);
    expect(dana.unavailability('queryPayment')).toBeNull();
  });

  it('payment options occupy no place of the calls that move money, and their failures stop none', async () => {
    const dana = provider({ timeoutMs: 2_000, limits: { ...limits, outagesMax: 1 } });
    server().behave(() => undefined);
    const consults = Array.from({ length: 10 }, () =>
      dana.listPaymentOptions({ amount: order.amount, externalStoreId: null }),
    );
    await expect.poll(() => server().received.length).toBe(1);
    expect(dana.unavailability('queryPayment')).toBeNull();
    server().behave(answerWith({ responseCode: '4045501' }));
    expect(await dana.queryOrder(order)).toEqual({ kind: 'notFound' });
    await vi.advanceTimersByTimeAsync(2_000);
    expect((await Promise.all(consults)).every(({ kind }) => kind === 'unknown')).toBe(true);
    expect(dana.unavailability('queryPayment')).toBeNull();
  });

  it('payment options that find no place say so, whether they were refused at once or waited in vain', async () => {
    const dana = provider({ timeoutMs: 600, limits: { ...limits, callsMax: 4, queuedCallsMax: 4 } });
    server().behave(() => undefined);
    const ask = () => dana.listPaymentOptions({ amount: order.amount, externalStoreId: null });
    const asked = [ask(), ask(), ask()];
    await passDeadline(1, 600);
    const answers = await Promise.all(asked);
    const busy = { unavailability: { reason: 'GATEWAY_BUSY', retryAfterMs: 1_000 } };
    expect(answers[0]).not.toHaveProperty('unavailability');
    expect(answers.slice(1)).toMatchObject([busy, busy]);
  });

  it('a call that waits for half of its time is not sent any more, and the line moves on', async () => {
    const dana = provider({ timeoutMs: 600, limits: { ...limits, callsMax: 1, queuedCallsMax: 3 } });
    server().behave(() => undefined);
    const calls = Array.from({ length: 4 }, () => dana.queryOrder(order));
    await passDeadline(1, 600);
    const answers = await Promise.all(calls);
    expect(answers.map((answer) => answer.kind === 'unknown' && answer.reason)).toEqual([
      expect.stringMatching(/no whole answer before the deadline/),
      ...Array(3).fill(expect.stringMatching(/too many calls/)),
    ]);
    expect(server().received).toHaveLength(1);

    server().behave(answerWith({ responseCode: '4045501' }));
    expect(await dana.queryOrder(order)).toEqual({ kind: 'notFound' });
    expect(server().received).toHaveLength(2);
  });
});
