import { describe, expect, it } from 'vitest';
import {
  readCancelAnswer,
  readCreateAnswer,
  readPaymentOptions,
  readRefundAnswer,
} from '../../../src/dana/answers/read-answers.ts';
import { type Reply, readReply } from '../../../src/dana/answers/read-reply.ts';
import { readQueryAnswer } from '../../../src/dana/answers/read-report.ts';
import { parseSnapAnswer } from '../../../src/dana/answers/snap-answer.ts';
import { translateFinishNotify } from '../../../src/dana/finish-notify.ts';
import { writeCreateRequest } from '../../../src/dana/requests/write-create-request.ts';
import { writeRefundRequest } from '../../../src/dana/requests/write-requests.ts';
import type { DanaOperation } from '../../../src/dana/response-codes.ts';
import { rupiah } from '../../../src/domain/money.ts';
import { virtualAccount } from './notifications.ts';
import { anOrder, aRefund, details, merchant } from './orders.ts';

/** What no field of DANA's may be: a reader takes each as "not told", or as a value that decides nothing. */
const junk = [
  7,
  -1,
  true,
  [],
  [[]],
  {},
  { value: 7 },
  'x'.repeat(5_000),
  null,
  ['0001-01-01T00:00:00+07:00'],
];

type Fields = Record<string, unknown>;
const idr = (value: string) => ({ value, currency: 'IDR' });

/** Every path of a body, to objects and lists as well as to values. */
function pathsOf(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [[...path]];
  const inner = Object.entries(value).flatMap(([key, each]) => pathsOf(each, [...path, key]));
  return path.length === 0 ? inner : [[...path], ...inner];
}

function replaced(body: Fields, path: readonly string[], value: unknown): Fields {
  const copy = structuredClone(body);
  let container: Fields = copy;
  for (const key of path.slice(0, -1)) container = container[key] as Fields;
  const last = path.at(-1) ?? '';
  if (value === undefined) delete container[last];
  else container[last] = value;
  return copy;
}

interface Case {
  readonly name: string;
  readonly body: Fields;
  /** Paths that decide: whose order or refund it is, and what became of it. */
  readonly decisive: readonly string[];
  /** The decision in the body; the rest of what was read may be lost with the field. */
  readonly decide: (body: Fields) => unknown;
}

const reply = (operation: DanaOperation, fields: Fields): Reply => {
  const body = JSON.stringify(fields);
  const snap = parseSnapAnswer(body);
  return readReply(operation, { kind: 'answered', httpStatus: 200, body, snap });
};
const order = anOrder({ payMethod: 'VIRTUAL_ACCOUNT', payOption: 'VIRTUAL_ACCOUNT_BRI' });
const createRequest = writeCreateRequest(order, details(), merchant);
const refundRequest = writeRefundRequest(order, aRefund(), merchant);
const { partnerReferenceNo } = order;
const asked = { partnerReferenceNo, merchantId: merchant.merchantId, amount: rupiah(7_500_000n) };

