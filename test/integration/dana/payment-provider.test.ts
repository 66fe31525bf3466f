import { describe, expect, it } from 'vitest';
import { rupiah } from '../../../src/domain/money.ts';
import { anOrder, aRefund, details } from '../../unit/dana/orders.ts';
import { answerWith, type Behaviour, raw } from './dana-server.ts';

import { setProviderStage } from './provider-stage.ts';

const { lines, provider, server } = setProviderStage();
const order = anOrder({ payMethod: 'VIRTUAL_ACCOUNT', payOption: 'VIRTUAL_ACCOUNT_BRI' });
const amount = rupiah(7_500_000n);

describe('each operation, over the wire', () => {
  it('lists the options to pay the amount', async () => {
    server().behave(answerWith({ responseCode: '2005700', paymentInfos: [{ payMethod: 'BALANCE' }] }));
    expect(await provider().listPaymentOptions({ amount, externalStoreId: 'store-1' })).toEqual({
      kind: 'accepted',
      options: [{ payMethod: 'BALANCE', payOption: null, promos: [] }],
    });
    expect(JSON.parse(server().received[0]?.body ?? '')).toMatchObject({ externalStoreId: 'store-1' });
    expect(server().received[0]?.isSigned).toBe(true);
  });

  it('creates an order by sending what was stored, byte for byte, at every repeat', async () => {
    const dana = provider();
    const request = dana.writeCreateRequest(order, details());
    server().behave(
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
    expect(server().received.map(({ body }) => body)).toEqual([request, request]);
  });

  it('queries an order', async () => {
    const money = { value: '75000.00', currency: 'IDR' };
    server().behave(
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
    server().behave(answerWith({ responseCode: '4045501', responseMessage: 'Transaction Not Found' }));
    expect(await provider().queryOrder(order)).toEqual({ kind: 'notFound' });
  });

  it('cancels an order', async () => {
    server().behave(answerWith({ responseCode: '2005700', responseMessage: 'Success' }));
    expect(await provider().cancelOrder(order)).toEqual({ kind: 'accepted' });
    server().behave(answerWith({ responseCode: '4035700', responseMessage: 'Transaction Expired' }));
    expect(await provider().cancelOrder(order)).toMatchObject({ kind: 'declined', reason: 'TOO_LATE' });
  });

  it('refunds by sending what was stored, byte for byte, until it is finished', async () => {
    const dana = provider();
    const request = dana.writeRefundRequest(order, aRefund());
    server().behave(answerWith({ responseCode: '2025800', responseMessage: 'Request In Progress' }));
    expect(await dana.refundOrder(request)).toMatchObject({ kind: 'unknown', isInProgress: true });
    server().behave(answerWith({ responseCode: '2005800', refundNo: 'dana-r-1', partnerRefundNo: 'ref-1' }));
    expect(await dana.refundOrder(request)).toEqual({ kind: 'accepted', refundNo: 'dana-r-1' });
    expect(server().received.map(({ body }) => body)).toEqual([request, request]);
  });
});

describe('no call throws, whatever DANA and the network do', () => {
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
    server().behave(behaviour);
    const dana = provider({ timeoutMs: behaviour === silence ? 1_000 : 5_000 });
    const answers = await Promise.all([
      dana.listPaymentOptions({ amount, externalStoreId: null }),
      dana.createOrder(dana.writeCreateRequest(order, details())),
      dana.queryOrder(order),
      dana.cancelOrder(order),
      dana.refundOrder(dana.writeRefundRequest(order, aRefund())),
    ]);
    expect(answers.map(({ kind }) => kind)).toEqual(Array(5).fill('unknown'));
    expect(server().received).toHaveLength(5);
  });

  it('a damaged stored body is our fault, and is not sent', async () => {
    expect(await provider().createOrder('{"partnerReferenceNo":"ord-1"')).toMatchObject({
      kind: 'unknown',
      isOurFault: true,
    });
    expect(server().received).toEqual([]);
    expect(lines()).toMatchObject([
      { level: 'error', event: 'dana.credentials_rejected', fields: { operation: 'createOrder' } },
    ]);
  });
});

describe('the log for an operator', () => {
  it('names order, status and code of an unknown answer', async () => {
    server().behave(answerWith({ responseCode: '5005701', responseMessage: 'Internal Server Error' }));
    await provider().cancelOrder(order);
    expect(lines()).toMatchObject([
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

  it('alarms if DANA rejects our credentials', async () => {
    server().behave(answerWith({ responseCode: '4045408', responseMessage: 'Invalid Merchant' }));
    const dana = provider();
    expect(await dana.createOrder(dana.writeCreateRequest(order, details()))).toMatchObject({
      isOurFault: true,
    });
    expect(lines()).toMatchObject([{ level: 'error', event: 'dana.credentials_rejected' }]);
  });

  it('names an accepted order that a payer cannot pay, and an unknown status', async () => {
    const dana = provider();
    server().behave(answerWith({ responseCode: '2005400' }));
    expect(await dana.createOrder(dana.writeCreateRequest(order, details()))).toMatchObject({
      instruction: null,
    });
    server().behave(answerWith({ responseCode: '2005500', latestTransactionStatus: '09' }));
    await dana.queryOrder(order);
    expect(lines().filter(({ level }) => level === 'error')).toMatchObject([
      { event: 'dana.instruction_omitted', fields: { subject: order.partnerReferenceNo } },
      { event: 'dana.status_unrecognised', fields: { said: 'status 09, -, acquirementStatus -' } },
    ]);
  });

  it('never contains a body, a payment code, a phone number, a key or a signature', async () => {
    const dana = provider();
    const request = dana.writeCreateRequest(order, details({ phoneNumber: '0812canary' }));
    for (const behaviour of [
      answerWith({ responseCode: '2005400', additionalInfo: { paymentCode: 'canary-va' } }),
      answerWith({ responseCode: '2005400', partnerReferenceNo: 'canary-other' }),
      answerWith({ responseCode: '2005400', referenceNo: ['canary'] }),
      raw(200, '{"paymentCode":"canary-va"'),
      raw(502, '<html>canary</html>'),
    ]) {
      server().behave(behaviour);
      await dana.createOrder(request);
    }
    expect(lines()).not.toEqual([]);
    const written = JSON.stringify(lines());
    expect(written).not.toContain('canary');
    expect(written).not.toContain(String(server().received[0]?.headers['x-signature']));
  });
});
