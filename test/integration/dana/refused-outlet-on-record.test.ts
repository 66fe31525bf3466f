import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decide } from '../../../src/domain/lifecycle.ts';
import type { Order } from '../../../src/domain/order.ts';
import type { DanaSource } from '../../../src/domain/order-event.ts';
import { makeAcceptedOutlets } from '../../../src/store/facts/accepted-outlets.ts';
import { createOrderStore } from '../../../src/store/orders/order-store.ts';
import { closeDatabase, connectDatabase, type Database } from '../../../src/store/postgres/database.ts';
import { type FreshDatabase, freshDatabase } from '../../support/database.ts';
import { accepted, insertOrder } from '../../support/order-store-contract/steps.ts';
import { minute, recorded } from '../../support/orders.ts';
import { anOrder, details } from '../../unit/dana/orders.ts';
import { answerWith } from './dana-server.ts';
import { setProviderStage } from './provider-stage.ts';

const { provider, server } = setProviderStage();
const invalidMerchant = answerWith({ responseCode: '4045408', responseMessage: 'Invalid Merchant' });

let fresh: FreshDatabase;
let database: Database;
beforeEach(async () => {
  fresh = await freshDatabase();
  database = connectDatabase({ url: fresh.url, connectionsMax: 2 });
});
afterEach(async () => {
  await closeDatabase(database);
  await fresh.drop();
});

/** What another process has on record: an order of minute 0 that DANA has accepted. */
async function recordAccepted(named: Partial<Order>, source: DanaSource = 'CREATE_ANSWER'): Promise<void> {
  const store = createOrderStore(database);
  const { id } = await insertOrder(store, named);
  await store.change(id, (order) => {
    const decision = decide(order, accepted, source, minute(0));
    if (decision.kind === 'unchanged') return null;
    return { order: decision.order, event: recorded(decision.event), dueAt: null };
  });
}

/** DANA's 4045408 for an order of division d-1, `atMinute` minutes after the recorded one, at a process that just started. */
function refuse(atMinute: number, named: Partial<Order> = { subMerchantId: 'd-1' }) {
  server().behave(invalidMerchant);
  const dana = provider({
    recorded: { accepted: makeAcceptedOutlets(database), clock: { now: () => minute(atMinute) } },
  });
  return dana.createOrder(dana.writeCreateRequest(anOrder(named), details()));
}

const declined = { kind: 'declined', reason: 'OTHER', responseCode: '4045408' };
const ourFault = { kind: 'unknown', isOurFault: true };

describe('4045408, by the orders on record', () => {
  it.each([
    ['without a store or division', {}],
    ['of another store', { externalStoreId: 's-2' }],
  ])('declines the order if another process had one %s accepted within ten minutes', async (_, named) => {
    await recordAccepted(named);
    expect(await refuse(10)).toMatchObject(declined);
  });

  it('is a fault of ours if nothing is on record', async () => {
    expect(await refuse(0)).toMatchObject(ourFault);
  });

  it.each([
    ['shares its division', { subMerchantId: 'd-1' }, 0, undefined],
    ['is older than ten minutes', {}, 11, undefined],
    ['was reported by a query and not accepted by an answer', {}, 0, 'QUERY'],
  ] as const)('is a fault of ours if the order on record %s', async (_, named, atMinute, source) => {
    await recordAccepted(named, source);
    expect(await refuse(atMinute)).toMatchObject(ourFault);
  });

  it('is a fault of ours while the database cannot be read', async () => {
    server().behave(invalidMerchant);
    const accepted = { hasAcceptedWithout: () => Promise.reject(new Error('the database is not there')) };
    const dana = provider({ recorded: { accepted, clock: { now: () => minute(0) } } });
    const order = anOrder({ subMerchantId: 'd-1' });
    expect(await dana.createOrder(dana.writeCreateRequest(order, details()))).toMatchObject(ourFault);
  });
});
