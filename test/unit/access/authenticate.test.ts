import { describe, expect, it } from 'vitest';
import { createAuthenticate, credentialCharsMax } from '../../../src/access/authenticate.ts';
import { createCheckoutTokens } from '../../../src/access/checkout-token.ts';
import { createClientTokens } from '../../../src/access/client-token.ts';
import { bootstrapServerKey, findServerKeyAmong } from '../../../src/access/server-keys.ts';

const serverKey = 'server-key-of-the-tests-0123456789abcdef';
const expiresAt = new Date('2026-01-15T03:30:00Z');
const clientTokens = createClientTokens({ secrets: ['x'.repeat(32)], environment: 'sandbox' });
const checkoutTokens = createCheckoutTokens({ secrets: ['x'.repeat(32)], environment: 'sandbox' });
const authenticate = createAuthenticate({
  findServerKey: [findServerKeyAmong([bootstrapServerKey(serverKey)])],
  clientTokens,
  checkoutTokens,
  isOrderAccessRevoked: async (orderId) => orderId === 'order-revoked',
  isCheckoutAccessRevoked: async (checkoutId) => checkoutId === 'checkout-revoked',
  clock: { now: () => expiresAt, elapsedMs: () => 0, at: () => () => undefined },
});

describe('authenticate', () => {
  it('takes a caller without a credential as anonymous', async () => {
    expect(await authenticate(undefined)).toEqual({ kind: 'anonymous' });
  });

  it('recognises the server key, with every scope', async () => {
    expect(await authenticate(`Bearer ${serverKey}`)).toEqual({
      kind: 'serverKey',
      keyId: 'bootstrap',
      scopes: new Set([
        'orders:read',
        'orders:create',
        'orders:cancel',
        'refunds:create',
        'ops:read',
        'ops:write',
        'settlement:read',
        'settlement:write',
        'approvals:read',
        'evidence:read',
        'approvals:decide',
      ]),
    });
  });

  it.each(['bearer ', 'BEARER ', 'Bearer   '])('takes the scheme written as "%s"', async (scheme) => {
    expect(await authenticate(scheme + serverKey)).toMatchObject({ kind: 'serverKey' });
  });

  it('recognises a client token', async () => {
    const token = clientTokens.issue({ id: 'order-1', expiresAt });
    expect(await authenticate(`Bearer ${token}`)).toMatchObject({ kind: 'clientToken', orderId: 'order-1' });
  });

  it('recognises a checkout token, and takes none for the other', async () => {
    const token = checkoutTokens.issue({ id: 'checkout-1', expiresAt });
    const caller = { kind: 'checkoutToken', checkoutId: 'checkout-1' };
    expect(await authenticate(`Bearer ${token}`)).toMatchObject(caller);
    expect(await authenticate(`Bearer ${token.replace('gco_', 'gct_')}`)).toBe('invalid');
  });

  it('takes the token of an order whose access was revoked for none', async () => {
    const token = clientTokens.issue({ id: 'order-revoked', expiresAt });
    expect(await authenticate(`Bearer ${token}`)).toBe('invalid');
  });

  it('takes the token of a checkout whose access was revoked for none', async () => {
    const token = checkoutTokens.issue({ id: 'checkout-revoked', expiresAt });
    expect(await authenticate(`Bearer ${token}`)).toBe('invalid');
  });

  it.each([
    ['nothing', ''],
    ['a scheme alone', 'Bearer'],
    ['a scheme and a blank', 'Bearer '],
    ['another scheme', `Basic ${serverKey}`],
    ['no scheme', serverKey],
    ['another key', `Bearer ${serverKey.replace('0', '1')}`],
    ['a part of the key', `Bearer ${serverKey.slice(0, -1)}`],
    ['more than the key', `Bearer ${serverKey}0`],
    ['a forged token', 'Bearer gct_order-1.1768534200.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
    ['something very long', `Bearer ${'x'.repeat(credentialCharsMax)}`],
  ])('calls %s invalid, never anonymous', async (_, authorization) => {
    expect(await authenticate(authorization)).toBe('invalid');
  });
});

describe('the bootstrap server key', () => {
  it('must have 256 bits', () => {
    expect(() => bootstrapServerKey('x'.repeat(31))).toThrow(RangeError);
    expect(bootstrapServerKey('x'.repeat(32)).keyId).toBe('bootstrap');
  });

  it('is not kept in a form that gives it away', () => {
    expect(JSON.stringify(bootstrapServerKey(serverKey))).not.toContain(serverKey);
  });
});
