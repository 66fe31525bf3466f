import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type CheckoutSession, openCheckout } from '../../../../src/client/checkout/checkout-session.ts';
import { createServerClock } from '../../../../src/client/checkout/server-clock.ts';
import { GatewayError } from '../../../../src/client/core/gateway-error.ts';
import type { Order } from '../../../../src/client/elements/checkout-view.ts';
import { patienceMs } from '../../../support/eventually.ts';
import { aCheckout, anOrder, expiresAt } from './a-checkout.ts';
import { type Question, scriptedGateway } from './scripted-gateway.ts';

let gateway: ReturnType<typeof scriptedGateway>;
let session: CheckoutSession;
const left: string[] = [];

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  gateway = scriptedGateway();
  left.length = 0;
  session = openCheckout({
    client: gateway.client,
    clock: createServerClock(),
    language: 'EN',
    onChange: () => {},
    leave: (url) => left.push(url),
  });
});
afterEach(() => vi.useRealTimers());

const choice = { payMethod: 'VIRTUAL_ACCOUNT', payOption: 'VIRTUAL_ACCOUNT_BRI', phoneNumber: null };
const second = anOrder({ id: 'order-2', partnerReferenceNo: 'cart-1-2', version: 1 });
const paid = (order: Order) => ({ ...order, status: 'PAID' as const, version: order.version + 1 });
const cancelled = (order: Order) => ({ ...order, status: 'CANCELLED' as const, version: order.version + 1 });

async function answerFirst(order: Order | null): Promise<void> {
  (await gateway.next('Checkout')).answer({ checkout: aCheckout({ order }) });
  await vi.waitUntil(() => session.view().stage === 'ready', patienceMs);
}

