import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { secretsIn } from '../../support/canaries.ts';

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const environment = {
  SERVER_KEY: 'gsk_test_canary-of-the-server-key-0123456789',
  TOKEN_SECRET: 'canary-of-the-new-secret,canary-of-the-old-secret',
  EVENTS_SECRET: 'whsec_canary',
  DATABASE_URL: 'postgres://gapura:canary@db/gapura',
  PRIVATE_KEY: pem,
};

describe.each(['log', 'answer'] as const)('in a %s', (place) => {
  test.each([
    ['SERVER_KEY', environment.SERVER_KEY],
    ['TOKEN_SECRET', 'canary-of-the-new-secret'],
    ['TOKEN_SECRET', 'canary-of-the-old-secret'],
    ['EVENTS_SECRET', 'whsec_canary'],
    ['DATABASE_URL', environment.DATABASE_URL],
    ['PRIVATE_KEY', pem.split('\n')[3] ?? ''],
    ['a private key', pem],
    ['a signature', sign('sha256', Buffer.from('x'), privateKey).toString('base64')],
    ['a phone number', '+6281299887766'],
  ])('%s is found', (name, value) => {
    expect(secretsIn(`{"detail":"${value}"}`, place, environment)).toContain(name);
  });

  test('what is no secret is none', () => {
    const line =
      '{"requestId":"0b8f1f9e-5a3c-4d0e-9a77-081234560000","merchantId":"216620000000000000001",' +
      '"referenceNo":"2026011510121481000100166100108380000","prefix":"gct_","waitMs":1784534200123}';
    expect(secretsIn(line, place, environment)).toEqual([]);
  });
});

test('what a caller is to have may be in an answer, and in no log', () => {
  for (const [name, value] of [
    ['a client or checkout token', `gct_0b8f1f9e.1768534200.${'A'.repeat(43)}`],
    ['a client or checkout token', `gco_0b8f1f9e.1768534200.${'A'.repeat(43)}`],
    ['a virtual account number', '8059001234567890'],
    ['a phone number', '081234567890'],
  ]) {
    expect(secretsIn(`"${value}"`, 'log', environment)).toEqual([name]);
    expect(secretsIn(`"${value}"`, 'answer', environment)).toEqual([]);
  }
});
