import { describe, expect, it } from 'vitest';
import {
  readCancelAnswer,
  readCreateAnswer,
  readPaymentOptions,
  readRefundAnswer,
} from '../../../src/dana/answers/read-answers.ts';
import { writeCreateRequest } from '../../../src/dana/requests/write-create-request.ts';
import { writeRefundRequest } from '../../../src/dana/requests/write-requests.ts';
import { anOrder, aRefund, details, merchant } from './orders.ts';
import { reply, unknown } from './replies.ts';

describe('Create Order', () => {
  const body = {
    responseCode: '2005400',
    responseMessage: 'Successful',
    referenceNo: '20260115111230999500166000000000001',
    partnerReferenceNo: 'ord-20260115-0001',
  };
  const read = (about: Parameters<typeof anOrder>[0], more: object) =>
    readCreateAnswer(
      reply('createOrder', 200, { ...body, ...more }),
      writeCreateRequest(anOrder(about), details(), merchant),
    );

  it('accepted: DANA’s number and the instruction of the method that was asked for', () => {
    const order = { payMethod: 'VIRTUAL_ACCOUNT', payOption: 'VIRTUAL_ACCOUNT_CIMB' };
    expect(read(order, { additionalInfo: { paymentCode: '8059000000000001' } })).toEqual({
      kind: 'accepted',
      referenceNo: '20260115111230999500166000000000001',
      instruction: { kind: 'VIRTUAL_ACCOUNT', bank: 'CIMB Niaga', number: '8059000000000001' },
    });
    const webRedirectUrl = 'https://m.dana.id/checkout';
    expect(read({}, { webRedirectUrl })).toMatchObject({
      instruction: { kind: 'REDIRECT', url: webRedirectUrl },
    });
  });

  it('accepted also where DANA says less', () => {
    expect(read({}, { referenceNo: undefined, partnerReferenceNo: '', additionalInfo: null })).toEqual({
      kind: 'accepted',
      referenceNo: null,
      instruction: null,
    });
  });

  it('unknown where it answers for another order', () => {
    expect(read({}, { partnerReferenceNo: 'ord-20260115-0002' })).toEqual(unknown(/another order/));
  });

  it('accepted if what it says beside is unreadable; names the fields and not their values', () => {
    const noted: string[] = [];
    const odd = { ...body, referenceNo: 4711, webRedirectUrl: ['canary'] };
    const request = writeCreateRequest(anOrder(), details(), merchant);
    const answer = readCreateAnswer(reply('createOrder', 200, odd), request, (paths) => noted.push(...paths));
    expect(answer).toEqual({ kind: 'accepted', referenceNo: null, instruction: null });
    expect(noted.sort()).toEqual(['referenceNo', 'webRedirectUrl']);
  });

  it('a refusal stays what it is', () => {
    const refused = reply('createOrder', 404, {
      responseCode: '4045418',
      responseMessage: 'Inconsistent Request',
    });
    expect(readCreateAnswer(refused, '{}')).toEqual(refused);
  });
});

describe('Cancel Order', () => {
  const read = (echo: unknown) =>
    readCancelAnswer(
      reply('cancelOrder', 200, {
        responseCode: '2005700',
        responseMessage: 'Success',
        originalPartnerReferenceNo: echo,
      }),
      'ord-1',
    );

  it.each(['ord-1', '', null, undefined])('accepted where it echoes %j', (echo) => {
    expect(read(echo)).toEqual({ kind: 'accepted' });
  });

  it.each([
    ['ord-2', /another order/],
    [1, /originalPartnerReferenceNo/],
  ])('unknown where it echoes %j', (echo, reason) => {
    expect(read(echo)).toEqual(unknown(reason));
  });
});

