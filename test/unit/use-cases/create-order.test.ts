import { describe, expect, test } from 'vitest';
import { rupiah } from '../../../src/domain/money.ts';
import { StoreUnavailable } from '../../../src/use-cases/ports/store-unavailable.ts';
import { aServerKey } from '../../support/actors.ts';
import { silence } from './assembled.ts';
import { accepts, checkoutInput, createOrder, decline, openShop, orderInput } from './shop.ts';

describe('createOrder', () => {
  test('records the order, sends it to DANA once and returns DANA’s instruction', async () => {
    const shop = openShop();
    const outcome = await shop.useCases.createOrder(orderInput(), aServerKey);
    expect(outcome).toMatchObject({
      kind: 'CreateOrderSuccess',
      order: {
        status: 'PENDING',
        version: 2,
        referenceNo: 'DANA-1',
        instruction: { kind: 'VIRTUAL_ACCOUNT', number: '8881001' },
      },
    });
    expect(shop.calls).toEqual(['create ord-1']);
  });

  test('a repeated createOrder returns the existing order without calling DANA', async () => {
    const shop = openShop();
    const { id } = await createOrder(shop);
    const repeat = await shop.useCases.createOrder(orderInput(), aServerKey);
    expect(repeat).toMatchObject({ kind: 'CreateOrderSuccess', order: { id, version: 2 } });
    expect(shop.calls).toEqual(['create ord-1']);
  });

  test('other content under the same reference is a conflict and reaches nobody', async () => {
    const shop = openShop();
    await createOrder(shop);
    const outcome = await shop.useCases.createOrder(orderInput({ amount: rupiah(7_600_000n) }), aServerKey);
    expect(outcome).toEqual({ kind: 'PartnerReferenceNoConflict' });
    expect(shop.calls).toHaveLength(1);
  });

  test('parallel calls with one reference make one order and receive equal answers', async () => {
    const shop = openShop();
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () => shop.useCases.createOrder(orderInput(), aServerKey)),
    );
    expect(new Set(outcomes.map((outcome) => 'order' in outcome && outcome.order?.id)).size).toBe(1);
    expect(outcomes.every(({ kind }) => kind === 'CreateOrderSuccess')).toBe(true);
    expect(shop.calls).toEqual(['create ord-1']);
  });

  test('an input that breaks a rule names the fields, and nothing is recorded', async () => {
    const shop = openShop();
    const outcome = await shop.useCases.createOrder(
      orderInput({ title: '', partnerReferenceNo: 'a b' }),
      aServerKey,
    );
    expect(outcome).toMatchObject({ kind: 'InvalidInput' });
    expect(outcome.kind === 'InvalidInput' && outcome.issues.map(({ path }) => path)).toEqual([
      ['partnerReferenceNo'],
      ['title'],
    ]);
    expect(shop.store.tables.orders.size).toBe(0);
  });

  test('while DANA cannot be called nothing is recorded, but a known order is still returned', async () => {
    const shop = openShop();
    await createOrder(shop);
    shop.dana.unavailableForMs = 4_000;
    expect(
      await shop.useCases.createOrder(orderInput({ partnerReferenceNo: 'ord-2' }), aServerKey),
    ).toMatchObject({
      kind: 'TemporarilyUnavailable',
      reason: 'DANA_UNREACHABLE',
      retryAfterMs: 4_000,
    });
    expect(shop.store.tables.orders.size).toBe(1);
    expect((await shop.useCases.createOrder(orderInput(), aServerKey)).kind).toBe('CreateOrderSuccess');
  });

  test('while the database cannot record, nothing is sent, and the answer says that the database is the cause', async () => {
    const shop = openShop({}, (store) => ({
      ...store,
      insert: async () => {
        throw new StoreUnavailable('read-only', { isCertain: true });
      },
    }));
    expect(await shop.useCases.createOrder(orderInput(), aServerKey)).toEqual({
      kind: 'TemporarilyUnavailable',
      reason: 'DATABASE_UNAVAILABLE',
      retryAfterMs: null,
    });
    expect(shop.calls).toEqual([]);
  });

  test('an order that DANA declines has FAILED, and a repeat receives DANA’s words again', async () => {
    const shop = openShop({ create: () => decline('OTHER', '4035405') });
    const first = await shop.useCases.createOrder(orderInput(), aServerKey);
    expect(first).toMatchObject({
      kind: 'ProviderDeclined',
      responseCode: '4035405',
      order: { status: 'FAILED' },
    });
    expect(await shop.useCases.createOrder(orderInput(), aServerKey)).toMatchObject({
      kind: 'ProviderDeclined',
      responseCode: '4035405',
    });
    expect(shop.calls).toEqual(['create ord-1']);
  });

  test('without a clear answer the order stays CONFIRMING, and recovery settles it', async () => {
    const shop = openShop({ create: () => silence });
    const answer = shop.useCases.createOrder(orderInput(), aServerKey);
    await shop.settle();
    shop.pass(2_000);
    expect(await answer).toMatchObject({ kind: 'CreateOrderSuccess', order: { status: 'CONFIRMING' } });
    shop.dana.create = accepts;
    await shop.passToNextDue();
    expect(await shop.store.find({ partnerReferenceNo: 'ord-1' })).toMatchObject({ status: 'PENDING' });
    // The repeat is the first call's body, byte for byte.
    expect(shop.calls).toEqual(['create ord-1', 'create ord-1']);
  });

  test('the answer waits two seconds for a quick settlement', async () => {
    const shop = openShop({ create: () => silence });
    const answer = shop.useCases.createOrder(orderInput(), aServerKey);
    await shop.settle();
    shop.dana.create = accepts;
    await shop.passToNextDue();
    expect(await answer).toMatchObject({ kind: 'CreateOrderSuccess', order: { status: 'PENDING' } });
  });

  test('a merchant’s own order and an attempt of a checkout are never the same', async () => {
    const shop = openShop();
    const checkout = await shop.useCases.createCheckout(checkoutInput(), aServerKey);
    expect(checkout.kind).toBe('CreateCheckoutSuccess');
    expect(await shop.useCases.createOrder(orderInput({ partnerReferenceNo: 'cart-1' }), aServerKey)).toEqual(
      {
        kind: 'PartnerReferenceNoConflict',
      },
    );
  });
});
