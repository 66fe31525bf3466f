import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createMask, masked } from '../../../src/uat/report/masking.ts';
import { anExchange } from './results.ts';

const pem = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();
const serverKey = 'gsk_test_canary-of-the-masking-test';
const mask = createMask([pem, serverKey, 'pw']);

describe('headers', () => {
  test('a signature shows its first characters, to find it in a log, and its length', () => {
    const signature = `${'abcdefgh'.padEnd(342, 'x')}==`;
    const { request } = mask.exchange(anExchange({ headers: [['X-SIGNATURE', signature]] }));
    expect(request.headers).toEqual([['X-SIGNATURE', 'abcdefgh… (344 characters)']]);
  });

  test('an empty or short signature shows no characters', () => {
    const headers = [
      ['x-signature', ''],
      ['x-signature', 'short'],
    ] as const;
    expect(mask.exchange(anExchange({ headers })).request.headers.map(([, value]) => value)).toEqual([
      '',
      masked,
    ]);
  });

  test.each(['Authorization', 'Cookie', 'Set-Cookie', 'Proxy-Authorization'])('%s is hidden', (name) => {
    const { answer } = mask.exchange(anExchange({}, { headers: [[name, 'Bearer something']] }));
    expect(answer?.headers).toEqual([[name, masked]]);
  });

  test('headers that DANA asks to see stay', () => {
    const headers = [
      ['X-TIMESTAMP', '2026-01-15T10:00:00+07:00'],
      ['X-PARTNER-ID', 'partner-1'],
    ] as const;
    expect(mask.exchange(anExchange({ headers })).request.headers).toEqual(headers);
  });
});

describe('bodies', () => {
  test('tokens and phone numbers are hidden at any depth; amounts, codes and numbers stay', () => {
    const body = {
      partnerReferenceNo: 'ord-1',
      payOptionDetails: [{ cardToken: 'tok', additionalInfo: { phoneNumber: '081200000000' } }],
      amount: { value: '1.00' },
    };
    const { request } = mask.exchange(anExchange({ body: JSON.stringify(body) }));
    expect(JSON.parse(request.body)).toEqual({
      partnerReferenceNo: 'ord-1',
      payOptionDetails: [{ cardToken: masked, additionalInfo: { phoneNumber: masked } }],
      amount: { value: '1.00' },
    });
  });

  test('the parameter that gives access to a checkout page is hidden, the rest of the URL stays', () => {
    const webRedirectUrl = 'https://m.dana.example/checkout?bizNo=1&sign=c2VjcmV0%2B&mid=2';
    const { answer } = mask.exchange(anExchange({}, { body: JSON.stringify({ webRedirectUrl }) }));
    expect(JSON.parse(answer?.body ?? '').webRedirectUrl).toBe(
      `https://m.dana.example/checkout?bizNo=1&sign=${masked}&mid=2`,
    );
  });

  test('a body that is not JSON is masked as text', () => {
    const { answer } = mask.exchange(anExchange({}, { body: `<p>${serverKey}</p>` }));
    expect(answer?.body).toBe(`<p>${masked}</p>`);
  });
});

describe('the secrets of the configuration', () => {
  test.each([
    ['whole', pem],
    ['on one line, with \\n', JSON.stringify(pem)],
    ['a line of it', pem.split('\n')[5] ?? ''],
    ['the server key in a sentence', `Bearer ${serverKey} was refused`],
  ])('a secret %s never appears', (_, text) => {
    const shown = mask.text(text);
    for (const line of pem.split('\n').slice(1, -2)) expect(shown).not.toContain(line);
    expect(shown).not.toContain(serverKey);
  });

  test('a value of a few characters is not hidden, because it could appear in any word', () => {
    expect(mask.text('a pw of two letters')).toBe('a pw of two letters');
  });
});