describe('Refund Order', () => {
  const request = writeRefundRequest(anOrder(), aRefund(), merchant);
  const body = {
    responseCode: '2005800',
    responseMessage: 'Successful',
    refundNo: 'dana-refund-1',
    partnerRefundNo: 'ref-1',
    refundAmount: { value: '10000.00', currency: 'IDR' },
  };
  const read = (more: object) => readRefundAnswer(reply('refundOrder', 200, { ...body, ...more }), request);

  it('accepted, with DANA’s number where it gives one', () => {
    expect(read({})).toEqual({ kind: 'accepted', refundNo: 'dana-refund-1' });
    expect(read({ refundNo: '', partnerRefundNo: undefined, refundAmount: undefined })).toEqual({
      kind: 'accepted',
      refundNo: null,
    });
  });

  it.each([
    [{ partnerRefundNo: 'ref-2' }, /another refund/],
    [{ refundAmount: { value: '10001.00', currency: 'IDR' } }, /another refundAmount/],
    [{ refundAmount: { value: '10000.00', currency: 'USD' } }, /another refundAmount/],
    [{ refundAmount: { value: '1000001', currency: 'IDR' } }, /another refundAmount/],
    [{ refundAmount: { value: '1000000', currency: 'USD' } }, /another refundAmount/],
    [{ refundAmount: { value: '100', currency: 'IDR' } }, /another refundAmount/],
    [{ partnerRefundNo: 7 }, /partnerRefundNo/],
  ])('unknown where it answers something else: %j', (more, reason) => {
    expect(read(more)).toEqual(unknown(reason));
  });
});

describe('the amount that Refund Order echoes', () => {
  const request = writeRefundRequest(anOrder(), aRefund(), merchant);
  const read = (refundAmount: unknown) =>
    readRefundAnswer(reply('refundOrder', 200, { responseCode: '2005800', refundAmount }), request);

  // Captured at DANA's sandbox: 10,000.00 in cents without a point.
  it.each([{ value: '1000000' }, { value: '1000000', currency: 'IDR' }])(
    'counts in cents if it is what was asked: %j',
    (refundAmount) => {
      expect(read(refundAmount)).toEqual({ kind: 'accepted', refundNo: null });
    },
  );

  it.each(['', 7, [], {}, { value: 10000 }, { value: '1e4', currency: 'IDR' }, { value: '10000' }])(
    'counts as not told if it cannot be read: %j',
    (refundAmount) => {
      expect(read(refundAmount)).toEqual({ kind: 'accepted', refundNo: null });
    },
  );
});

describe('Consult Pay', () => {
  const read = (paymentInfos: unknown) =>
    readPaymentOptions(reply('consultPay', 200, { responseCode: '2005700', paymentInfos }));

  it('lists what DANA lists, in its order, known or not', () => {
    const promoInfos = [
      { promoId: 'p-1', promoType: 'DIRECT_DISCOUNT', promoAmount: { value: '5000.00', currency: 'IDR' } },
    ];
    expect(
      read([
        { payMethod: 'BALANCE' },
        { payMethod: 'VIRTUAL_ACCOUNT', payOption: 'VIRTUAL_ACCOUNT_BRI', promoInfos },
        { payMethod: 'SOMETHING_NEW', payOption: '' },
      ]),
    ).toEqual({
      kind: 'accepted',
      options: [
        { payMethod: 'BALANCE', payOption: null, promos: [] },
        {
          payMethod: 'VIRTUAL_ACCOUNT',
          payOption: 'VIRTUAL_ACCOUNT_BRI',
          promos: [{ promoId: 'p-1', promoType: 'DIRECT_DISCOUNT', amount: 500_000n }],
        },
        { payMethod: 'SOMETHING_NEW', payOption: null, promos: [] },
      ],
    });
  });

  it('keeps a way to pay whose promotion it cannot read', () => {
    expect(read([{ payMethod: 'BALANCE', promoInfos: [{ promoId: 7 }] }])).toMatchObject({
      options: [{ payMethod: 'BALANCE', promos: [] }],
    });
  });

  it.each([undefined, null, []])('an empty list where DANA gives %j', (paymentInfos) => {
    expect(read(paymentInfos)).toEqual({ kind: 'accepted', options: [] });
  });

  it('leaves out a way to pay that it cannot read', () => {
    expect(read([{ payOption: 'X' }, { payMethod: 'BALANCE' }, 7])).toMatchObject({
      options: [{ payMethod: 'BALANCE' }],
    });
  });

  it.each(['x', [{ payOption: 'X' }], [7, null]])(
    'unknown where nothing of the list can be read: %j',
    (list) => {
      expect(read(list)).toEqual(unknown(/paymentInfos/));
    },
  );
});