describe('a checkout session', () => {
  test('ignores an earlier answer that arrives after a later one', async () => {
    await answerFirst(anOrder());
    session.resume();
    await vi.advanceTimersByTimeAsync(1);
    const slow = await gateway.next('CheckoutOrder');
    const paying = session.pay(choice);
    (await gateway.next('PayCheckout')).answer({
      payCheckout: { __typename: 'PayCheckoutSuccess', order: second },
    });
    await paying;
    slow.answer({ checkout: aCheckout({ order: cancelled(anOrder()) }) });
    await vi.advanceTimersByTimeAsync(1);
    expect(session.view().order?.id).toBe('order-2');
  });

  test('stays paid, whatever later reports say about another attempt', async () => {
    await answerFirst(second);
    session.resume();
    await vi.advanceTimersByTimeAsync(1);
    (await gateway.next('CheckoutOrder')).answer({ checkout: aCheckout({ order: paid(anOrder()) }) });
    await vi.waitUntil(() => session.view().order?.status === 'PAID', patienceMs);
    gateway.watches.get('order-2')?.tell({ order: cancelled(second), connection: 'live' });
    await vi.advanceTimersByTimeAsync(1);
    expect(session.view().order?.id).toBe('order-1');
  });

  test('reads the checkout when an attempt ends unpaid, because another may have been paid', async () => {
    await answerFirst(second);
    gateway.watches.get('order-2')?.tell({ order: cancelled(second), connection: 'live' });
    (await gateway.next('CheckoutOrder')).answer({ checkout: aCheckout({ order: paid(anOrder()) }) });
    await vi.waitUntil(() => session.view().order?.status === 'PAID', patienceMs);
  });

  test('offers no choice if the gateway has closed the checkout, until the gateway opens it again', async () => {
    await answerFirst(second);
    expect(session.view().isClosed).toBe(false);
    gateway.watches.get('order-2')?.tell({ order: cancelled(second), connection: 'live' });
    const order = cancelled(second);
    (await gateway.next('CheckoutOrder')).answer({ checkout: aCheckout({ order, closed: true }) });
    await vi.waitUntil(() => session.view().isClosed, patienceMs);
    session.resume();
    await vi.advanceTimersByTimeAsync(1);
    (await gateway.next('CheckoutOrder')).answer({ checkout: aCheckout({ order }) });
    await vi.waitUntil(() => !session.view().isClosed, patienceMs);
  });

  test('watches one attempt at a time', async () => {
    await answerFirst(anOrder());
    const paying = session.pay(choice);
    (await gateway.next('PayCheckout')).answer({
      payCheckout: { __typename: 'PayCheckoutSuccess', order: second },
    });
    await paying;
    expect(gateway.watches.get('order-1')?.isClosed).toBe(true);
    expect(gateway.watches.get('order-2')?.isClosed).toBe(false);
  });

  test('reads again later, a limited number of times, for a payment that no stream reports', async () => {
    await answerFirst(cancelled(anOrder()));
    gateway.watches.get('order-1')?.complete();
    await vi.waitUntil(() => session.view().connection === null, patienceMs);
    await vi.advanceTimersByTimeAsync(29_000);
    expect(gateway.asked).toEqual([]);
    await vi.advanceTimersByTimeAsync(2_000);
    (await gateway.next('CheckoutOrder')).answer({ checkout: aCheckout({ order: paid(anOrder()) }) });
    await vi.waitUntil(() => session.view().order?.status === 'PAID', patienceMs);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(gateway.asked).toEqual([]);
  });

  test('an unreachable gateway is queried again', async () => {
    (await gateway.next('Checkout')).fail(new GatewayError('NETWORK', 'away'));
    await vi.waitUntil(() => session.view().stage === 'unreachable', patienceMs);
    await vi.advanceTimersByTimeAsync(3_000);
    await answerFirst(null);
  });

  test('a refused token is not used again', async () => {
    (await gateway.next('Checkout')).fail(new GatewayError('UNAUTHENTICATED', 'expired'));
    await vi.waitUntil(() => session.view().stage === 'refused', patienceMs);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(gateway.asked).toEqual([]);
  });

  test('the wallet opens directly after the choice and never again by itself', async () => {
    await answerFirst(null);
    const url = 'https://wallet.example/pay';
    const order = anOrder({
      instruction: { __typename: 'RedirectInstruction', url, expiresAt: anOrder().expiresAt },
    });
    const paying = session.pay(choice);
    (await gateway.next('PayCheckout')).answer({
      payCheckout: { __typename: 'PayCheckoutSuccess', order },
    });
    await paying;
    expect(left).toEqual([url]);
    gateway.watches.get('order-1')?.tell({ order: { ...order, version: 3 }, connection: 'live' });
    await vi.waitUntil(() => session.view().order?.version === 3, patienceMs);
    expect(left).toEqual([url]);
  });

  test('a page that no connection reaches reads its order every five seconds, until one is live', async () => {
    await answerFirst(anOrder());
    const watch = gateway.watches.get('order-1');
    watch?.tell({ order: null, connection: 'reconnecting' });
    await vi.waitUntil(() => session.view().connection === 'reconnecting', patienceMs);
    for (const version of [3, 4]) {
      await vi.advanceTimersByTimeAsync(5_000);
      (await gateway.next('CheckoutOrder')).answer({ checkout: aCheckout({ order: anOrder({ version }) }) });
      await vi.waitUntil(() => session.view().order?.version === version, patienceMs);
    }
    watch?.tell({ order: null, connection: 'live' });
    await vi.waitUntil(() => session.view().connection === 'live', patienceMs);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(gateway.asked).toEqual([]);
  });

  test('a decline says that another method may work; a missing number does not', async () => {
    await answerFirst(null);
    const declined = { __typename: 'ProviderDeclined', message: 'Saldo tidak cukup.' };
    void session.pay(choice);
    (await gateway.next('PayCheckout')).answer({ payCheckout: declined });
    await vi.waitUntil(() => session.view().problem !== null, patienceMs);
    expect(session.view().problem).toMatchObject({ isDeclined: true, message: declined.message });
    void session.pay(choice);
    const issues = [{ path: ['phoneNumber'], message: 'Isi nomor.' }];
    (await gateway.next('PayCheckout')).answer({
      payCheckout: { __typename: 'InvalidInput', message: '', issues },
    });
    await vi.waitUntil(() => session.view().problem !== null, patienceMs);
    expect(session.view().problem).toMatchObject({ isDeclined: false, phoneMessage: 'Isi nomor.' });
  });

  test('a closed session ends its watch and reads nothing any more', async () => {
    await answerFirst(anOrder());
    session.close();
    expect(gateway.watches.get('order-1')?.isClosed).toBe(true);
    session.setOffline(false);
    const { view } = session;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(view().connection).toBeNull();
  });

  test.each([
    ['succeeds', ({ answer }: Question, order: Order) => answer({ checkout: aCheckout({ order }) })],
    ['fails', ({ fail }: Question) => fail(new GatewayError('NETWORK', 'reset'))],
  ] as const)('a session that is closed during a read asks nothing more, if that %s', async (_, end) => {
    await answerFirst(anOrder());
    gateway.watches.get('order-1')?.tell({ order: null, connection: 'reconnecting' });
    await vi.waitUntil(() => session.view().connection === 'reconnecting', patienceMs);
    await vi.advanceTimersByTimeAsync(5_000);
    const reading = await gateway.next('CheckoutOrder');
    const shown = session.view();
    session.close();
    end(reading, anOrder({ version: 9 }));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(gateway.asked).toEqual([]);
    expect(session.view()).toBe(shown);
  });

  test('a closed session sends nothing, whatever is done with it', async () => {
    await answerFirst(anOrder());
    session.close();
    session.resume();
    session.setOffline(false);
    session.speak('ID');
    void session.pay(choice);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(gateway.asked).toEqual([]);
  });

  test('a choice whose answer comes after the session was closed leads nowhere', async () => {
    await answerFirst(null);
    const paying = session.pay(choice);
    const asked = await gateway.next('PayCheckout');
    session.close();
    const instruction = {
      __typename: 'RedirectInstruction',
      url: 'https://m.dana.test/pay',
      expiresAt,
    } as const;
    asked.answer({ payCheckout: { __typename: 'PayCheckoutSuccess', order: anOrder({ instruction }) } });
    await paying;
    expect(left).toEqual([]);
    expect(gateway.watches.size).toBe(0);
  });

  test('a second tap on Pay opens no second attempt', async () => {
    await answerFirst(null);
    void session.pay(choice);
    void session.pay({ ...choice, payOption: 'VIRTUAL_ACCOUNT_BNI' });
    await gateway.next('PayCheckout');
    expect(gateway.asked).toEqual([]);
  });

  test('a lost answer is reported, and the page shows the record of the gateway', async () => {
    await answerFirst(null);
    void session.pay(choice);
    (await gateway.next('PayCheckout')).fail(new GatewayError('NETWORK', 'reset'));
    (await gateway.next('CheckoutOrder')).answer({ checkout: aCheckout({ order: anOrder() }) });
    await vi.waitUntil(() => session.view().order !== null, patienceMs);
    expect(session.view()).toMatchObject({ isPaying: false, problem: { message: null } });
  });
});
