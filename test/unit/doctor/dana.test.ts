import { describe, expect, test } from 'vitest';
import { notSent } from '../../../src/dana/answers/raw-answer.ts';
import { parseSnapAnswer } from '../../../src/dana/answers/snap-answer.ts';
import { judgeConsult } from '../../../src/doctor/check-dana.ts';

describe('DANA', () => {
  const asked = { environment: 'sandbox', fingerprint: 'SHA256:own', hasStore: true } as const;
  const answered = (httpStatus: number, body: object | string) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return { kind: 'answered', httpStatus, body: text, snap: parseSnapAnswer(text) } as const;
  };
  const options = [{ payMethod: 'BALANCE' }, { payMethod: 'NETWORK_PAY', payOption: 'NETWORK_PAY_PG_QRIS' }];
  const success = (paymentInfos: object[]) =>
    answered(200, { responseCode: '2005700', responseMessage: 'Successful', paymentInfos });
  const refusal = (httpStatus: number, responseCode: string) =>
    answered(httpStatus, { responseCode, responseMessage: 'No' });

  test('an accepted signature and a list of payment methods are right', () => {
    expect(judgeConsult(success(options), asked)).toMatchObject({
      verdict: 'ok',
      says: 'sandbox accepts our signature and lists 2 payment methods (2005700 Successful)',
    });
  });

  test('no payment methods, or no QRIS because there is no store, is a warning', () => {
    expect(judgeConsult(success([]), asked)).toMatchObject({ verdict: 'warn' });
    const noStore = { ...asked, hasStore: false };
    expect(judgeConsult(success(options.slice(0, 1)), noStore)).toMatchObject({
      verdict: 'warn',
      todo: expect.stringContaining('EXTERNAL_STORE_ID'),
    });
  });

  test.each([
    ['an unknown signature', refusal(401, '4010000'), 'SHA256:own'],
    ['an unknown merchant', refusal(404, '4040008'), 'MERCHANT_ID'],
    ['a bad header', refusal(400, '4000002'), 'headers'],
    ['no contract', refusal(403, '4030015'), 'PKS'],
    ['a failure of its own', refusal(500, '5000000'), 'again'],
    ['a page of a proxy', answered(200, '<html>'), 'proxy'],
    [
      'silence',
      { kind: 'unanswered', reason: 'ENOTFOUND', mayHaveArrived: true, isOurFault: false } as const,
      '443',
    ],
    ['a request that cannot be made', notSent('no key', { isOurFault: true }), 'lines above'],
  ])('%s fails and says what to do', (_, exchange, todo) => {
    expect(judgeConsult(exchange, asked)).toMatchObject({
      verdict: 'fail',
      todo: expect.stringContaining(todo),
    });
  });
});
