import { describe, expect, it } from 'vitest';
import type { RawAnswer } from '../../../src/dana/answers/raw-answer.ts';
import {
  readCancelAnswer,
  readCreateAnswer,
  readPaymentOptions,
  readRefundAnswer,
} from '../../../src/dana/answers/read-answers.ts';
import { readReply } from '../../../src/dana/answers/read-reply.ts';
import { parseSnapAnswer } from '../../../src/dana/answers/snap-answer.ts';
import { writeCreateRequest } from '../../../src/dana/requests/write-create-request.ts';
import { writeRefundRequest } from '../../../src/dana/requests/write-requests.ts';
import type { DanaOperation } from '../../../src/dana/response-codes.ts';
import { anOrder, aRefund, details, merchant } from './orders.ts';

const unknown = (reason: RegExp, more: object = {}) => ({
  kind: 'unknown',
  reason: expect.stringMatching(reason),
  isOurFault: false,
  isInProgress: false,
  ...more,
});

function answered(httpStatus: number, body: unknown): RawAnswer {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { kind: 'answered', httpStatus, body: text, snap: parseSnapAnswer(text) };
}
const reply = (operation: DanaOperation, httpStatus: number, body: unknown) =>
  readReply(operation, answered(httpStatus, body));

describe('an answer, whatever the operation', () => {
  it.each([
    ['an HTML page', 502, '<html>Bad Gateway</html>'],
    ['an HTML page with a good status', 200, '<html>Maintenance</html>'],
    ['an HTML page with a refusing status', 403, '<html>Forbidden</html>'],
    ['nothing', 200, ''],
    ['null', 200, 'null'],
    ['a list', 200, '[{"responseCode":"2005400"}]'],
    ['a text', 200, '"2005400"'],
    ['JSON that was cut off', 200, '{"responseCode":"2005400","resp'],
    ['an object without a code', 200, '{}'],
    ['a code that is a number', 200, '{"responseCode":2005400}'],
    ['a code of another length', 200, '{"responseCode":"20054000"}'],
    ['a code with a letter', 200, '{"responseCode":"200540O"}'],
  ])('is unknown where it is %s', (_, httpStatus, body) => {
    expect(reply('createOrder', httpStatus, body)).toEqual(unknown(/without an answer in SNAP form/));
  });

  it.each([
    [200, '4035405'],
    [403, '2005400'],
    [500, '4035405'],
    [200, '5005401'],
    [404, '4005401'],
    [202, '2005400'],
  ])('is unknown where HTTP says %s and the body %s', (httpStatus, responseCode) => {
    expect(
      reply('createOrder', httpStatus, { responseCode, responseMessage: 'Invalid Field Format amount' }),
    ).toEqual(unknown(new RegExp(responseCode)));
  });

  it('carries DANA’s words where it is a refusal, cut to SNAP’s length', () => {
    const refused = reply('createOrder', 403, { responseCode: '4035405', responseMessage: 'x'.repeat(500) });
    expect(refused).toEqual({
      kind: 'declined',
      responseCode: '4035405',
      responseMessage: 'x'.repeat(150),
      reason: 'OTHER',
    });
    expect(reply('createOrder', 403, { responseCode: '4035405' })).toMatchObject({ responseMessage: '' });
  });

  it('tells our fault, and what is still under way, from what is merely unknown', () => {
    expect(reply('refundOrder', 401, { responseCode: '4015800', responseMessage: 'Unauthorized.' })).toEqual(
      unknown(/4015800 Unauthorized\./, { isOurFault: true }),
    );
    expect(reply('refundOrder', 202, { responseCode: '2025800' })).toEqual(
      unknown(/2025800/, { isInProgress: true }),
    );
    expect(reply('refundOrder', 500, { responseCode: '5005801' })).toEqual(unknown(/5005801/));
  });

  it.each([true, false])('is unknown where there is none, and says whose fault that is', (isOurFault) => {
    const exchange = { kind: 'unanswered', reason: 'gone', mayHaveArrived: true, isOurFault } as const;
    expect(readReply('createOrder', exchange)).toEqual(unknown(/gone/, { isOurFault }));
  });
});

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