const cases: Case[] = [
  {
    name: 'Create Order',
    body: {
      responseCode: '2005400',
      responseMessage: 'Successful',
      referenceNo: 'dana-1',
      partnerReferenceNo,
      webRedirectUrl: 'https://m.dana.id/checkout',
      additionalInfo: { paymentCode: '8059000000000001', debugMessage: 'none' },
    },
    decisive: ['responseCode', 'partnerReferenceNo'],
    decide: (body) => readCreateAnswer(reply('createOrder', body), createRequest).kind,
  },
  {
    name: 'Query Payment',
    body: {
      responseCode: '2005500',
      originalPartnerReferenceNo: partnerReferenceNo,
      originalReferenceNo: 'dana-1',
      latestTransactionStatus: '00',
      transactionStatusDesc: 'SUCCESS',
      amount: idr('75000.00'),
      transAmount: idr('75000.00'),
      paidTime: '2026-01-15T10:05:12+07:00',
      additionalInfo: {
        merchantId: merchant.merchantId,
        amountDetail: {
          orderAmount: idr('75000.00'),
          refundAmount: idr('10000.00'),
          voidAmount: idr('0.00'),
          chargebackAmount: idr('0.00'),
        },
        statusDetail: { acquirementStatus: 'SUCCESS', frozen: 'false', cancelled: 'false' },
        timeDetail: {
          createdTime: '2026-01-15T10:00:01+07:00',
          expiryTime: '2026-01-15T10:30:00+07:00',
          paidTimes: ['2026-01-15T10:05:12+07:00'],
        },
        paymentViews: [
          {
            paidTime: '2026-01-15T10:05:12+07:00',
            payOptionInfos: [
              { payMethod: 'COUPON', payAmount: idr('5000.00') },
              { payMethod: 'BALANCE', payOption: '', payAmount: idr('70000.00') },
            ],
          },
        ],
      },
    },
    decisive: [
      'responseCode',
      'originalPartnerReferenceNo',
      'latestTransactionStatus',
      'additionalInfo.merchantId',
    ],
    decide: (body) => {
      const answer = readQueryAnswer(reply('queryPayment', body), asked);
      return answer.kind === 'found' ? [answer.report.state, answer.report.amount] : answer;
    },
  },
  {
    name: 'Cancel Order',
    body: {
      responseCode: '2005700',
      responseMessage: 'Success',
      originalPartnerReferenceNo: partnerReferenceNo,
      cancelTime: '2026-01-15T10:05:12+07:00',
      additionalInfo: {},
    },
    decisive: ['responseCode', 'originalPartnerReferenceNo'],
    decide: (body) => readCancelAnswer(reply('cancelOrder', body), partnerReferenceNo).kind,
  },
  {
    name: 'Refund Order',
    body: {
      responseCode: '2005800',
      responseMessage: 'Successful',
      refundNo: 'dana-r-1',
      partnerRefundNo: 'ref-1',
      refundAmount: idr('10000.00'),
      refundTime: '2026-01-15T10:05:12+07:00',
      additionalInfo: {},
    },
    decisive: ['responseCode', 'partnerRefundNo'],
    decide: (body) => readRefundAnswer(reply('refundOrder', body), refundRequest).kind,
  },
  {
    name: 'Consult Pay',
    body: {
      responseCode: '2005700',
      paymentInfos: [
        { payMethod: 'BALANCE' },
        {
          payMethod: 'VIRTUAL_ACCOUNT',
          payOption: 'VIRTUAL_ACCOUNT_BRI',
          promoInfos: [{ promoId: 'p-1', promoType: 'DIRECT_DISCOUNT', promoAmount: idr('5000.00') }],
        },
      ],
    },
    decisive: ['responseCode', 'paymentInfos'],
    decide: (body) => readPaymentOptions(reply('consultPay', body)).kind,
  },
  {
    name: 'Finish Notify',
    body: virtualAccount,
    decisive: [
      'originalPartnerReferenceNo',
      'originalReferenceNo',
      'merchantId',
      'amount',
      'amount.value',
      'amount.currency',
      'latestTransactionStatus',
    ],
    decide: (body) => {
      const translated = translateFinishNotify(Buffer.from(JSON.stringify(body)));
      if (translated.kind === 'unreadable') return translated;
      const { report, ...rest } = translated.notify;
      return { ...rest, state: report.state, amount: report.amount, referenceNo: report.referenceNo };
    },
  },
];

describe.each(cases)('$name', ({ body, decisive, decide }) => {
  const optional = pathsOf(body).filter((path) => !decisive.includes(path.join('.')));

  it('decides the same with junk in any optional field', () => {
    const decision = decide(body);
    expect(decision).not.toMatchObject({ kind: 'unknown' });
    for (const path of optional)
      for (const value of [...junk, undefined])
        expect(decide(replaced(body, path, value)), `${path.join('.')}: ${JSON.stringify(value)}`).toEqual(
          decision,
        );
  });

  it('decides the same with junk in all optional fields at once', () => {
    const names = Object.keys(body).filter((name) => !decisive.includes(name));
    for (const value of junk) {
      const odd = names.reduce((each, name) => replaced(each, [name], value), body);
      // A query without any amount reports none, so only the first word of a decision can be compared.
      expect(firstWordOf(decide(odd))).toBe(firstWordOf(decide(body)));
    }
  });

  it('decides nothing with junk in a decisive field', () => {
    for (const name of decisive)
      for (const value of [7, true, {}, 'x'.repeat(5_000)])
        expect(
          JSON.stringify(decide(replaced(body, name.split('.'), value)), bigintsAsText),
          `${name}: ${JSON.stringify(value).slice(0, 20)}`,
        ).toMatch(/unknown|unreadable/);
  });
});

const bigintsAsText = (_: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);

/** `accepted`, or the state of the order. */
function firstWordOf(decision: unknown): string {
  return /accepted|PAID/.exec(JSON.stringify(decision, bigintsAsText))?.[0] ?? 'no decision';
}
