import { describe, expect, test } from 'vitest';
import type { CredentialStore, HeldKey } from '../../../src/access/credential-store.ts';
import {
  drawServerKey,
  findServerKeyInStore,
  hashServerKey,
  PresentedKey,
} from '../../../src/access/server-keys.ts';
import { StoreUnavailable } from '../../../src/use-cases/ports/store-unavailable.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { birth, minute } from '../../support/orders.ts';
import { silentLog } from '../../support/silent-log.ts';

const key = drawServerKey('test');

function open(attributes: Partial<HeldKey> = {}, { isBroken = false } = {}) {
  const clock = manualClock();
  const asked: string[] = [];
  const uses: Date[] = [];
  let writesCount = 0;
  let kept: HeldKey = {
    id: 'key-1',
    name: 'shop',
    hash: hashServerKey(key),
    scopes: ['orders:read'],
    operatorId: null,
    operator: null,
    eachMax: null,
    dayMax: null,
    createdAt: birth,
    expiresAt: null,
    revokedAt: null,
    revokedBy: null,
    createdBy: { kind: 'OPERATOR', id: null, name: 'ops' },
    lastUsedAt: null,
    ...attributes,
  };
  const store: Pick<CredentialStore, 'findKey' | 'noteUse'> = {
    async findKey(hash) {
      asked.push(hash);
      return hash === kept.hash ? kept : null;
    },
    async noteUse(_id, at, notAfter) {
      writesCount += 1;
      if (isBroken) throw new StoreUnavailable('no database', { isCertain: true });
      if (kept.lastUsedAt !== null && kept.lastUsedAt >= notAfter) return;
      uses.push(at);
      kept = { ...kept, lastUsedAt: at };
    },
  };
  const findKey = findServerKeyInStore({
    store: store as CredentialStore,
    environment: 'test',
    clock,
    log: silentLog,
  });
  return {
    clock,
    asked,
    uses,
    writesCount: () => writesCount,
    find: (text: string) => findKey(new PresentedKey(text)),
    revoke() {
      kept = { ...kept, revokedAt: clock.now() };
    },
  };
}

describe('a server key on record', () => {
  test('is its caller, with its name and the scopes it was made with', async () => {
    const { find } = open();
    const scopes = new Set(['orders:read']);
    expect(await find(key)).toEqual({ kind: 'serverKey', keyId: 'key-1', name: expect.any(String), scopes });
  });

  test('is nobody once it has expired, and says when it will', async () => {
    const { find, clock } = open({ expiresAt: minute(1) });
    expect(await find(key)).toMatchObject({ expiresAt: minute(1) });
    clock.advance(60_000);
    expect(await find(key)).toBeNull();
  });

  test('is nobody within 5 s of being revoked', async () => {
    const { find, clock, revoke } = open();
    await find(key);
    revoke();
    clock.advance(5_000);
    expect(await find(key)).toBeNull();
  });

  test.each([
    ['of the other environment', key.replace('gsk_test_', 'gsk_live_')],
    ['too short', key.slice(0, -1)],
    ['with something behind', `${key}x`],
    ['of no shape', 'hello'],
  ])('is never looked for where it is %s', async (_, presented) => {
    const { find, asked } = open();
    expect(await find(presented)).toBeNull();
    expect(asked).toEqual([]);
  });

  test('keeps its last use at most once a minute', async () => {
    const { find, clock, uses } = open();
    for (let second = 0; second < 120; second += 5) {
      await find(key);
      clock.advance(5_000);
    }
    expect(uses.length).toBe(2);
  });

  test.each([
    ['that was never used', null, false],
    ['that was used long ago', minute(-5), false],
    ['whose use cannot be recorded', null, true],
  ])('%s costs one write a minute, however many requests present it', async (_, lastUsedAt, isBroken) => {
    const { find, clock, writesCount } = open({ lastUsedAt }, { isBroken });
    await Promise.all(Array.from({ length: 20 }, () => find(key)));
    for (let count = 0; count < 20; count++) await find(key);
    expect(writesCount()).toBe(1);
    clock.advance(59_999);
    await find(key);
    expect(writesCount()).toBe(1);
    clock.advance(2);
    await find(key);
    await find(key);
    expect(writesCount()).toBe(2);
  });
});
