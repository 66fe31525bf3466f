import { generateKeyPairSync } from 'node:crypto';
import { WebhookParser } from 'dana-node/webhook/v1';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createFinishNotifyVerifier, translateFinishNotify } from '../../../src/dana/finish-notify.ts';
import {
  closed,
  dana,
  epochTimes,
  notifyPath,
  qris,
  signed,
  timestamp,
  virtualAccount,
} from './notifications.ts';

const verifier = createFinishNotifyVerifier({ publicKeys: [dana.publicKey], path: notifyPath });
const isVerified = (body: string | Uint8Array, signature: string, at = timestamp) =>
  verifier.verify(Buffer.from(body), { signature, timestamp: at });

const parser = new WebhookParser(dana.publicKey.export({ type: 'spki', format: 'pem' }).toString());
function isAcceptedBySdk(body: string, signature: string): boolean {
  try {
    parser.parseWebhook('POST', notifyPath, { 'x-signature': signature, 'x-timestamp': timestamp }, body);
    return true;
  } catch {
    return false;
  }
}

/** The SDK writes to the console where it cannot parse. */
afterEach(() => vi.restoreAllMocks());

describe('the signature of a Finish Notify', () => {
  it.each([
    ['a virtual account', JSON.stringify(virtualAccount)],
    ['a close without finishedTime', JSON.stringify(closed)],
    ['5 KB of QRIS with nested escapes', JSON.stringify(qris)],
    ['times in milliseconds', JSON.stringify(epochTimes)],
    ['characters beyond ASCII', JSON.stringify({ ...virtualAccount, title: 'Kopi – 漢字 😀' })],
    ['fields nobody knows', JSON.stringify({ ...virtualAccount, brandNew: { deep: [1, 2] } })],
  ])('genuine, for us and for dana-node: %s', (_, body) => {
    const signature = signed(body);
    expect(isVerified(body, signature)).toBe(true);
    expect(isAcceptedBySdk(body, signature)).toBe(true);
  });

  const plain = JSON.stringify(virtualAccount);
  it.each([
    ['laid out on many lines', JSON.stringify(virtualAccount, null, 2)],
    ['with a newline at the end', `${plain}\n`],
    ['with a byte order mark', `\uFEFF${plain}`],
    [
      'with JSON in strings that lost its escapes',
      plain.replace('"merchantId"', '"a":"{","b":"}","merchantId"'),
    ],
    ['with \\/ and a space after a comma', plain.replace('"IDR"', String.raw`"IDR","u":"a\/b, c"`)],
    ['with \\u escapes and a space after a comma', plain.replace('"IDR"', String.raw`"IDR","u":"\u00e9, c"`)],
    ['with 1.0 and a space after a comma', plain.replace('"IDR"', '"IDR","u":1.0,"v":", "')],
  ])('genuine, though dana-node refuses it: a body signed %s', (_, body) => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const signature = signed(body);
    expect(isVerified(body, signature)).toBe(true);
    expect(isAcceptedBySdk(body, signature)).toBe(false);
  });

  it.each([
    ['indented', JSON.stringify(qris, null, 4)],
    ['with spaces after colons and commas', JSON.stringify(qris, null, 1).replaceAll('\n', '')],
    ['with CRLF at the end', `${JSON.stringify(qris)}\r\n`],
  ])('genuine where the minified body was signed and it arrived %s', (_, body) => {
    expect(isVerified(body, signed(JSON.stringify(qris)))).toBe(true);
  });

  const signature = signed(plain);
  it.each([
    ['another amount', plain.replace('75000.00', '75001.00'), signature, timestamp],
    ['another merchant', plain.replace('000000001"', '000000002"'), signature, timestamp],
    ['a space inside a string', plain.replace('CIMB', 'CI MB'), signature, timestamp],
    [
      'another key order',
      JSON.stringify(Object.fromEntries(Object.entries(virtualAccount).reverse())),
      signature,
      timestamp,
    ],
    ['one byte less', plain.slice(0, -1), signature, timestamp],
    ['nothing', '', signature, timestamp],
    ['another timestamp', plain, signature, '2026-01-15T10:06:31+07:00'],
    ['no timestamp', plain, signed(plain, { at: '' }), ''],
    ['a timestamp far too long', plain, signed(plain, { at: 'x'.repeat(65) }), 'x'.repeat(65)],
    ['another path signed', plain, signed(plain, { path: '/v1.0/debit/notify/' }), timestamp],
    [
      'another key',
      plain,
      signed(plain, { key: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey }),
      timestamp,
    ],
    ['no signature', plain, '', timestamp],
    ['a signature that is no base64', plain, '!'.repeat(344), timestamp],
    ['a signature with a newline', plain, `${signature}\n`, timestamp],
    ['a signature with a space', plain, ` ${signature}`, timestamp],
    [
      'a signature in the URL alphabet',
      plain,
      signed(plain).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''),
      timestamp,
    ],
    ['a signature without its padding', plain, signature.replace(/=+$/, ''), timestamp],
    ['a signature cut short', plain, signature.slice(0, 340), timestamp],
    ['a signature far too long', plain, 'A'.repeat(4_000), timestamp],
  ])('refused: %s', (_, body, sent, at) => {
    expect(isVerified(body, sent, at)).toBe(false);
  });

  it('refused: bytes that are no UTF-8 where other bytes were signed', () => {
    expect(isVerified(Buffer.from([0x7b, 0xff, 0x7d]), signed(Buffer.from([0x7b, 0xfe, 0x7d])))).toBe(false);
  });

  it('refused without costing more than its length: 1 MB of what dana-node needs 50 seconds for', () => {
    const hostile = `{${'"a":"{",'.repeat(131_072)}"z":1}`;
    expect(isVerified(hostile, signature)).toBe(false);
    expect(isVerified(hostile, signed(hostile))).toBe(true);
  });

  it('genuine with either key while DANA rotates, and with neither afterwards', () => {
    const next = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const verifyWith = (...publicKeys: (typeof dana.publicKey)[]) =>
      createFinishNotifyVerifier({ publicKeys, path: notifyPath }).verify(Buffer.from(plain), {
        signature: signed(plain, { key: next.privateKey }),
        timestamp,
      });
    expect(verifyWith(dana.publicKey, next.publicKey)).toBe(true);
    expect(verifyWith(next.publicKey)).toBe(true);
    expect(verifyWith(dana.publicKey)).toBe(false);
    expect(verifyWith()).toBe(false);
  });
});

