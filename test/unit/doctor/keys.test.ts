import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { fingerprintOf } from '../../../src/dana/keys/keys.ts';
import { checkDanaKeys, checkMerchantKey } from '../../../src/doctor/check-keys.ts';

const keysOf = (modulusLength: number) => generateKeyPairSync('rsa', { modulusLength });
const own = keysOf(2048);
const other = keysOf(2048);
const pem = (key: typeof own.publicKey) => key.export({ type: 'spki', format: 'pem' }).toString();

describe('merchant key', () => {
  test('without the key that was given to DANA, the finding identifies the key', () => {
    const finding = checkMerchantKey(own.privateKey, null);
    expect(finding).toMatchObject({
      verdict: 'ok',
      says: expect.stringContaining(fingerprintOf(own.publicKey)),
    });
  });

  test.each([
    ['its other half', pem(own.publicKey), 'ok'],
    ['another key', pem(other.publicKey), 'fail'],
    ['no key at all', 'nonsense', 'fail'],
  ])('compared with %s: %s', (_, registered, verdict) => {
    expect(checkMerchantKey(own.privateKey, registered)).toMatchObject({ verdict });
  });

  test('a key longer than DANA asks for is slow, not wrong', () => {
    expect(checkMerchantKey(keysOf(3072).privateKey, null)).toMatchObject({ verdict: 'warn' });
  });

  test('two public keys of DANA are a rotation that should end', () => {
    expect(checkDanaKeys([own.publicKey])).toMatchObject({ verdict: 'ok' });
    expect(checkDanaKeys([own.publicKey, createPublicKey(pem(other.publicKey))])).toMatchObject({
      verdict: 'warn',
    });
  });
});
