import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { takeToken } from '../../../../src/client/checkout/token.ts';

function aStorage() {
  const values = new Map<string, string>();
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
  };
}

let localStorage = aStorage();
beforeEach(() => {
  localStorage = aStorage();
});
afterEach(() => vi.unstubAllGlobals());

/** A tab of one browser; `open` is what the page at this address takes as its token. */
function aTab() {
  const sessionStorage = aStorage();
  return {
    open(address: string) {
      vi.stubGlobal('window', { localStorage, sessionStorage });
      const { pathname, search, hash } = new URL(address, 'https://shop.example');
      const location = { pathname, search, hash } as Location;
      return takeToken({ location, history: { replaceState: () => undefined } as unknown as History });
    },
  };
}

test('a payer with two checkouts returns to the one that the return address names', () => {
  const tab = aTab();
  expect(tab.open('/checkout#checkout=ord-1&token=first')).toBe('first');
  expect(tab.open('/checkout?checkout=ord-2#token=second')).toBe('second');
  expect(tab.open('/checkout')).toBe('second');
  // In the same tab, and in the new one that a wallet opens.
  expect(tab.open('/checkout?checkout=ord-1')).toBe('first');
  expect(aTab().open('/checkout?checkout=ord-1')).toBe('first');
  expect(aTab().open('/checkout?checkout=ord-2')).toBe('second');
});

test('a name without a token shows no other checkout', () => {
  const tab = aTab();
  tab.open('/checkout#token=unnamed');
  expect(tab.open('/checkout?checkout=ord-3')).toBeNull();
  expect(tab.open('/checkout')).toBe('unnamed');
});

test('a reload keeps the payment where the browser allows no storage', () => {
  vi.stubGlobal('window', {
    get localStorage(): Storage {
      throw new Error('blocked');
    },
    get sessionStorage(): Storage {
      throw new Error('blocked');
    },
  });
  const history = {
    state: null as unknown,
    replaceState(state: unknown) {
      history.state = state;
    },
  };
  const at = (hash: string) => ({ pathname: '/checkout', search: '', hash }) as Location;
  expect(takeToken({ location: at('#token=kept'), history: history as unknown as History })).toBe('kept');
  expect(takeToken({ location: at(''), history: history as unknown as History })).toBe('kept');
});
