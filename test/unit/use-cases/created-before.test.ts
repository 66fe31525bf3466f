import { describe, expect, test } from 'vitest';
import type { CreateOrderAnswer, PaymentReport } from '../../../src/use-cases/ports/payment-provider.ts';
import { aServerKey } from '../../support/actors.ts';
import { minute } from '../../support/orders.ts';
import { found } from './assembled.ts';
import { accepts, openShop, orderInput } from './shop.ts';

const inconsistent: CreateOrderAnswer = {
  kind: 'declined',
  reason: 'INCONSISTENT_REQUEST',
  responseCode: '4045418',
  responseMessage: 'Inconsistent Request',
};
const unpaid = { state: 'INITIATED', paidAt: null, amount: null, expiresAt: minute(20) } as const;

/** A DANA that has the order since before the database was set back, with these answers to a create. */
function openRestoredShop(report: Partial<PaymentReport>, ...answers: CreateOrderAnswer[]) {
  return openShop({ create: () => answers.shift() ?? inconsistent, query: () => found(report) });
}

describe('an order that DANA had before the database was set back', () => {
  test('gets the instruction and the expiry of its first creation, and an incident', async () => {
    const shop = openRestoredShop(unpaid, inconsistent, accepts());
    const outcome = await shop.useCases.createOrder(orderInput(), aServerKey);
    expect(outcome).toMatchObject({
      kind: 'CreateOrderSuccess',
      order: { status: 'PENDING', instruction: { number: '8881001' }, expiresAt: minute(20) },
    });
    expect(shop.calls).toEqual([
      'create ord-1',
      'query ord-1',
      `create ord-1 until ${minute(20).toISOString()}`,
    ]);
    const [incident] = shop.store.tables.incidents.values();
    expect(incident).toMatchObject({ kind: 'CREATED_BEFORE', partnerReferenceNo: 'ord-1', status: 'OPEN' });
  });

  test('is PENDING without an instruction if DANA takes no body for it', async () => {
    const shop = openRestoredShop(unpaid);
    expect(await shop.useCases.createOrder(orderInput(), aServerKey)).toMatchObject({
      order: { status: 'PENDING', instruction: null, expiresAt: minute(60) },
    });
    expect([...shop.store.tables.incidents.values()].map(({ kind }) => kind)).toEqual(['CREATED_BEFORE']);
  });

  test('is PAID if it was paid meanwhile, and nothing is created', async () => {
    const shop = openRestoredShop({ state: 'PAID', paidAt: minute(1), expiresAt: minute(20) });
    expect(await shop.useCases.createOrder(orderInput(), aServerKey)).toMatchObject({
      order: { status: 'PAID' },
    });
    expect(shop.calls).toEqual(['create ord-1', 'query ord-1']);
  });

  test('has an incident also if DANA answered as if it were the first call, once it is queried', async () => {
    const shop = openRestoredShop({ ...unpaid, createdAt: minute(4.9) }, accepts());
    const created = await shop.useCases.createOrder(orderInput(), aServerKey);
    expect([...shop.store.tables.incidents.values()]).toEqual([]);
    expect(created).toMatchObject({ order: { status: 'PENDING', instruction: { number: '8881001' } } });
    await shop.useCases.findOrder({ partnerReferenceNo: 'ord-1' }, { isFresh: true });
    expect([...shop.store.tables.incidents.values()].map(({ kind }) => kind)).toEqual(['CREATED_BEFORE']);
  });

  test('has none if DANA’s clock is merely behind', async () => {
    const shop = openRestoredShop({ ...unpaid, createdAt: minute(5.1) }, accepts());
    await shop.useCases.createOrder(orderInput(), aServerKey);
    await shop.useCases.findOrder({ partnerReferenceNo: 'ord-1' }, { isFresh: true });
    expect([...shop.store.tables.incidents.values()]).toEqual([]);
  });
});
