import { createElement, StrictMode } from 'react';
import { renderToString } from 'react-dom/server';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { GatewayError } from '../../../src/client/core/gateway-error.ts';
import type { OrderView, OrderWatch } from '../../../src/client/core/watch-order.ts';
import { makeCheckoutStore } from '../../../src/packages/react/checkout-store.ts';
import { useCheckout, useOrderStatus } from '../../../src/packages/react/react.ts';
import { makeWatchedOrder } from '../../../src/packages/react/watched-order.ts';
import { patienceMs } from '../../support/eventually.ts';
import { aCheckout, anOrder } from '../client/checkout/a-checkout.ts';

/** What a browser has and Node lacks, with nothing happening in it. */
beforeEach(() => {
  const nothing = { addEventListener: () => undefined, removeEventListener: () => undefined };
  vi.stubGlobal('addEventListener', nothing.addEventListener);
  vi.stubGlobal('removeEventListener', nothing.removeEventListener);
  vi.stubGlobal('document', { ...nothing, visibilityState: 'visible' });
  vi.stubGlobal('navigator', { onLine: true });
});
afterEach(() => vi.unstubAllGlobals());

/** A gateway on which every watch shows these views, and then waits or fails. */
function watchedGateway(views: readonly OrderView[], failure: Error | null = null) {
  const watches: { afterVersion: number | undefined; isClosed: boolean }[] = [];
  return {
    watches,
    watchOrder({ afterVersion }: { afterVersion?: number }): OrderWatch {
      const watch = { afterVersion, isClosed: false };
      watches.push(watch);
      return {
        async *[Symbol.asyncIterator]() {
          yield* views;
          if (failure !== null) throw failure;
          await new Promise(() => undefined);
        },
        hurry: () => undefined,
        close() {
          watch.isClosed = true;
        },
      };
    },
  };
}

describe('the order behind useOrderStatus', () => {
  test('is watched over one connection, which the last component closes', async () => {
    const gateway = watchedGateway([{ order: anOrder(), connection: 'live' }]);
    const watched = makeWatchedOrder(gateway, { orderId: 'order-1' });
    expect(gateway.watches).toEqual([]);
    const leaveFirst = watched.subscribe(() => undefined);
    const leaveSecond = watched.subscribe(() => undefined);
    await vi.waitFor(() => expect(watched.status().order?.status).toBe('PENDING'), patienceMs);
    leaveFirst();
    expect(gateway.watches).toEqual([{ afterVersion: undefined, isClosed: false }]);
    leaveSecond();
    expect(gateway.watches[0]?.isClosed).toBe(true);
  });

  test('continues after the version seen last when Strict Mode mounts it again', async () => {
    const gateway = watchedGateway([{ order: anOrder({ version: 7 }), connection: 'live' }]);
    const watched = makeWatchedOrder(gateway, { orderId: 'order-1' });
    const leave = watched.subscribe(() => undefined);
    await vi.waitFor(() => expect(watched.status().order).not.toBeNull(), patienceMs);
    leave();
    watched.subscribe(() => undefined);
    expect(gateway.watches.map(({ afterVersion }) => afterVersion)).toEqual([undefined, 7]);
    expect(watched.status().order?.version).toBe(7);
  });

  test('says why it cannot be watched', async () => {
    const gateway = watchedGateway([], new GatewayError('UNAUTHENTICATED', 'expired'));
    const watched = makeWatchedOrder(gateway, { orderId: 'order-1' });
    watched.subscribe(() => undefined);
    await vi.waitFor(() => expect(watched.status().error?.code).toBe('UNAUTHENTICATED'), patienceMs);
  });
});

describe('the checkout behind useCheckout', () => {
  test('is read again when Strict Mode mounts it again, in the language chosen last', async () => {
    const asked: unknown[] = [];
    const store = makeCheckoutStore({
      client: {
        ...watchedGateway([]),
        async request(_document, variables) {
          asked.push(variables);
          return { checkout: aCheckout() } as never;
        },
      },
      clock: { now: () => 0, compare: () => undefined },
      language: 'ID',
      leave: () => undefined,
    });
    store.actions.speak('EN');
    const leave = store.subscribe(() => undefined);
    await vi.waitFor(() => expect(store.view().stage).toBe('ready'), patienceMs);
    leave();
    store.subscribe(() => undefined);
    await vi.waitFor(() => expect(asked).toEqual([{ language: 'EN' }, { language: 'EN' }]), patienceMs);
  });
});

test('the store of a checkout reads the ways to pay again when it is asked to', async () => {
  const asked: unknown[] = [];
  const store = makeCheckoutStore({
    client: {
      ...watchedGateway([]),
      async request(_document, variables) {
        asked.push(variables);
        return { checkout: aCheckout() } as never;
      },
    },
    clock: { now: () => 0, compare: () => undefined },
    language: 'ID',
    leave: () => undefined,
  });
  store.readAgain();
  store.subscribe(() => undefined);
  await vi.waitFor(() => expect(store.view().stage).toBe('ready'), patienceMs);
  store.readAgain();
  await vi.waitFor(() => expect(asked).toEqual([{ language: 'ID' }, { language: 'ID' }]), patienceMs);
});

test('the hooks render on a server, without a request', () => {
  vi.unstubAllGlobals();
  const fetch = vi.spyOn(globalThis, 'fetch');
  const options = { gateway: 'https://pay.test/graphql', token: 'gct_x' };
  function Page() {
    const { stage } = useCheckout(options);
    const { connection } = useOrderStatus({ ...options, orderId: 'order-1' });
    return `${stage}, ${connection}`;
  }
  expect(renderToString(createElement(StrictMode, null, createElement(Page)))).toBe('loading, connecting');
  expect(fetch).not.toHaveBeenCalled();
  fetch.mockRestore();
});