const translate = (body: unknown) =>
  translateFinishNotify(Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)));
const translated = (body: unknown) => {
  const result = translate(body);
  if (result.kind !== 'understood') throw new Error(result.reason);
  return result.notify;
};

describe('the meaning of a Finish Notify', () => {
  it('a payment', () => {
    expect(translated(virtualAccount)).toEqual({
      partnerReferenceNo: 'ord-20260115-0001',
      merchantId: '216620000000000000001',
      currency: 'IDR',
      latestTransactionStatus: '00',
      report: {
        state: 'PAID',
        referenceNo: '20260115111230999500166000000000001',
        amount: 7_500_000n,
        paidAt: new Date('2026-01-15T03:05:12Z'),
        payMethod: 'VIRTUAL_ACCOUNT',
        payOption: 'VIRTUAL_ACCOUNT_CIMB',
        refunded: null,
        voided: null,
      },
    });
  });

  it('means the same with times in milliseconds', () => {
    expect(translated(epochTimes)).toEqual(translated(virtualAccount));
  });

  it('a payment by QRIS, in 5 KB', () => {
    expect(JSON.stringify(qris).length).toBeGreaterThan(4_500);
    expect(translated(qris).report).toMatchObject({ state: 'PAID', payOption: 'NETWORK_PAY_PG_QRIS' });
  });

  it('a close, which has no finishedTime and an empty additionalInfo', () => {
    expect(translated(closed).report).toMatchObject({ state: 'CLOSED', paidAt: null, payMethod: null });
    const { additionalInfo: _, ...bare } = closed;
    expect(translated(bare).report.state).toBe('CLOSED');
  });

  it.each(['', null])('a close whose finishedTime is %j', (finishedTime) => {
    expect(translated({ ...closed, finishedTime }).report.state).toBe('CLOSED');
    expect(translate({ ...virtualAccount, finishedTime }).kind).toBe('unreadable');
  });

  it('a close that calls itself cancelled', () => {
    expect(translated({ ...closed, transactionStatusDesc: 'CANCELLED' }).report.state).toBe('CANCELLED');
  });

  it.each(['04', '07', '08', 'XX'])('a status that proves nothing in a notification: %s', (status) => {
    const notify = translated({ ...virtualAccount, latestTransactionStatus: status });
    expect(notify.latestTransactionStatus).toBe(status);
    expect(notify.report.state).toBe('UNRECOGNISED');
  });

  it('another currency is told, not judged', () => {
    expect(translated({ ...virtualAccount, amount: { value: '1.00', currency: 'USD' } }).currency).toBe(
      'USD',
    );
  });

  it.each([
    [
      'an unknown option',
      { paymentInfo: { payOptionInfos: [{ payMethod: 'NEW', payOption: 'NEW_X' }] } },
      'NEW',
    ],
    ['no option', { paymentInfo: { payOptionInfos: [] } }, null],
    ['options that cannot be read', { paymentInfo: { payOptionInfos: [{ payOption: 1 }] } }, null],
    ['a paymentInfo that is none', { paymentInfo: 'x' }, null],
    ['null', { paymentInfo: null }, null],
  ])('a payment stays one with %s', (_, additionalInfo, payMethod) => {
    expect(translated({ ...virtualAccount, additionalInfo }).report).toMatchObject({
      state: 'PAID',
      payMethod,
      paidAt: new Date('2026-01-15T03:05:12Z'),
    });
  });

  it('unknown fields, escapes and white space change nothing', () => {
    const body = JSON.stringify({ tipsAmount: 0, brandNew: [], ...virtualAccount }, null, 2)
      .replace('ord-2026', String.raw`\u006frd-2026`)
      .replace('2026-01-15T10:05:12', String.raw`2026-01-15\u005410:05:12`);
    expect(translated(`\uFEFF${body}\n`)).toEqual(translated(virtualAccount));
  });

  it('where a key stands twice, the last one counts, every time', () => {
    const body = JSON.stringify(virtualAccount).replace('{', '{"amount":{"currency":"IDR","value":"1.00"},');
    expect(translated(body).report.amount).toBe(7_500_000n);
  });

  const without = (field: string) =>
    Object.fromEntries(Object.entries(virtualAccount).filter(([key]) => key !== field));
  it.each([
    'originalPartnerReferenceNo',
    'originalReferenceNo',
    'merchantId',
    'amount',
    'latestTransactionStatus',
    'createdTime',
    'finishedTime',
  ])('cannot be read without %s', (field) => {
    for (const body of [
      without(field),
      { ...virtualAccount, [field]: null },
      { ...virtualAccount, [field]: 7 },
    ]) {
      expect(translate(body)).toEqual({
        kind: 'unreadable',
        reason: expect.stringContaining(field),
        partnerReferenceNo: field === 'originalPartnerReferenceNo' ? null : 'ord-20260115-0001',
      });
    }
  });

  it.each([
    ['an empty reference', { originalPartnerReferenceNo: '' }],
    ['a reference that is too long', { originalPartnerReferenceNo: 'x'.repeat(65) }],
    ['an amount that is a number', { amount: { value: 75000, currency: 'IDR' } }],
    ['an amount without decimals', { amount: { value: '75000', currency: 'IDR' } }],
    ['a negative amount', { amount: { value: '-75000.00', currency: 'IDR' } }],
    ['an amount without a currency', { amount: { value: '75000.00' } }],
    ['a status that is a number', { latestTransactionStatus: 0 }],
    ['a time that is none', { createdTime: 'yesterday' }],
    ['a time without a zone', { finishedTime: '2026-01-15T10:05:12' }],
    ['an additionalInfo that is none', { additionalInfo: 'x' }],
  ])('cannot be read with %s', (_, more) => {
    expect(translate({ ...virtualAccount, ...more }).kind).toBe('unreadable');
  });

  it.each(['', 'null', '[]', '7', '"x"', '{', '{"a":1}{', JSON.stringify(virtualAccount).slice(0, -1)])(
    'cannot be read as %j',
    (body) => {
      expect(translate(body)).toEqual({
        kind: 'unreadable',
        reason: 'the body is not a JSON object in UTF-8',
        partnerReferenceNo: null,
      });
    },
  );

  it('cannot be read where a byte is no UTF-8', () => {
    const body = Buffer.from(JSON.stringify(virtualAccount));
    body[body.indexOf('CIMB')] = 0xff;
    expect(translateFinishNotify(body).kind).toBe('unreadable');
  });

  it('names fields in its reason and repeats no value', () => {
    const result = translate({
      ...virtualAccount,
      merchantId: 4711,
      amount: { value: 'canary', currency: 'canary' },
    });
    expect(JSON.stringify(result)).not.toMatch(/canary|4711/);
  });
});
