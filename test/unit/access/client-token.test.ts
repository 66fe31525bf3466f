import { describe, expect, it } from 'vitest';
import { clientTokenGraceMs, createClientTokens } from '../../../src/access/client-token.ts';

const secret = 'a secret of the token tests, 32 bytes or more';
const olderSecret = 'an older secret of the token tests, also long';
const expiresAt = new Date('2026-01-15T03:30:00.123Z');
const order = { id: '0f8fad5b-d9cb-469f-a165-70867728950e', expiresAt };
const tokens = createClientTokens({ secrets: [secret], environment: 'sandbox' });

describe('a client token', () => {
  it('stands for its order until a day after the order expires', () => {
    const lastMoment = new Date(expiresAt.getTime() + clientTokenGraceMs - 1000);
    expect(tokens.verify(tokens.issue(order), lastMoment)).toEqual({
      kind: 'clientToken',
      orderId: order.id,
      expiresAt: new Date('2026-01-16T03:30:00.000Z'),
    });
  });

  it('is no credential once that day is over', () => {
    const over = new Date(expiresAt.getTime() + clientTokenGraceMs);
    expect(tokens.verify(tokens.issue(order), over)).toBeNull();
  });

  it('is the same each time it is asked for', () => {
    expect(tokens.issue(order)).toBe(tokens.issue({ ...order }));
  });

  it('is recognised by its prefix', () => {
    expect(tokens.issue(order)).toMatch(/^gct_/);
  });

  it('cannot be made to stand for another order or for longer', () => {
    const token = tokens.issue(order);
    const forgeries = [
      token.replace('0f8fad5b', '1f8fad5b'),
      token.replace('.1768534200.', '.1868534200.'),
      token.replace(/.\.(?=\d)/, '.'),
      `${token}A`,
      token.slice(0, -1),
      token.replace(/^gct_/, ''),
      '',
      'gct_',
      'gct_..',
    ];
    for (const forgery of forgeries) {
      expect(forgery).not.toBe(token);
      expect(tokens.verify(forgery, expiresAt), forgery).toBeNull();
    }
  });

  it('keeps its order apart from its expiry, whatever the order is called', () => {
    const token = tokens.issue({ id: 'order-1', expiresAt });
    expect(tokens.verify(token.replace('order-1.1', 'order-11.'), expiresAt)).toBeNull();
  });

  it('works on no other environment, even under the same secret', () => {
    const production = createClientTokens({ secrets: [secret], environment: 'production' });
    expect(production.verify(tokens.issue(order), expiresAt)).toBeNull();
  });
});

describe('a secret that is being replaced', () => {
  const older = createClientTokens({ secrets: [olderSecret], environment: 'sandbox' });
  const both = createClientTokens({ secrets: [secret, olderSecret], environment: 'sandbox' });

  it('still verifies what it has signed', () => {
    expect(both.verify(older.issue(order), expiresAt)).not.toBeNull();
  });

  it('signs nothing more', () => {
    expect(both.issue(order)).toBe(tokens.issue(order));
    expect(older.verify(both.issue(order), expiresAt)).toBeNull();
  });

  it('must be long', () => {
    expect(() => createClientTokens({ secrets: [secret, 'short'], environment: 'sandbox' })).toThrow(
      RangeError,
    );
  });
});
